// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler.BadRecordErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.Isophotes;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.GalaxyImageCoder;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;
import org.pix2prof.values.Target;
import org.pix2prof.values.TargetCoder;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

class AssignTargetsTest {
  private static final double PIXEL = 0.4 / 3600;

  /** Middle at (50, 50), north up, east left. */
  private static final LocalWcs UPRIGHT = new LocalWcs(50, 50, 150, 2, -PIXEL, 0, 0, PIXEL);

  /** Pixels of half the size, turned by 90 degrees: north is left, east is down. */
  private static final LocalWcs TURNED = new LocalWcs(50, 50, 150, 2, 0, -PIXEL / 2, -PIXEL / 2, 0);

  @TempDir Path directory;
  private final Pipeline pipeline = Pipeline.create();

  private static GalaxyImage image(String id, String band) {
    return image(Provenance.of(id, Optional.of(band), band + "/" + id + ".fits", 0), UPRIGHT);
  }

  private static GalaxyImage image(Provenance provenance, LocalWcs wcs) {
    return GalaxyImage.builder()
        .setProvenance(provenance)
        .setPixels(new float[101 * 91])
        .setWidth(101)
        .setHeight(91)
        .setWcs(Optional.ofNullable(wcs))
        .build();
  }

  private static GalaxyImage withoutWcs(String id, String band) {
    return image(id, band).toBuilder().setWcs(Optional.empty()).build();
  }

  private PCollection<GalaxyImage> images(GalaxyImage... images) {
    return pipeline.apply(Create.of(List.of(images)).withCoder(GalaxyImageCoder.of()));
  }

  private PCollection<Target> targets(Target.Builder... targets) {
    List<Target> built = List.of(targets).stream().map(Target.Builder::build).toList();
    return pipeline.apply("Targets", Create.of(built).withCoder(TargetCoder.of()));
  }

  private static Target.Builder target(String id, double x, double y) {
    return Target.builder().setObjectId(id).setCentre(new PixelPoint(x, y));
  }

  private static Target.Builder row(Target.Builder target, long row) {
    return target.setCatalog(Optional.of("t.csv")).setRow(row);
  }

  private PCollection<SurfaceBrightnessProfile> profiles(SurfaceBrightnessProfile... profiles) {
    return pipeline.apply(
        "Profiles", Create.of(List.of(profiles)).withCoder(SurfaceBrightnessProfileCoder.of()));
  }

  /** A profile as tables have it, at (48, 50) of an image with {@link #UPRIGHT}. */
  private static SurfaceBrightnessProfile.Builder profile(String id, String band) {
    SkyPoint position = UPRIGHT.toSky(48, 50);
    return SurfaceBrightnessProfile.builder()
        .setProvenance(Provenance.of(id, Optional.of(band), band + "/" + id + ".fits", 0))
        .setModel("m-1@0123456789ab")
        .setRadiusArcsec(new float[] {1, 2})
        .setMu(new float[] {20, 21})
        .setMuErr(Optional.empty())
        .setEllipticity(Optional.of(new float[] {0.25f, 0.5f}))
        .setPaDeg(Optional.of(new float[] {120, 130}))
        .setCentre(Optional.of(new PixelPoint(48, 50)))
        .setPosition(Optional.of(position))
        .setSkyAngles(Optional.of(new float[] {30, 40}))
        .setFlags(Set.of());
  }

  private static PCollection<String> described(PCollection<GalaxyImage> images) {
    return images.apply(
        "Describe", MapElements.into(TypeDescriptors.strings()).via(AssignTargetsTest::describe));
  }

  private static String describe(GalaxyImage image) {
    StringBuilder text = new StringBuilder(image.provenance().objectId());
    text.append(' ').append(image.provenance().band().orElse("-"));
    image
        .centre()
        .ifPresent(at -> text.append(String.format(Locale.ROOT, " at %.2f %.2f", at.x(), at.y())));
    if (image.isophotes().isPresent()) {
      Isophotes along = image.isophotes().get();
      text.append(String.format(Locale.ROOT, " about %.2f %.2f", along.centreX(), along.centreY()));
      for (int i = 0; i < along.radiusArcsec().length; i++) {
        text.append(
            String.format(
                Locale.ROOT,
                " %.0f:%.2f@%.1f",
                along.radiusArcsec()[i],
                along.ellipticity()[i],
                along.paDeg()[i]));
      }
    }
    return text.toString();
  }

