// SPDX-License-Identifier: Apache-2.0
/** Photometry on one profile: isophotal and half-light radii, magnitudes, concentration, disc. */
package org.pix2prof.structure;
