package org.pix2prof.training.evaluate;

import java.util.Optional;

/**
 * A profile taken to be true.
 *
 * @param objectId name of the object
 * @param band photometric band, if the table names it
 * @param radiusArcsec semi-major axes, arcsec, increasing
 * @param mu surface brightness, mag/arcsec^2
 * @param isophotes their shapes at the same semi-major axes, if the table gives them
 */
record ReferenceProfile(
    String objectId,
    Optional<String> band,
    double[] radiusArcsec,
    double[] mu,
    Optional<Isophotes> isophotes) {

  /** The object and band, for people. */
  String label() {
    return objectId + band.map(b -> " " + b).orElse("");
  }
}
