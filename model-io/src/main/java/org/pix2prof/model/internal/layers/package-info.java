/** The layers that networks ask the engine for, and their comparison with plain Java. */
package org.pix2prof.model.internal.layers;
