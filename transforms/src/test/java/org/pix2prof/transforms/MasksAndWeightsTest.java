// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.internal.fits.FitsFixtures;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.GalaxyImageCoder;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** The effect of masks and weight maps on profiles, from files on. */
class MasksAndWeightsTest {
  private static final int SIDE = 64;
  private static final double MIDDLE = 31;

  @TempDir private static Path directory;
  private static ModelRef model;

  @BeforeAll
  static void writeModelAndImages() throws IOException {
    TestBundles.writeWithIsophotes(directory.resolve("model"), "tiny");
    model = ModelRef.of(directory.resolve("model").toString()).withDevice("cpu");
    Random random = new Random(1);
    double[] image = ofRadius(r -> 1000 * Math.exp(-r / 4) + random.nextGaussian());
    for (String name : new String[] {"plain", "masked", "weighted", "scaled"}) {
      write(name + ".fits", image);
    }
    double[] mask = new double[image.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % SIDE > MIDDLE + 4 ? 1 : 0;
    }
    write("masked_mask.fits", mask);
    DoubleUnaryOperator variance = r -> r > 4 && r < 20 ? 1e8 : 1;
    write("weighted_var.fits", ofRadius(variance));
    write("scaled_var.fits", ofRadius(r -> 1e-4 * variance.applyAsDouble(r)));
  }

  private static double[] ofRadius(DoubleUnaryOperator value) {
    double[] pixels = new double[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = value.applyAsDouble(Math.hypot(i % SIDE - MIDDLE, i / SIDE - MIDDLE));
    }
    return pixels;
  }

  private static void write(String name, double[] pixels) throws IOException {
    Files.write(
        directory.resolve(name), FitsFixtures.file(FitsFixtures.image(-32, pixels, SIDE, SIDE)));
  }

  /** Gives circles about the galaxy. */
  private static final class AlongCircles extends SimpleFunction<GalaxyImage, GalaxyImage> {
    @Override
    public GalaxyImage apply(GalaxyImage image) {
      return image.toBuilder()
          .setIsophotes(Optional.of(Isophotes.ofOneShape(MIDDLE, MIDDLE, 0, 0)))
          .build();
    }
  }

  private static PCollection<SurfaceBrightnessProfile> profiles(
      Pipeline pipeline, String name, ReadFits read) {
    return pipeline
        .apply("Read " + name, read.from(directory + "/" + name + ".fits"))
        .apply("Circles " + name, MapElements.via(new AlongCircles()))
        .setCoder(GalaxyImageCoder.of())
        .apply("Preprocess " + name, Preprocess.forModel(model))
        .apply("Caption " + name, CaptionProfiles.of(model));
  }

  private static void check(Check check, String... names) {
    Pipeline pipeline = Pipeline.create();
    ReadFits read = ReadFits.create().withPixelScale(0.396).withZeroPoint(22.5).withBand("r");
    PCollection<SurfaceBrightnessProfile> all = profiles(pipeline, "plain", read);
    for (String name : names) {
      ReadFits with =
          name.equals("masked")
              ? read.withMask("{dir}/{id}_mask.fits")
              : read.withWeight("{dir}/{id}_var.fits");
      all =
          PCollectionList.of(all)
              .and(profiles(pipeline, name, with))
              .apply("And " + name, Flatten.pCollections());
    }
    PAssert.that(all)
        .satisfies(
            profiles -> {
              Map<String, SurfaceBrightnessProfile> byName = new TreeMap<>();
              StreamSupport.stream(profiles.spliterator(), false)
                  .forEach(p -> byName.put(p.provenance().objectId(), p));
              check.profiles(byName);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private interface Check extends Serializable {
    void profiles(Map<String, SurfaceBrightnessProfile> byName);
  }

  private static float[] errors(SurfaceBrightnessProfile profile) {
    return profile.photometry().orElseThrow().intensityErr();
  }

  @Test
  void maskedPixelsAreLeftOutAndCounted() {
    check(
        profiles -> {
          float[] plain = profiles.get("plain").photometry().orElseThrow().maskedFraction();
          float[] masked = profiles.get("masked").photometry().orElseThrow().maskedFraction();
          int last = masked.length - 1;
          assertEquals(0, plain[last]);
          assertEquals(0, masked[0]);
          assertTrue(masked[last] > 0.2 && masked[last] < 0.5, Arrays.toString(masked));
          assertEquals(
              profiles.get("plain").photometry().orElseThrow().intensity()[last],
              profiles.get("masked").photometry().orElseThrow().intensity()[last],
              5 * errors(profiles.get("masked"))[last]);
        },
        "masked");
  }

  @Test
  void errorsFollowTheWeightMap() {
    check(
        profiles -> {
          SurfaceBrightnessProfile plain = profiles.get("plain");
          SurfaceBrightnessProfile weighted = profiles.get("weighted");
          int last = weighted.mu().length - 1;
          // The noise of the sky is measured to some percent.
          assertEquals(errors(plain)[0], errors(weighted)[0], 0.05 * errors(plain)[0]);
          assertTrue(errors(weighted)[last] > 1000 * errors(plain)[last]);
          assertEquals(
              plain.muErr().orElseThrow()[0],
              weighted.muErr().orElseThrow()[0],
              0.05 * plain.muErr().orElseThrow()[0]);
          assertTrue(weighted.muErr().orElseThrow()[last] > plain.muErr().orElseThrow()[last]);
          assertTrue(!weighted.flags().contains(Flag.WEIGHT_SCALED));
        },
        "weighted");
  }

  @Test
  void relativeWeightsAreScaledToTheNoiseOfTheSky() {
    check(
        profiles -> {
          float[] expected = errors(profiles.get("weighted"));
          float[] scaled = errors(profiles.get("scaled"));
          int last = scaled.length - 1;
          // The noise of the sky is known to some percent.
          assertEquals(expected[last], scaled[last], 0.2 * expected[last]);
          assertTrue(profiles.get("scaled").flags().contains(Flag.WEIGHT_SCALED));
        },
        "weighted",
        "scaled");
  }
}
