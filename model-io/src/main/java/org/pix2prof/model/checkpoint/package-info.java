// SPDX-License-Identifier: Apache-2.0
/**
 * Reads files of PyTorch's {@code torch.save} without Python and converts them into model bundles.
 * A checkpoint is untrusted input: only the classes of a state dict are instantiated.
 */
package org.pix2prof.model.checkpoint;