  private void expect(PCollection<GalaxyImage> assigned, String... images) {
    PAssert.that(described(assigned)).containsInAnyOrder(images);
    pipeline.run().waitUntilFinish();
  }

  /** Runs with a handler and returns the bad records. */
  private List<String> bad(
      PCollection<GalaxyImage> images, UnaryOperator<AssignTargets> settings, String... expected)
      throws IOException {
    PCollection<GalaxyImage> assigned;
    try (BadRecordErrorHandler<?> handler =
        pipeline.registerBadRecordErrorHandler(WriteBadRecords.to(directory + "/bad"))) {
      assigned =
          images.apply(settings.apply(AssignTargets.create()).withBadRecordErrorHandler(handler));
    }
    expect(assigned, expected);
    return Files.readAllLines(directory.resolve("bad-00000-of-00001.json"));
  }

  private static void assertBad(List<String> lines, String source, String reason, String message) {
    String start = "{\"source\":\"" + source + "\",\"hdu\":0,\"reason\":\"" + reason + "\"";
    assertTrue(
        lines.stream().anyMatch(line -> line.startsWith(start) && line.contains(message)),
        start + " " + message + " in " + String.join("\n", lines));
  }

  @Test
  void assignsOneTargetToEveryImage() {
    expect(
        images(image("a", "r"), image("b", "g"))
            .apply(AssignTargets.create().withTarget(target("ignored", 3, 4).build())),
        "a r at 3.00 4.00",
        "b g at 3.00 4.00");
  }

  @Test
  void assignsMiddleAndShapeOnSky() {
    Target target = Target.builder().setInMiddle(true).setEllipticity(0.3).setPaSkyDeg(30).build();
    Provenance turned = Provenance.of("t", Optional.of("r"), "t.fits", 0);
    expect(
        images(image("a", "r"), image(turned, TURNED))
            .apply(AssignTargets.create().withTarget(target)),
        // From north through east is counter-clockwise where east is left.
        "a r at 50.00 45.00 about 50.00 45.00 0:0.30@120.0",
        // North is at 180 degrees of +x, and east at 270.
        "t r at 50.00 45.00 about 50.00 45.00 0:0.30@30.0");
  }

  @Test
  void shapeWithoutCentreKeepsThatOfTheImage() {
    GalaxyImage centred = image("c", "r").toBuilder().setCentre(new PixelPoint(7, 8)).build();
    expect(
        images(image("a", "r"), centred)
            .apply(
                AssignTargets.create()
                    .withTarget(Target.builder().setEllipticity(0.3).setPaDeg(20).build())),
        "a r about NaN NaN 0:0.30@20.0",
        "c r at 7.00 8.00 about 7.00 8.00 0:0.30@20.0");
  }

  @Test
  void joinsTargetsByObjectAndBand() {
    GalaxyImage hdu =
        image(Provenance.of("f", Optional.of("r"), "f.fits", 1).withSuffix("#SCI"), UPRIGHT);
    expect(
        images(image("a", "r"), image("a", "g"), image("b", "r"), hdu)
            .apply(
                AssignTargets.create()
                    .withTargets(
                        targets(
                            target("a", 1, 1),
                            target("a", 2, 2).setBand("g"),
                            Target.builder().setObjectId("b").setPosition(UPRIGHT.toSky(40, 60)),
                            target("f", 5, 6),
                            target("other", 9, 9)))),
        "a r at 1.00 1.00",
        "a g at 2.00 2.00",
        "b r at 40.00 60.00",
        "f#SCI r at 5.00 6.00");
  }

