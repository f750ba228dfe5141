// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.internal.catalog.SkyCoordinates;
import org.pix2prof.transforms.AssignTargets;
import org.pix2prof.transforms.ReadProfiles;
import org.pix2prof.transforms.ReadTargets;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Target;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

/** What {@link ProfileOptions} say of the galaxies to measure: their centres and ellipses. */
final class KnownTargets {
  /** {@code --centre} for the middle of the image. */
  private static final String MIDDLE = "middle";

  /** {@code --centre} for the positions of {@code --catalog}. */
  private static final String CATALOG = "catalog";

  private static final String DEGREES = "d";
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  /**
   * Checks the options of images that are files.
   *
   * @throws UsageException if they are invalid or contradict each other
   */
  static void check(ProfileOptions options) throws UsageException {
    checkTogether(options);
    if (isCatalog(options)) {
      throw new UsageException("--centre=catalog needs --catalog=FILE");
    }
    if (options.getTargets() == null) {
      refuse("idColumn", options.getIdColumn(), "needs --catalog=FILE or --targets=FILE");
      refuse("raColumn", options.getRaColumn(), "needs --catalog=FILE or --targets=FILE");
      refuse("decColumn", options.getDecColumn(), "needs --catalog=FILE or --targets=FILE");
    }
    one(options);
  }

  /**
   * Checks the options of cutouts of a catalogue.
   *
   * @throws UsageException if they are invalid or contradict each other
   */
  static void checkWithCatalog(ProfileOptions options) throws UsageException {
    refuse(
        "targets",
        options.getTargets(),
        "cannot be used with --catalog: the catalogue has the positions; --centre=catalog uses them"
            + " as centres");
    checkTogether(options);
    if (options.getCentre() != null && !isCatalog(options)) {
      throw new UsageException(
          "--centre="
              + options.getCentre()
              + " cannot be used with --catalog; use --centre=catalog");
    }
    if (options.getEllipticity() != null && options.getReferenceBand() != null) {
      throw new UsageException(
          "--ellipticity cannot be used with --catalog and --referenceBand; with --centre=catalog"
              + " all bands have the same ellipses without --referenceBand");
    }
    one(options);
  }

  private static void checkTogether(ProfileOptions options) throws UsageException {
    if (options.getIsophotes() != null) {
      String why = "cannot be used with --isophotes: earlier profiles have centre and ellipses";
      refuse("centre", options.getCentre(), why);
      refuse("targets", options.getTargets(), why);
      refuse("ellipticity", options.getEllipticity(), why);
      refuse("pa", options.getPa(), why);
      refuse("paSky", options.getPaSky(), why);
      refuse("referenceBand", options.getReferenceBand(), why);
    }
    if (options.getIsophotes() == null) {
      refuse("isophotesBand", options.getIsophotesBand(), "needs --isophotes=PREFIX");
    }
    if (options.getTargets() != null) {
      refuse("centre", options.getCentre(), "cannot be used with --targets, which has the centres");
      refuse(
          "ellipticity",
          options.getEllipticity(),
          "cannot be used with --targets: add a column ellipticity to its file");
    }
    if (options.getPa() != null && options.getPaSky() != null) {
      throw new UsageException("--pa cannot be used with --paSky: both are position angles");
    }
    if (options.getEllipticity() == null) {
      refuse("pa", options.getPa(), "needs --ellipticity=E");
      refuse("paSky", options.getPaSky(), "needs --ellipticity=E");
    }
  }

  private static void refuse(String option, Object value, String why) throws UsageException {
    if (value != null) {
      throw new UsageException("--" + option + " " + why);
    }
  }

  private static boolean isCatalog(ProfileOptions options) {
    return CATALOG.equalsIgnoreCase(options.getCentre());
  }

  /**
   * Returns whether the positions of the catalogue are the centres.
   *
   * @throws UsageException if the model has no isophotes
   * @throws IOException if the model cannot be read
   */
  static boolean areInCatalog(ProfileOptions options) throws IOException, UsageException {
    if (isCatalog(options)) {
      PreprocessedImages.modelWithIsophotes(options, "centre");
      return true;
    }
    return false;
  }

