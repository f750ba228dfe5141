package org.pix2prof.training.simulate;

/**
 * A row of the catalogue that goes with simulated frames.
 *
 * @param index from 0; with the seed it says which galaxy this is
 * @param id name
 * @param raDeg right ascension, degrees
 * @param decDeg declination, degrees
 * @param home index of the frame that it is deepest inside of; -1 if it is in none
 */
record CatalogGalaxy(int index, String id, double raDeg, double decDeg, int home) {}
