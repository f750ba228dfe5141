// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.references;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.structure.Measurement;
import org.pix2prof.structure.RadialProfile;
import org.pix2prof.structure.StructuralParameters;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Reference profile, to compare predictions with. Its arrays are not copied: do not change them.
 *
 * @param objectId name of the object
 * @param band photometric band, if the table names it
 * @param radiusArcsec semi-major axes, arcsec, increasing
 * @param mu surface brightness, mag/arcsec^2
 * @param isophotes their shapes at the same semi-major axes, if the table gives them
 * @param totalMagnitude of the object, if the table gives it
 */
public record ReferenceProfile(
    String objectId,
    Optional<String> band,
    double[] radiusArcsec,
    double[] mu,
    Optional<IsophoteShapes> isophotes,
    OptionalDouble totalMagnitude) {

  /**
   * Creates a reference without a total magnitude.
   *
   * @param objectId name of the object
   * @param band photometric band, if the table names it
   * @param radiusArcsec semi-major axes, arcsec, increasing
   * @param mu surface brightness, mag/arcsec^2
   * @param isophotes their shapes at the same semi-major axes, if the table gives them
   */
  public ReferenceProfile(
      String objectId,
      Optional<String> band,
      double[] radiusArcsec,
      double[] mu,
      Optional<IsophoteShapes> isophotes) {
    this(objectId, band, radiusArcsec, mu, isophotes, OptionalDouble.empty());
  }

  /** {@return object and band, for messages} */
  public String label() {
    return objectId + band.map(b -> " " + b).orElse("");
  }

  /**
   * Compares a profile of the same object and band with this one, including the isophote shapes if
   * both have them.
   *
   * @param profile the prediction
   * @return its deviation at the radii of this reference
   */
  public Deviation deviationOf(SurfaceBrightnessProfile profile) {
    Deviation deviation =
        Deviation.of(
            radiusArcsec,
            mu,
            FloatConversions.of(profile.radiusArcsec()),
            FloatConversions.of(profile.mu()),
            profile.muErr().map(FloatConversions::of).orElse(null));
    Optional<IsophoteShapes> shapes = IsophoteShapes.of(profile);
    return isophotes.isPresent() && shapes.isPresent()
        ? deviation.withIsophotes(isophotes.get(), shapes.get())
        : deviation;
  }

  /**
   * Measures the structural parameters of this profile, as in {@link
   * org.pix2prof.values.GalaxyStructure} but without errors and angles on the sky.
   *
   * @param pixelScaleArcsec side of a pixel of the image, arcsec, if known
   * @return every quantity
   */
  public Map<StructureQuantity, Measurement> structure(OptionalDouble pixelScaleArcsec) {
    return StructuralParameters.of(
        RadialProfile.of(FloatConversions.toFloats(radiusArcsec), FloatConversions.toFloats(mu))
            .withEllipticity(
                isophotes.map(shapes -> FloatConversions.toFloats(shapes.ellipticity())))
            .withPositionAngles(
                isophotes.map(shapes -> FloatConversions.toFloats(shapes.paDeg())),
                Optional.empty())
            .withPixelScaleArcsec(pixelScaleArcsec));
  }
}