  @Test
  void recordsImagesWithoutUsableTarget() throws IOException {
    PCollection<Target> targets =
        targets(
            row(target("two", 1, 1), 2),
            row(target("two", 2, 2), 5),
            row(target("out", 101, 3), 3),
            row(target("band", 3, 3).setBand("z"), 4),
            row(Target.builder().setObjectId("sky").setPosition(new SkyPoint(150, 2)), 6),
            row(Target.builder().setObjectId("far").setPosition(new SkyPoint(330, -2)), 7),
            row(target("angle", 3, 3).setEllipticity(0.5).setPaSkyDeg(5), 8),
            row(target("good", 3, 3), 9));
    List<String> bad =
        bad(
            images(
                image("none", "r"),
                image("two", "r"),
                image("out", "r"),
                image("band", "r"),
                withoutWcs("sky", "r"),
                image("far", "r"),
                withoutWcs("angle", "r"),
                image("good", "r")),
            assign -> assign.withTargets(targets).withSourceName("t.csv"),
            "good r at 3.00 3.00");
    assertEquals(7, bad.size());
    assertBad(bad, "r/none.fits", "no_target", "object none has no row in t.csv");
    assertBad(
        bad, "r/two.fits", "duplicate_target", "object two has 2 rows in t.csv, such as row ");
    assertBad(
        bad,
        "r/out.fits",
        "centre_outside",
        "the target of row 3 of t.csv is at pixel (101.0, 3.0), outside the image of 101 x 91");
    assertBad(
        bad,
        "r/band.fits",
        "no_target",
        "object band has no row for band r in t.csv; its rows are for z");
    assertBad(
        bad,
        "r/sky.fits",
        "no_wcs",
        "the target of row 6 of t.csv is at RA 150.000000, Dec 2.000000 degrees, but this image has"
            + " no usable WCS; give its centre in pixels");
    assertBad(bad, "r/far.fits", "centre_outside", "on the other side of the sky from this image");
    assertBad(bad, "r/angle.fits", "no_wcs", "has the position angle 5.0 degrees on the sky");
  }

  @Test
  void failsWithoutHandler() {
    images(image("none", "r"))
        .apply(AssignTargets.create().withTargets(targets(target("a", 1, 1))));
    Exception e = assertThrows(Exception.class, () -> pipeline.run().waitUntilFinish());
    assertThat(
        e.getMessage(),
        containsString("r/none.fits, HDU 0: object none has no row in the targets"));
  }

  @Test
  void transformsEarlierProfilesThroughTheSky() {
    Provenance g = Provenance.of("a", Optional.of("g"), "g/a.fits", 0);
    expect(
        images(image("a", "r"), image(g, TURNED))
            .apply(AssignTargets.create().withProfiles(profiles(profile("a", "r").build()))),
        "a r about 48.00 50.00 1:0.25@120.0 2:0.50@130.0",
        // 0.8 arcsec to the east are 4 pixels down.
        "a g about 50.00 46.00 1:0.25@30.0 2:0.50@40.0");
  }

  @Test
  void usesPixelsOfTheSameFile() {
    expect(
        images(withoutWcs("a", "r"))
            .apply(
                AssignTargets.create()
                    .withProfiles(
                        profiles(
                            profile("a", "r")
                                .setPosition(Optional.empty())
                                .setSkyAngles(Optional.empty())
                                .build()))),
        "a r about 48.00 50.00 1:0.25@120.0 2:0.50@130.0");
  }

  @Test
  void choosesBandOfEarlierProfiles() {
    SurfaceBrightnessProfile z =
        profile("a", "z").setSkyAngles(Optional.of(new float[] {100, 100})).build();
    expect(
        images(image("a", "r"), image("a", "z"))
            .apply(
                AssignTargets.create()
                    .withProfilesBand("z")
                    .withProfiles(profiles(profile("a", "r").build(), z))),
        "a r about 48.00 50.00 1:0.25@10.0 2:0.50@10.0",
        "a z about 48.00 50.00 1:0.25@10.0 2:0.50@10.0");
  }

  @Test
  void joinsHdusOfOneFile() {
    GalaxyImage g =
        image(Provenance.of("f", Optional.of("g"), "f.fits", 2).withSuffix("#G"), UPRIGHT);
    expect(
        images(g).apply(AssignTargets.create().withProfiles(profiles(profile("f#R", "r").build()))),
        "f#G g about 48.00 50.00 1:0.25@120.0 2:0.50@130.0");
  }

