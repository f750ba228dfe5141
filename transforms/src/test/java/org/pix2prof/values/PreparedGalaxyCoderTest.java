// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.Neighbour;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.wcs.LocalWcs;

class PreparedGalaxyCoderTest {
  private static final PreparedGalaxyCoder CODER = PreparedGalaxyCoder.of();

  /** More pixels than the coder writes at once, and not a multiple of that number. */
  private static PreparedGalaxy galaxy(Set<Flag> flags) {
    float[] pixels = new float[150 * 130];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i * 0.1f - 7;
    }
    pixels[3] = Float.NaN;
    pixels[4] = -0f;
    pixels[5] = Float.MIN_VALUE;
    return PreparedGalaxy.of(
        Provenance.of("id", Optional.of("r"), "a.fits", 2),
        new PreparedImage(pixels, 150, 130, 74.62, 65.01, -3.5, 12.25, 0.031, flags));
  }

  @Test
  void roundTrip() throws Exception {
    for (Set<Flag> flags : Arrays.asList(Set.<Flag>of(), EnumSet.allOf(Flag.class))) {
      PreparedGalaxy before = galaxy(flags);
      PreparedGalaxy after = CoderUtils.clone(CODER, before);
      assertEquals(before.provenance(), after.provenance());
      assertArrayEquals(before.image().pixels(), after.image().pixels());
      assertEquals(150, after.image().width());
      assertEquals(130, after.image().height());
      assertEquals(74.62, after.image().centreX());
      assertEquals(65.01, after.image().centreY());
      assertEquals(-3.5, after.image().originX());
      assertEquals(12.25, after.image().originY());
      assertEquals(0.031, after.image().skySigma());
      assertEquals(flags, after.image().flags());
      assertEquals(1, after.image().scale());
      assertNull(after.image().isophotes());
      assertEquals(Optional.empty(), after.wcs());
    }
  }

  @Test
  void keepsScaleIsophotesAndWcs() throws Exception {
    Isophotes isophotes =
        new Isophotes(1, 2, new float[] {1, 3}, new float[] {0, 0.5f}, new float[] {3, 4});
    Optional<LocalWcs> wcs = Optional.of(new LocalWcs(1, 2, 3, 4, 5, 6, 7, 8));
    PixelShape shape = PixelShape.of(2, 0.5, 0, 1);
    PreparedImage image =
        new PreparedImage(
            new float[] {1, 2},
            2,
            1,
            0.25,
            0.5,
            3,
            4,
            0.662,
            shape,
            0.031,
            new SkyLevel(1, 2, 3, 4, 5),
            Set.of(),
            true,
            isophotes,
            List.of(new Neighbour(new Point(7, 8), 0.5, true)),
            0.5);

    PreparedGalaxy after =
        CoderUtils.clone(CODER, PreparedGalaxy.of(galaxy(Set.of()).provenance(), image, wcs));

    assertEquals(image.sky(), after.image().sky());
    assertTrue(after.image().centreGiven());
    assertEquals(image.neighbours(), after.image().neighbours());
    assertEquals(0.5, after.image().radiusFactor());
    assertEquals(0.5, after.image().withFlags(Set.of(Flag.PADDED)).radiusFactor());

    assertEquals(0.662, after.image().scale());
    assertEquals(shape, after.image().shape());
    assertEquals(shape, after.image().withFlags(Set.of(Flag.PADDED)).shape());
    assertEquals(isophotes, after.image().isophotes());
    assertEquals(wcs, after.wcs());
    assertEquals(isophotes, after.image().withFlags(Set.of(Flag.PADDED)).isophotes());
  }

  @Test
  void keepsOriginalImage() throws Exception {
    SkyImage original =
        new SkyImage(
            new float[] {1, Float.NaN},
            2,
            1,
            0.4,
            PixelShape.of(2, 0.5, 0, 1),
            25,
            new Point(0.5, 0.25),
            Isophotes.ofOneShape(Double.NaN, Double.NaN, 0.5, 20),
            new float[] {3, Float.POSITIVE_INFINITY});
    PreparedGalaxy before =
        PreparedGalaxy.of(
            galaxy(Set.of()).provenance(),
            galaxy(Set.of()).image(),
            Optional.empty(),
            Optional.of(original));

    SkyImage after = CoderUtils.clone(CODER, before).original().orElseThrow();

    assertArrayEquals(original.pixels(), after.pixels());
    assertArrayEquals(original.variance(), after.variance());
    assertEquals(2, after.width());
    assertEquals(0.4, after.pixelScaleArcsec());
    assertEquals(original.shape(), after.shape());
    assertEquals(25, after.zeroPoint());
    assertEquals(original.centre(), after.centre());
    assertEquals(original.isophotes(), after.isophotes());
  }

  @Test
  void deterministicAndSerializable() throws Exception {
    CODER.verifyDeterministic();
    CoderProperties.coderSerializable(CODER);
    assertArrayEquals(
        CoderUtils.encodeToByteArray(CODER, galaxy(EnumSet.allOf(Flag.class))),
        CoderUtils.encodeToByteArray(CODER, galaxy(Set.of(Flag.values()))));
  }

  @Test
  void refusesTruncatedBytes() throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(CODER, galaxy(Set.of()));
    assertThrows(
        EOFException.class,
        () -> CODER.decode(new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length / 2))));
  }

  @Test
  void foundByBeam() throws Exception {
    assertEquals(
        CODER, CoderRegistry.createDefault().getCoder(TypeDescriptor.of(PreparedGalaxy.class)));
  }
}
