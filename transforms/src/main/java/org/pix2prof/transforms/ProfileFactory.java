// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.pix2prof.model.Caption;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.photometry.BorderLight;
import org.pix2prof.model.photometry.IsophotePhotometer;
import org.pix2prof.model.photometry.IsophotePhotometry;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.Radii;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.PixelPoint;

/** Makes the profile of a galaxy from its caption and its pixels. */
final class ProfileFactory {
  /** Limits of plausible surface brightness, mag/arcsec^2. */
  private static final float BRIGHTEST = -5;

  private static final float FAINTEST = 35;

  /** Number of the sky's errors above which the galaxy's light in the border counts. */
  private static final double BORDER_SIGMAS = 3;

  private final ModelManifest.Radius radius;
  private final Radii radii;
  private final boolean harmonics;
  private final double zeroPoint;
  private final String model;

  ProfileFactory(ModelManifest manifest, Radii radii, boolean harmonics) {
    this.radius = manifest.profile().radius();
    this.radii = radii;
    this.harmonics = harmonics;
    this.zeroPoint = manifest.input().zeroPoint();
    this.model =
        manifest.name() + '-' + manifest.version() + '@' + manifest.sha256().substring(0, 12);
  }

  /** Makes the profile of a galaxy. */
  SurfaceBrightnessProfile profile(PreparedGalaxy found, Caption caption) {
    PreparedGalaxy galaxy = caption.otherTarget() ? aboutTarget(found, caption) : found;
    PreparedImage image = galaxy.image();
    float[] steps = radius(image).first(caption.length());
    PixelPoint centre = centre(image, caption);
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(image.flags());
    flags.addAll(caption.flags());
    if (isImplausible(caption.mu())) {
      flags.add(Flag.CALIBRATION_DOUBTFUL);
    }
    Optional<Isophotes> isophotes =
        Optional.ofNullable(caption.ellipticity())
            .map(e -> new Isophotes(centre.x(), centre.y(), steps, e, caption.paDeg()));
    SurfaceBrightnessProfile.Builder profile =
        SurfaceBrightnessProfile.builder()
            .setProvenance(galaxy.provenance())
            .setModel(model)
            .setCentre(Optional.of(centre))
            .setWcs(galaxy.wcs());
    if (galaxy.original().isPresent() && isophotes.isPresent()) {
      measure(profile, galaxy, caption, isophotes.get(), flags);
    } else {
      predict(profile, galaxy, caption, isophotes, steps);
    }
    return profile.setFlags(flags).build();
  }

  /** Returns the galaxy with the source that the model chose. */
  private static PreparedGalaxy aboutTarget(PreparedGalaxy galaxy, Caption caption) {
    return PreparedGalaxy.of(
        galaxy.provenance(),
        Preprocessor.about(galaxy.image(), new Point(caption.centreX(), caption.centreY())),
        galaxy.wcs(),
        galaxy.original());
  }

  /** Sets the samples, with the intensities along the isophotes. */
  private void measure(
      SurfaceBrightnessProfile.Builder profile,
      PreparedGalaxy galaxy,
      Caption caption,
      Isophotes isophotes,
      Set<Flag> flags) {
    SkyImage image = galaxy.original().orElseThrow();
    double excess = skyExcess(image, caption);
    SkyLevel sky = sky(galaxy, caption).orElse(SkyLevel.ZERO);
    double light = borderLight(image, isophotes, caption, sky);
    double uncorrected = 0;
    if (light > 0) {
      flags.add(Flag.FILLS_FRAME);
      uncorrected = Math.abs(light - excess);
      sky = sky.withError(Math.hypot(sky.error(), uncorrected));
    }
    IsophotePhotometer photometer = new IsophotePhotometer(image, sky);
    if (photometer.scalesVariance()) {
      flags.add(Flag.WEIGHT_SCALED);
    }
    double edge = photometer.edgeArcsec(isophotes);
    float[] steps = isophotes.radiusArcsec();
    if (steps[steps.length - 1] > edge) {
      flags.add(Flag.ISOPHOTE_OFF_IMAGE);
    }
    flags.addAll(BlendFlags.of(galaxy.image(), image.pixelScaleArcsec(), caption, steps));
    float[] wanted = radii.arcsec(radius(galaxy.image()), steps.length, edge);
    Isophotes at = shapes(galaxy.image(), isophotes).at(wanted);
    IsophotePhotometry photometry = photometer.measure(at, harmonics);
    float[] mu = Samples.at(wanted, steps, caption.mu());
    float[] muErr = caption.muErr() == null ? null : Samples.at(wanted, steps, caption.muErr());
    if (muErr != null) {
      // The model's errors include that of the sky of a galaxy with sky around it.
      double area = image.pixelScaleArcsec() * image.pixelScaleArcsec();
      Samples.addError(muErr, mu, image.zeroPoint(), uncorrected / area);
      if (image.variance() != null) {
        Samples.raiseError(muErr, mu, image.zeroPoint(), photometry.intensityErr());
      }
    }
    profile
        .setRadiusArcsec(wanted)
        .setMu(mu)
        .setMuErr(Optional.ofNullable(muErr))
        .setEllipticity(Optional.of(at.ellipticity()))
        .setPaDeg(Optional.of(at.paDeg()))
        .setPhotometry(Optional.of(photometry))
        .setZeroPoint(OptionalDouble.of(image.zeroPoint()))
        .setPixelScaleArcsec(OptionalDouble.of(image.pixelScaleArcsec()))
        .setSky(galaxy.image().sky() == null ? Optional.empty() : Optional.of(sky));
  }

