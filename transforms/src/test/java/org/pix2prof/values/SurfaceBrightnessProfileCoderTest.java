// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pix2prof.model.Flag;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.photometry.IsophotePhotometry;
import org.pix2prof.model.photometry.IsophotePhotometry.Harmonics;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

class SurfaceBrightnessProfileCoderTest {
  private static final SurfaceBrightnessProfileCoder CODER = SurfaceBrightnessProfileCoder.of();

  static Stream<SurfaceBrightnessProfile> profiles() {
    return Stream.of(
        full().build(),
        SurfaceBrightnessProfile.builder()
            .setProvenance(Provenance.of("no band, no errors", Optional.empty(), "x.fits", 0))
            .setModel("m-1@0123456789ab")
            .setRadiusArcsec(new float[] {0, Float.MIN_VALUE, Float.MAX_VALUE})
            .setMu(new float[] {Float.NaN, Float.NEGATIVE_INFINITY, -0f})
            .setMuErr(Optional.empty())
            .setFlags(EnumSet.allOf(Flag.class))
            .build(),
        SurfaceBrightnessProfile.builder()
            .setProvenance(Provenance.of("no samples", Optional.of("z"), "x.fits", 0))
            .setModel("m-1@0123456789ab")
            .setRadiusArcsec(new float[0])
            .setMu(new float[0])
            .setMuErr(Optional.of(new float[0]))
            .setEllipticity(Optional.of(new float[0]))
            .setPaDeg(Optional.of(new float[0]))
            .setFlags(Set.of())
            .build(),
        full().setEllipticity(Optional.empty()).setPaDeg(Optional.empty()).build(),
        full().setMuErr(Optional.empty()).build(),
        full().setCentre(Optional.of(new PixelPoint(63.25, -0.5))).build(),
        full().setPosition(Optional.of(new SkyPoint(150.1, -2.2))).build(),
        full()
            .setCentre(Optional.of(new PixelPoint(1, 2)))
            .setWcs(Optional.of(new LocalWcs(1, 2, 3, 4, 5, 6, 7, 8)))
            .build(),
        full().setSkyAngles(Optional.of(new float[] {1, 2})).build(),
        full()
            .setPhotometry(Optional.of(photometry(null)))
            .setZeroPoint(OptionalDouble.of(22.5))
            .setSky(Optional.of(new SkyLevel(1, 2, -3, 4, 5)))
            .build(),
        full().setPhotometry(Optional.of(photometry(harmonics()))).build());
  }

  private static IsophotePhotometry photometry(Harmonics harmonics) {
    return new IsophotePhotometry(
        new float[] {1, -2},
        new float[] {0.1f, 0.2f},
        new float[] {0, 0.9f},
        new float[] {3, Float.NaN},
        new float[] {10, 0},
        harmonics);
  }

  private static Harmonics harmonics() {
    float[][] h = new float[8][];
    for (int i = 0; i < h.length; i++) {
      h[i] = new float[] {i, -i};
    }
    return new Harmonics(h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7]);
  }

  private static SurfaceBrightnessProfile.Builder full() {
    return SurfaceBrightnessProfile.builder()
        .setProvenance(Provenance.of("NGC 1", Optional.of("r"), "gs://b/n.fits", 3))
        .setModel("m-1@0123456789ab")
        .setRadiusArcsec(new float[] {0.1f, 0.2f})
        .setMu(new float[] {18.25f, 19.1f})
        .setMuErr(Optional.of(new float[] {0.01f, 0.02f}))
        .setEllipticity(Optional.of(new float[] {0.2f, 0.3f}))
        .setPaDeg(Optional.of(new float[] {0, 179.9f}))
        .setFlags(Set.of(Flag.PADDED, Flag.BAND_UNKNOWN));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void roundTrip(SurfaceBrightnessProfile profile) throws Exception {
    CoderProperties.coderDecodeEncodeEqual(CODER, profile);
    CoderProperties.coderDeterministic(CODER, profile, profile);
  }

  @Test
  void isSerializable() {
    CoderProperties.coderSerializable(CODER);
  }

  @Test
  void isFoundByType() throws CannotProvideCoderException {
    assertEquals(CODER, CoderRegistry.createDefault().getCoder(SurfaceBrightnessProfile.class));
  }

  @Test
  void rejectsTruncatedBytes() throws IOException {
    byte[] bytes = CoderUtils.encodeToByteArray(CODER, full().build());
    byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);
    Exception e = assertThrows(Exception.class, () -> CoderUtils.decodeFromByteArray(CODER, cut));
    assertEquals(EOFException.class, e.getCause() == null ? e.getClass() : e.getCause().getClass());
  }
}
