// SPDX-License-Identifier: Apache-2.0
/**
 * The network of Smith, Arora, Stone, Courteau and Geach 2021, MNRAS 503, 96: a ResNet-18 encodes
 * the image to a latent vector, and a GRU that starts from it writes the profile value by value.
 */
package org.pix2prof.model.internal.published;
