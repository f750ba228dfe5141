// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.layers;

/**
 * Layer and its batch size.
 *
 * @param layer all other sizes
 * @param batch batch size
 */
public record LayerCall(Layer layer, int batch) {}
