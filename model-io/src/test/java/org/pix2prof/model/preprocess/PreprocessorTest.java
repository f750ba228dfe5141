// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.ModelManifest.Centre;
import org.pix2prof.model.ModelManifest.Input;
import org.pix2prof.model.ModelManifest.Missing;
import org.pix2prof.model.ModelManifest.Normalisation;
import org.pix2prof.model.ModelManifest.Sky;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;

class PreprocessorTest {
  private static final float NONE = Float.NaN;

  private static Scene galaxy(int size, double x, double y) {
    return new Scene(size, size, 21)
        .add((u, v) -> 40)
        .noise(1)
        .add(Scene.sersic(x, y, 20, 8, 1, 0.7, 0.5));
  }

  private static SkyImage image(Scene scene) {
    return image(scene, 0.396, 22.5);
  }

  private static SkyImage image(Scene scene, double scale, double zeroPoint) {
    Plane plane = scene.plane();
    return new SkyImage(plane.pixels(), plane.width(), plane.height(), scale, zeroPoint);
  }

  private static PreparedImage prepare(Input input, SkyImage image) throws BadImageException {
    return Preprocessor.of(input).prepare(image);
  }

  private static float at(PreparedImage image, int x, int y) {
    return image.pixels()[y * image.width() + x];
  }

  @Test
  void keepsGivenCentreWithinThreePixelsOfTheImage() throws Exception {
    Scene scene =
        new Scene(256, 256, 21)
            .noise(1)
            .add(Scene.gaussian(128, 128, 30, 6))
            .add(Scene.gaussian(137, 128, 400, 6));
    SkyImage image =
        new SkyImage(
            scene.pixels(),
            256,
            256,
            0.1,
            PixelShape.SQUARE,
            22.5,
            new Point(128, 128),
            null,
            null);
    PreparedImage prepared = prepare(Inputs.detected(64), image);
    // A pixel of the model is four of the image, so nine are less than three of the model.
    assertEquals(128, prepared.imageX(prepared.centreX(), prepared.centreY()), 3);
    assertEquals(128, prepared.imageY(prepared.centreY()), 3);
  }

