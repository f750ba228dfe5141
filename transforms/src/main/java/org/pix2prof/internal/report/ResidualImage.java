// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.internal.report.CutoutRenderer.Place;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.photometry.IsophotePhotometry;
import org.pix2prof.model.photometry.ModelImage;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * An image minus the model of its profile.
 *
 * @param image the difference, as an image
 * @param skySubtracted whether the sky of the profile was subtracted too; otherwise it is unknown
 */
record ResidualImage(GalaxyImage image, boolean skySubtracted) {

  /**
   * Subtracts a profile from its image.
   *
   * @param image not changed
   * @param place centre and pixel scale of the galaxy in the image
   * @param profile of the image
   * @return the residual; empty if the profile has no isophotes, or its intensities are unknown
   */
  static Optional<ResidualImage> of(
      GalaxyImage image, Place place, SurfaceBrightnessProfile profile) {
    Optional<float[]> intensity = intensity(profile, image.zeroPoint());
    if (intensity.isEmpty() || profile.ellipticity().isEmpty() || profile.mu().length == 0) {
      return Optional.empty();
    }
    Isophotes isophotes =
        new Isophotes(
            place.centreX(),
            place.centreY(),
            profile.radiusArcsec(),
            profile.ellipticity().get(),
            profile.paDeg().orElseThrow());
    SkyImage pixels =
        new SkyImage(
            image.pixels(),
            image.width(),
            image.height(),
            place.pixelScaleArcsec(),
            image.pixelShape(),
            0,
            null,
            null,
            null);
    float[] model = ModelImage.of(pixels, isophotes, intensity.get());
    float[] residual = ModelImage.residual(pixels, profile.sky().orElse(SkyLevel.ZERO), model);
    return Optional.of(
        new ResidualImage(
            image.toBuilder().setPixels(residual).build(), profile.sky().isPresent()));
  }

  /** Returns the measured intensities or else, with a zero point, those of mu. */
  private static Optional<float[]> intensity(
      SurfaceBrightnessProfile profile, OptionalDouble zeroPointOfImage) {
    if (profile.photometry().isPresent()) {
      return profile.photometry().map(IsophotePhotometry::intensity);
    }
    OptionalDouble zeroPoint =
        profile.zeroPoint().isPresent() ? profile.zeroPoint() : zeroPointOfImage;
    if (zeroPoint.isEmpty()) {
      return Optional.empty();
    }
    float[] intensity = new float[profile.mu().length];
    for (int i = 0; i < intensity.length; i++) {
      intensity[i] = (float) Math.pow(10, -0.4 * (profile.mu()[i] - zeroPoint.getAsDouble()));
    }
    return Optional.of(intensity);
  }
}