  /**
   * Adds the step that sets centres and ellipses, if the options have any.
   *
   * @param bad handles unusable targets and images; null if the first one ends the run
   * @throws UsageException if the model has no isophotes
   * @throws IOException if the model cannot be read
   */
  static PCollection<GalaxyImage> assign(
      PCollection<GalaxyImage> images, ProfileOptions options, ErrorHandler<BadRecord, ?> bad)
      throws IOException, UsageException {
    AssignTargets assign = AssignTargets.create();
    PBegin begin = PBegin.in(images.getPipeline());
    Optional<Target> one = one(options);
    if (one.isPresent()) {
      PreprocessedImages.modelWithIsophotes(
          options, options.getCentre() == null ? "ellipticity" : "centre");
      assign = assign.withTarget(one.get());
    } else if (options.getTargets() != null) {
      PreprocessedImages.modelWithIsophotes(options, "targets");
      assign =
          assign
              .withTargets(begin.apply("ReadTargets", read(options, bad)))
              .withSourceName(options.getTargets());
    } else if (options.getIsophotes() != null) {
      PreprocessedImages.modelWithIsophotes(options, "isophotes");
      assign =
          assign
              .withProfiles(
                  begin.apply("ReadIsophotes", ReadProfiles.create().from(options.getIsophotes())))
              .withSourceName(options.getIsophotes());
      if (options.getIsophotesBand() != null) {
        assign = assign.withProfilesBand(options.getIsophotesBand());
      }
    } else {
      return images;
    }
    return images.apply(
        "AssignTargets", bad == null ? assign : assign.withBadRecordErrorHandler(bad));
  }

  private static ReadTargets read(ProfileOptions options, ErrorHandler<BadRecord, ?> bad)
      throws UsageException {
    ReadTargets read =
        ReadTargets.create().from(InputFiles.patterns("targets", options.getTargets()));
    if (options.getIdColumn() != null) {
      read = read.withIdColumn(options.getIdColumn());
    }
    if (options.getRaColumn() != null) {
      read = read.withRaColumn(options.getRaColumn());
    }
    if (options.getDecColumn() != null) {
      read = read.withDecColumn(options.getDecColumn());
    }
    return bad == null ? read : read.withBadRecordErrorHandler(bad);
  }

  /** Returns the target of all images; empty if the options have none. */
  private static Optional<Target> one(ProfileOptions options) throws UsageException {
    String centre = isCatalog(options) ? null : options.getCentre();
    if (centre == null && options.getEllipticity() == null) {
      return Optional.empty();
    }
    Target.Builder target = Target.builder();
    if (centre != null) {
      setCentre(target, centre);
    }
    if (options.getEllipticity() != null) {
      setShape(target, options);
    }
    return Optional.of(target.build());
  }

  private static void setCentre(Target.Builder target, String text) throws UsageException {
    if (MIDDLE.equalsIgnoreCase(text)) {
      target.setInMiddle(true);
      return;
    }
    String[] parts = text.split(",", -1);
    if (parts.length == 2) {
      String first = parts[0].trim();
      String second = parts[1].trim();
      if (isNumber(first) && isNumber(second)) {
        target.setCentre(new PixelPoint(Double.parseDouble(first), Double.parseDouble(second)));
        return;
      }
      Optional<SkyPoint> position =
          isDegrees(first) && isDegrees(second)
              ? SkyCoordinates.degrees(degrees(first), degrees(second))
              : SkyCoordinates.sexagesimal(first, second);
      if (position.isPresent()) {
        target.setPosition(position.get());
        return;
      }
    }
    throw new UsageException(
        "--centre must be X,Y in pixels, a position such as 12:34:56.7,+01:02:03 or 150.1d,2.2d,"
            + " middle, or catalog, not '"
            + text
            + "'");
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  private static boolean isDegrees(String text) {
    return text.endsWith(DEGREES) && isNumber(text.substring(0, text.length() - 1));
  }

  private static double degrees(String text) {
    return Double.parseDouble(text.substring(0, text.length() - 1));
  }

  private static void setShape(Target.Builder target, ProfileOptions options)
      throws UsageException {
    double ellipticity = options.getEllipticity();
    if (!(ellipticity >= 0 && ellipticity < 1)) {
      throw new UsageException(
          "--ellipticity must be 1 - b/a, at least 0 and less than 1, not " + ellipticity);
    }
    if (ellipticity > 0 && options.getPa() == null && options.getPaSky() == null) {
      throw new UsageException("--ellipticity needs --pa=DEG or --paSky=DEG");
    }
    target
        .setEllipticity(ellipticity)
        .setPaDeg(axis("pa", options.getPa()))
        .setPaSkyDeg(axis("paSky", options.getPaSky()));
  }

  /** Reduces a position angle to [0, 180). */
  private static OptionalDouble axis(String option, Double degrees) throws UsageException {
    if (degrees == null) {
      return OptionalDouble.empty();
    }
    if (!(Math.abs(degrees) <= 360)) {
      throw new UsageException("--" + option + " must be -360 to 360 degrees, not " + degrees);
    }
    return OptionalDouble.of(((degrees % 180) + 180) % 180);
  }

  private KnownTargets() {}
}