  @Test
  void subtractsTheSkyAndCropsAroundTheGalaxy() throws Exception {
    Scene scene = galaxy(128, 66.3, 59.8);
    float[] before = scene.pixels().clone();
    PreparedImage prepared = prepare(Inputs.detected(64), image(scene));

    assertEquals(66.3, prepared.originX() + prepared.centreX(), 0.2);
    assertEquals(59.8, prepared.originY() + prepared.centreY(), 0.2);
    assertTrue(Math.abs(prepared.centreX() - 31.5) <= 0.5, "centre " + prepared.centreX());
    assertTrue(Math.abs(prepared.centreY() - 31.5) <= 0.5, "centre " + prepared.centreY());
    int left = (int) prepared.originX();
    int top = (int) prepared.originY();
    float level = before[top * 128 + left] - at(prepared, 0, 0);
    assertEquals(40, level, 0.2);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        assertEquals(before[(y + top) * 128 + x + left] - level, at(prepared, x, y), 1e-4);
      }
    }
    assertEquals(1, prepared.skySigma(), 0.08);
    assertEquals(Set.of(), prepared.flags());
    assertArrayEquals(before, scene.pixels(), "the given image is not changed");
  }

  @Test
  void convertsTheZeroPoint() throws Exception {
    Scene scene = galaxy(96, 47, 48);
    PreparedImage same = prepare(Inputs.detected(64), image(scene));
    // A fainter zero point: one unit of the image is 10^(-0.4 * 2.5) of the model's.
    PreparedImage fainter = prepare(Inputs.detected(64), image(scene, 0.396, 25));
    for (int i = 0; i < same.pixels().length; i++) {
      assertEquals(0.1 * same.pixels()[i], fainter.pixels()[i], 1e-4);
    }
    assertEquals(0.1 * same.skySigma(), fainter.skySigma(), 1e-6);
  }

  @Test
  void resamplesToTheModelsPixels() throws Exception {
    Scene scene = galaxy(200, 103.4, 97.8);
    PreparedImage prepared = prepare(Inputs.detected(64), image(scene, 0.198, 22.5));
    // Four pixels in one: four times the flux and twice the noise.
    assertEquals(2, prepared.skySigma(), 0.2);
    assertEquals(103.4, prepared.originX() + 2 * prepared.centreX(), 0.2);
    assertEquals(97.8, prepared.originY() + 2 * prepared.centreY(), 0.2);
    Plane native0 = scene.plane();
    int x = (int) Math.round(prepared.originX() - 0.5) + 20;
    int y = (int) Math.round(prepared.originY() - 0.5) + 30;
    float expected =
        native0.at(x, y) + native0.at(x + 1, y) + native0.at(x, y + 1) + native0.at(x + 1, y + 1);
    assertEquals(expected - 160, at(prepared, 10, 15), 0.6);
  }

  @Test
  void clipsOverTheWholeImageBeforeTheCrop() throws Exception {
    // The brightest pixels are outside the crop, so the crop's percentile would be lower.
    Scene scene = new Scene(64, 64, 5).noise(1);
    scene.cover(0, 5, 0, 1, 100);
    scene.cover(31, 32, 31, 32, 50);
    Input input = Inputs.with(Inputs.published(16), new Normalisation.None());
    float limit = (float) Percentile.of(scene.pixels(), 99.9);
    assertTrue(limit > 50 && limit < 100, "limit " + limit);
    assertEquals(50, at(prepare(input, image(scene)), 7, 7));
  }

  @Test
  void missingPixelsAreZeroFluxOrNaN() throws Exception {
    Scene scene = galaxy(64, 31.2, 32.1).cover(5, 9, 40, 42, NONE);
    scene.pixels()[10] = Float.POSITIVE_INFINITY;
    Input nan = Inputs.detected(64);
    PreparedImage kept = prepare(nan, image(scene));
    int left = (int) kept.originX();
    int top = (int) kept.originY();
    assertTrue(Float.isNaN(at(kept, 5 - left, 40 - top)));
    assertEquals(Set.of(Flag.PARTLY_MISSING), kept.flags());

    Input zero =
        Inputs.with(
            Inputs.with(nan, Sky.BORDER, Centre.DETECTED, Missing.ZERO),
            new Normalisation.MinMax(-10, 30));
    PreparedImage filled = prepare(zero, image(scene));
    assertEquals(0.25f, at(filled, 5 - left, 40 - top), "zero flux, then normalised");
    assertTrue(IntStream.range(0, 64 * 64).noneMatch(i -> Float.isNaN(filled.pixels()[i])));
    assertEquals(Set.of(Flag.PARTLY_MISSING), filled.flags());
  }

  @Test
  void smallImageIsPadded() throws Exception {
    Scene scene = galaxy(48, 23.5, 23.5);
    PreparedImage prepared = prepare(Inputs.detected(64), image(scene));
    assertEquals(Set.of(Flag.PADDED), prepared.flags());
    assertTrue(Float.isNaN(at(prepared, 0, 0)));
    assertEquals(-8, prepared.originX());
  }

  @Test
  void zerosBeyondTheSurveyAreMissing() throws Exception {
    Scene scene = galaxy(64, 31.5, 31.5).cover(50, 64, 0, 64, 0);
    PreparedImage prepared = prepare(Inputs.detected(64), image(scene));
    assertEquals(Set.of(Flag.PARTLY_MISSING), prepared.flags());
    assertTrue(Float.isNaN(at(prepared, 60, 30)));
    // Without a sky measurement the image is not changed.
    Input asIs = Inputs.with(Inputs.published(64), new Normalisation.None());
    assertEquals(0, at(prepare(asIs, image(scene)), 60, 30));
  }

  @Test
  void galaxyOffTheMiddleIsFlagged() throws Exception {
    assertEquals(
        Set.of(Flag.OFF_CENTRE), prepare(Inputs.detected(64), image(galaxy(128, 75, 64))).flags());
    assertEquals(Set.of(), prepare(Inputs.detected(64), image(galaxy(128, 67, 64))).flags());
  }

  private static SkyImage with(Isophotes isophotes, SkyImage image) {
    return new SkyImage(
        image.pixels(),
        image.width(),
        image.height(),
        image.pixelScaleArcsec(),
        image.zeroPoint(),
        isophotes);
  }

  private static Isophotes about(double x, double y) {
    return Isophotes.ofOneShape(x, y, 0.3, 70);
  }

  @Test
  void cropsAroundGivenIsophotes() throws Exception {
    SkyImage image = image(galaxy(128, 66.3, 59.8));
    PreparedImage prepared = prepare(Inputs.detected(64), with(about(90.25, 40.5), image));
    assertEquals(90.25, prepared.originX() + prepared.centreX(), 1e-9);
    assertEquals(40.5, prepared.originY() + prepared.centreY(), 1e-9);
    assertTrue(Math.abs(prepared.centreX() - 31.5) <= 0.5, "centre " + prepared.centreX());
    assertEquals(about(prepared.centreX(), prepared.centreY()), prepared.isophotes());
    assertEquals(Set.of(), prepared.flags(), "without a search nothing is off centre");

    PreparedImage found = prepare(Inputs.detected(64), image);
    assertNull(found.isophotes());
    PreparedImage same =
        prepare(
            Inputs.detected(64),
            with(
                about(found.originX() + found.centreX(), found.originY() + found.centreY()),
                image));
    assertArrayEquals(found.pixels(), same.pixels());
    assertEquals(found.skySigma(), same.skySigma());
  }

  @Test
  void convertsGivenIsophotesToTheModelsPixels() throws Exception {
    SkyImage image = image(galaxy(201, 103.4, 97.8), 0.15, 22.5);
    PreparedImage prepared = prepare(Inputs.detected(64), with(about(110.5, 91.25), image));
    assertEquals(0.396 / 0.15, prepared.scale(), 1e-9);
    assertEquals(110.5, prepared.originX() + prepared.scale() * prepared.centreX(), 1e-9);
    assertEquals(91.25, prepared.originY() + prepared.scale() * prepared.centreY(), 1e-9);
    assertEquals(about(prepared.centreX(), prepared.centreY()), prepared.isophotes());
    assertEquals(1, prepare(Inputs.detected(64), image(galaxy(64, 31, 31))).scale());
  }

  private static final PixelShape[] SHAPES = {
    PixelShape.of(-2, 0, 0, 1),
    PixelShape.of(1, 0, 0, 1.6),
    PixelShape.of(1, 0.3, 0, 1),
    PixelShape.of(0.8, -0.4, 0.3, 1.1)
  };

  /** Image, in such pixels, of an ellipse of axis ratio 0.5 at 30 degrees on the sky. */
  private static Scene elongated(PixelShape shape, double x0, double y0) {
    double cos = Math.cos(Math.toRadians(30));
    double sin = Math.sin(Math.toRadians(30));
    return new Scene(221, 221, 1)
        .noise(0.01)
        .add(
            (x, y) -> {
              double u = shape.squareX(x - x0, y - y0);
              double v = shape.squareY(y - y0);
              double along = (u * cos + v * sin) / 8;
              double across = (v * cos - u * sin) / 4;
              return 100 * Math.exp(-(along * along + across * across) / 2);
            });
  }

  @Test
  void resamplesToSquarePixels() throws Exception {
    for (PixelShape shape : SHAPES) {
      for (double scale : new double[] {0.396, 0.25, 0.55}) {
        Scene scene = elongated(shape, 113.2, 107.6);
        SkyImage image =
            new SkyImage(scene.pixels(), 221, 221, scale, shape, 22.5, null, null, null);
        String of = shape + " of " + scale;

        PreparedImage prepared = prepare(Inputs.detected(128), image);

        assertTrue(prepared.flags().contains(Flag.RESAMPLED_PIXELS), of);
        assertEquals(113.2, prepared.imageX(prepared.centreX(), prepared.centreY()), 0.05, of);
        assertEquals(107.6, prepared.imageY(prepared.centreY()), 0.05, of);
        double[] moments = moments(prepared);
        double ratio = 0.396 / scale;
        // Resampling widens both axes by the width of the new pixel.
        assertEquals(100 * 2 * Math.PI * 32 * 1, moments[0], 0.01 * moments[0], of);
        assertEquals(8 / ratio, moments[1], 0.04 * 8 / ratio, of);
        assertEquals(4 / ratio, moments[2], 0.06 * 4 / ratio, of);
        assertEquals(30, moments[3], 1, of);
      }
    }
  }

  /** Flux, standard deviation along the major and the minor axis, and position angle. */
  private static double[] moments(PreparedImage image) {
    double flux = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < image.pixels().length; i++) {
      double x = i % image.width() - image.centreX();
      double y = i / image.width() - image.centreY();
      double f = image.pixels()[i];
      if (f > 0.1) {
        flux += f;
        xx += f * x * x;
        xy += f * x * y;
        yy += f * y * y;
      }
    }
    double mean = (xx + yy) / (2 * flux);
    double spread = Math.hypot((xx - yy) / 2, xy) / flux;
    double angle = Math.toDegrees(Math.atan2(2 * xy, xx - yy) / 2);
    return new double[] {flux, Math.sqrt(mean + spread), Math.sqrt(mean - spread), angle};
  }

  @Test
  void resamplingKeepsTheCentreOfGivenIsophotes() throws Exception {
    for (PixelShape shape : SHAPES) {
      float[] pixels = elongated(shape, 113.2, 107.6).pixels();
      PreparedImage prepared =
          prepare(
              Inputs.detected(64),
              new SkyImage(pixels, 221, 221, 0.396, shape, 22.5, null, about(113.2, 107.6), null));
      assertEquals(113.2, prepared.imageX(prepared.centreX(), prepared.centreY()), 1e-9);
      assertEquals(107.6, prepared.imageY(prepared.centreY()), 1e-9);
      assertEquals(about(prepared.centreX(), prepared.centreY()), prepared.isophotes());
      float peak =
          at(prepared, (int) Math.round(prepared.centreX()), (int) Math.round(prepared.centreY()));
      assertEquals(100, peak, 5);
    }
  }

  @Test
  void rejectsGivenIsophotesOutsideTheImage() throws Exception {
    SkyImage image = image(galaxy(64, 31, 31));
    assertReason("centre_outside", Inputs.detected(64), with(about(63.6, 31), image));
    assertReason("centre_outside", Inputs.detected(64), with(about(31, -0.6), image));
    assertReason("centre_missing", Inputs.detected(64), with(about(63.4, 63.4), image));
    prepare(Inputs.detected(64), with(about(61, 2), image));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> prepare(Inputs.published(64), with(about(31, 31), image)));
    assertEquals(
        "a model that takes the middle of the image (input.centre image) cannot measure at a"
            + " given centre or along given isophotes",
        e.getMessage());
  }

  @Test
  void givenIsophotesNeedNoDetectedSource() throws Exception {
    SkyImage noise = image(new Scene(64, 64, 1).noise(1));
    assertEquals(31, prepare(Inputs.detected(64), with(about(31, 31), noise)).centreX(), 1e-9);
  }

  @Test
  void rejectsUnusableImages() {
    Input detected = Inputs.detected(64);
    Input published = Inputs.published(64);
    Scene empty = new Scene(64, 64, 1).cover(0, 64, 0, 64, NONE);
    assertReason("all_missing", detected, image(empty));
    assertReason("all_missing", published, image(empty));
    Scene constant = new Scene(64, 64, 1).add((x, y) -> 3);
    assertReason("constant", detected, image(constant));
    assertReason("constant", published, image(constant.cover(0, 9, 0, 9, NONE)));
    assertReason("no_source", detected, image(new Scene(64, 64, 1).noise(1)));
    assertReason("too_small", detected, image(galaxy(15, 7, 7)));
    assertReason("pixel_scale", detected, image(galaxy(64, 31, 31), 396, 22.5));
    assertReason("too_large", detected, image(galaxy(512, 255, 255), 20, 22.5));
    assertReason(
        "centre_missing", published, image(galaxy(64, 31, 31).cover(28, 36, 28, 36, NONE)));
    // A checkerboard of values: no new pixel is half covered.
    Scene sparse = galaxy(128, 63, 63);
    for (int i = 0; i < sparse.pixels().length; i++) {
      if (i % 2 == 1 || i / 128 % 2 == 1) {
        sparse.pixels()[i] = NONE;
      }
    }
    assertReason("all_missing", detected, image(sparse, 0.198, 22.5));
  }

  private static void assertReason(String reason, Input input, SkyImage image) {
    BadImageException e =
        assertThrows(BadImageException.class, () -> prepare(input, image), reason);
    assertEquals(reason, e.reason());
  }

  @Test
  void fluxThatOverflowsIsMissing() {
    assertReason("all_missing", Inputs.published(64), image(galaxy(64, 31, 31), 0.396, 22.5 - 120));
  }

  @Test
  void isThreadSafe() throws Exception {
    SkyImage image = image(galaxy(128, 66.3, 59.8));
    Preprocessor preprocessor = Preprocessor.of(Inputs.detected(64));
    float[] expected = preprocessor.prepare(image).pixels();
    boolean same =
        IntStream.range(0, 32)
            .parallel()
            .allMatch(
                i -> {
                  try {
                    return Arrays.equals(expected, preprocessor.prepare(image).pixels());
                  } catch (BadImageException e) {
                    return false;
                  }
                });
    assertTrue(same);
  }

  @Test
  void skyIsTheOneChosen() throws Exception {
    Scene scene = galaxy(128, 66.3, 59.8).add((x, y) -> 20 + 0.1 * (x - 63.5));
    SkyImage image = new SkyImage(scene.pixels(), 128, 128, 0.396, 22.5);
    Preprocessor preprocessor = Preprocessor.of(Inputs.detected(64));

    PreparedImage border = preprocessor.prepare(image);
    assertEquals(60, border.sky().level(), 0.5);
    assertEquals(0, border.sky().slopeX());
    assertTrue(border.sky().error() > 0);
    PreparedImage plane = preprocessor.withSky(SkySubtraction.PLANE).prepare(image);
    assertEquals(0.1, plane.sky().slopeX(), 0.01);
    PreparedImage none = preprocessor.withSky(SkySubtraction.NONE).prepare(image);
    assertEquals(0, none.sky().level());
    PreparedImage given = preprocessor.withSky(SkySubtraction.ofLevel(5)).prepare(image);
    assertEquals(5, given.sky().level());
    assertEquals(0, given.sky().error());
    assertEquals(at(none, 32, 32) - 5, at(given, 32, 32), 1e-4);
  }

  @Test
  void modelThatTakesTheSkyRefusesAnother() {
    Preprocessor published = Preprocessor.of(Inputs.published(64));
    assertThrows(IllegalArgumentException.class, () -> published.withSky(SkySubtraction.NONE));
  }

  @Test
  void parsesSky() {
    for (String text : List.of("border", "plane", "none", "12.5", "-3.0")) {
      assertEquals(text, SkySubtraction.parse(text).toString());
    }
    assertThrows(IllegalArgumentException.class, () -> SkySubtraction.parse("ring"));
    assertThrows(IllegalArgumentException.class, () -> SkySubtraction.parse("NaN"));
  }

  @Test
  void keepsThePixelsOfAnySize() throws Exception {
    Input input = Inputs.ownPixels(512);
    PreparedImage coarse = prepare(input, image(galaxy(200, 101, 99), 0.396, 22.5));
    PreparedImage fine = prepare(input, image(galaxy(200, 101, 99), 0.0396, 22.5));
    assertEquals(200, fine.width());
    assertEquals(200, fine.height());
    assertEquals(1, coarse.radiusFactor());
    assertEquals(0.1, fine.radiusFactor(), 1e-12);
    assertEquals(coarse.centreX(), fine.centreX(), 1e-6);
    // A tenth of the side has a hundredth of the area, so the surface brightness is 100 times more.
    assertEquals(100 * coarse.skySigma(), fine.skySigma(), 1e-4 * fine.skySigma());
    assertEquals(100 * at(coarse, 101, 99), at(fine, 101, 99), 1e-4 * at(fine, 101, 99));
    assertTrue(!fine.flags().contains(Flag.PADDED));
  }

  @Test
  void cropsImagesThatAreLargerThanTheMaximum() throws Exception {
    PreparedImage image = prepare(Inputs.ownPixels(128), image(galaxy(200, 30, 99)));
    assertEquals(128, image.width());
    assertEquals(0, image.originX());
    assertEquals(30, image.centreX(), 0.2);
    assertEquals(99, image.centreY() + image.originY(), 0.2);
  }
}
