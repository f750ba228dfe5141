/**
 * Reads what PyTorch's {@code torch.save} writes, without Python, and makes model bundles of it. A
 * checkpoint is untrusted input: only the classes that a state dict needs are built from it.
 */
package org.pix2prof.model.checkpoint;
