// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

/**
 * A row of the catalogue of simulated frames.
 *
 * @param index index from 0; with the seed it determines the galaxy
 * @param id name
 * @param raDeg right ascension, degrees
 * @param decDeg declination, degrees
 * @param home index of the frame in which it is farthest from the edges; -1 for none
 */
record CatalogGalaxy(int index, String id, double raDeg, double decDeg, int home) {}