  /**
   * Returns the given isophotes about the found centre, if there are any. Those of the model are
   * interpolated to its own radii, and another interpolation would change them.
   */
  private static Isophotes shapes(PreparedImage image, Isophotes found) {
    return image.isophotes() == null
        ? found
        : image.isophotes().about(found.centreX(), found.centreY());
  }

  /** Returns the sky that the caption implies: the measured one without its excess. */
  private Optional<SkyLevel> sky(PreparedGalaxy galaxy, Caption caption) {
    double excess = galaxy.original().map(image -> skyExcess(image, caption)).orElse(0.0);
    return Optional.ofNullable(galaxy.image().sky()).map(level -> level.plus(-excess));
  }

  /** Returns the sky that was subtracted in excess, per pixel in the image's unit. */
  private double skyExcess(SkyImage image, Caption caption) {
    return caption.skyExcess()
        * image.pixelScaleArcsec()
        * image.pixelScaleArcsec()
        * Math.pow(10, 0.4 * (image.zeroPoint() - zeroPoint));
  }

  private ModelManifest.Radius radius(PreparedImage image) {
    return radius.times(image.radiusFactor());
  }

  /** Returns the galaxy's flux per pixel where the sky was measured; 0 if it is too little. */
  private static double borderLight(
      SkyImage image, Isophotes isophotes, Caption caption, SkyLevel sky) {
    if (sky.error() == 0) {
      return 0;
    }
    double light = BorderLight.perPixel(image, isophotes, caption.mu());
    return light > BORDER_SIGMAS * sky.error() ? light : 0;
  }

  /** Sets the samples without intensities: of a model without isophotes, or without the image. */
  private void predict(
      SurfaceBrightnessProfile.Builder profile,
      PreparedGalaxy galaxy,
      Caption caption,
      Optional<Isophotes> isophotes,
      float[] steps) {
    // Without pixels the edge is unknown, so no profile extends to it.
    float[] wanted = radii.arcsec(radius(galaxy.image()), steps.length, steps[steps.length - 1]);
    Optional<Isophotes> at = isophotes.map(found -> shapes(galaxy.image(), found).at(wanted));
    profile
        .setRadiusArcsec(wanted)
        .setMu(Samples.at(wanted, steps, caption.mu()))
        .setMuErr(Optional.ofNullable(caption.muErr()).map(e -> Samples.at(wanted, steps, e)))
        .setEllipticity(at.map(Isophotes::ellipticity))
        .setPaDeg(at.map(Isophotes::paDeg))
        .setSky(sky(galaxy, caption));
    galaxy
        .original()
        .ifPresent(
            image ->
                profile
                    .setZeroPoint(OptionalDouble.of(image.zeroPoint()))
                    .setPixelScaleArcsec(OptionalDouble.of(image.pixelScaleArcsec())));
  }

  private static boolean isImplausible(float[] mu) {
    for (float sample : mu) {
      if (!(sample >= BRIGHTEST && sample <= FAINTEST)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the centre of the isophotes in pixels of the original image. */
  private static PixelPoint centre(PreparedImage image, Caption caption) {
    boolean moved = !Double.isNaN(caption.centreX());
    double x = moved ? caption.centreX() : image.centreX();
    double y = moved ? caption.centreY() : image.centreY();
    return new PixelPoint(image.imageX(x, y), image.imageY(y));
  }
}