  @Test
  void recordsImagesWithoutUsableProfile() throws IOException {
    PCollection<SurfaceBrightnessProfile> profiles =
        profiles(
            profile("bands", "r").build(),
            profile("bands", "z").build(),
            profile("two", "g").build(),
            profile("two", "g").build(),
            profile("round", "r")
                .setEllipticity(Optional.empty())
                .setPaDeg(Optional.empty())
                .setSkyAngles(Optional.empty())
                .build(),
            profile("csv", "r").setCentre(Optional.empty()).setPosition(Optional.empty()).build(),
            profile("pixels", "r")
                .setPosition(Optional.empty())
                .setSkyAngles(Optional.empty())
                .build(),
            profile("old", "r").setSkyAngles(Optional.empty()).build(),
            profile("wcs", "r").build(),
            profile("far", "r").setPosition(Optional.of(new SkyPoint(150.1, 2))).build(),
            profile("nan", "r").setEllipticity(Optional.of(new float[] {Float.NaN, 0.5f})).build());
    List<String> bad =
        bad(
            images(
                image("none", "g"),
                image("bands", "g"),
                image("two", "g"),
                image("round", "g"),
                image("csv", "g"),
                image("pixels", "g"),
                image("old", "g"),
                withoutWcs("wcs", "g"),
                image("far", "g"),
                image("nan", "g")),
            assign -> assign.withProfiles(profiles).withSourceName("out/p"));
    assertEquals(10, bad.size());
    assertBad(bad, "g/none.fits", "no_isophotes", "object none has no profile in out/p");
    assertBad(
        bad,
        "g/bands.fits",
        "no_isophotes",
        "object bands has no profile of band g in out/p; its profiles are of r, z: choose one of"
            + " these bands");
    assertBad(bad, "g/two.fits", "duplicate_isophotes", "object two has 2 profiles of one band");
    assertBad(
        bad,
        "g/round.fits",
        "no_isophotes",
        "the profile of round in band r in out/p has no isophotes: its model, m-1@0123456789ab,"
            + " finds none");
    assertBad(
        bad,
        "g/csv.fits",
        "no_common_grid",
        "has no centre: CSV and ECSV do not contain it; write the earlier profiles as Parquet,"
            + " Avro, JSON or FITS");
    assertBad(
        bad,
        "g/pixels.fits",
        "no_common_grid",
        "has no position on the sky, and is of another image, r/pixels.fits, HDU 0");
    assertBad(bad, "g/old.fits", "no_common_grid", "has no pa_sky_deg, as before this column");
    assertBad(
        bad,
        "g/wcs.fits",
        "no_common_grid",
        "this image has no usable WCS, and the profile of wcs in band r in out/p is of another"
            + " image, r/wcs.fits, HDU 0");
    assertBad(
        bad,
        "g/far.fits",
        "centre_outside",
        "the centre of the profile of far in band r in out/p, RA 150.100000, Dec 2.000000 degrees,"
            + " is at pixel (");
    assertBad(bad, "g/nan.fits", "no_isophotes", "has invalid isophotes: isophote 0 cannot have");
  }

  @Test
  void checksSettings() {
    PCollection<GalaxyImage> images = images(image("a", "r"));
    Target target = target("a", 1, 1).build();
    assertThat(
        assertThrows(
                IllegalArgumentException.class, () -> images.apply("none", AssignTargets.create()))
            .getMessage(),
        containsString("needs one of withTarget, withTargets and withProfiles, not 0"));
    PCollection<Target> targets = targets(target("a", 1, 1));
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    images.apply(
                        "two", AssignTargets.create().withTarget(target).withTargets(targets)))
            .getMessage(),
        containsString("needs one of withTarget, withTargets and withProfiles, not 2"));
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    images.apply(
                        "band", AssignTargets.create().withTarget(target).withProfilesBand("r")))
            .getMessage(),
        containsString("needs withProfiles for withProfilesBand"));
    assertThrows(
        IllegalArgumentException.class, () -> AssignTargets.create().withProfilesBand(" "));
  }

  @Test
  void showsSettings() {
    DisplayData data =
        DisplayData.from(
            AssignTargets.create()
                .withProfiles(profiles(profile("a", "r").build()))
                .withProfilesBand("r")
                .withSourceName("out/p"));
    assertThat(data.toString(), containsString("targetsFrom=profiles"));
    assertThat(data.toString(), containsString("profilesBand=r"));
    assertThat(data.toString(), containsString("source=out/p"));
  }
}
