package org.pix2prof.references;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.structure.Measurement;
import org.pix2prof.structure.StructuralParameters;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * A profile taken to be true. Its arrays are not copied: do not change them.
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
   * A reference of which the total magnitude is not known.
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

  /** {@return the object and band, for people} */
  public String label() {
    return objectId + band.map(b -> " " + b).orElse("");
  }

  /**
   * How far a profile of the same object and band is from this one, shapes of isophotes among it
   * where both have them.
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
   * The structure of this profile, as {@link org.pix2prof.values.GalaxyStructure} has it of a
   * prediction; without errors.
   *
   * @return every quantity
   */
  public Map<StructureQuantity, Measurement> structure() {
    return StructuralParameters.of(
        FloatConversions.toFloats(radiusArcsec),
        FloatConversions.toFloats(mu),
        Optional.empty(),
        isophotes.map(shapes -> FloatConversions.toFloats(shapes.ellipticity())));
  }
}
