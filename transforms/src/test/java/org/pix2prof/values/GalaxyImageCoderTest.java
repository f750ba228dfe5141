// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.PixelShape;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;

class GalaxyImageCoderTest {
  private static GalaxyImage image(float[] pixels, int width, OptionalDouble number) {
    return GalaxyImage.builder()
        .setProvenance(Provenance.of("a#1", Optional.of("r"), "file:///a.fits", 1))
        .setPixels(pixels)
        .setWidth(width)
        .setHeight(pixels.length / width)
        .setPixelScaleArcsec(number)
        .setZeroPoint(number)
        .setFlags(Set.of(Flag.MASK_MISSING, Flag.PADDED))
        .build();
  }

  private static GalaxyImage roundTrip(GalaxyImage image) throws Exception {
    GalaxyImageCoder coder = GalaxyImageCoder.of();
    return CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, image));
  }

  @Test
  void keepsEveryPart() throws Exception {
    GalaxyImage image =
        image(new float[] {1, -2.5f, 0, -0f, 1e-38f, 7}, 3, OptionalDouble.of(22.5));

    GalaxyImage back = roundTrip(image);

    assertEquals(image.provenance(), back.provenance());
    assertArrayEquals(image.pixels(), back.pixels());
    assertEquals(3, back.width());
    assertEquals(2, back.height());
    assertEquals(OptionalDouble.of(22.5), back.pixelScaleArcsec());
    assertEquals(OptionalDouble.of(22.5), back.zeroPoint());
    assertEquals(Set.of(Flag.MASK_MISSING, Flag.PADDED), back.flags());
  }

  @Test
  void keepsEmptyParts() throws Exception {
    GalaxyImage back = roundTrip(image(new float[] {1}, 1, OptionalDouble.empty()));

    assertEquals(OptionalDouble.empty(), back.pixelScaleArcsec());
    assertEquals(OptionalDouble.empty(), back.zeroPoint());
    assertEquals(Optional.empty(), back.wcs());
    assertEquals(Optional.empty(), back.isophotes());
  }

  @Test
  void keepsMaps() throws Exception {
    float[] variance = {1, Float.POSITIVE_INFINITY};
    float[] segmentation = {0, 3};
    GalaxyImage image =
        image(new float[] {1, 2}, 2, OptionalDouble.empty()).toBuilder()
            .setVariance(Optional.of(variance))
            .setSegmentation(Optional.of(segmentation))
            .build();
    assertArrayEquals(variance, roundTrip(image).variance().orElseThrow());
    assertArrayEquals(segmentation, roundTrip(image).segmentation().orElseThrow());
    GalaxyImage other = image.toBuilder().setVariance(Optional.empty()).build();
    assertEquals(Optional.empty(), roundTrip(other).variance());
    assertArrayEquals(segmentation, roundTrip(other).segmentation().orElseThrow());
  }

  @Test
  void keepsWcsAndIsophotes() throws Exception {
    GalaxyImage image =
        image(new float[] {1}, 1, OptionalDouble.of(1)).toBuilder()
            .setPixelShape(PixelShape.of(2, 0, 0.5, 1))
            .setWcs(Optional.of(new LocalWcs(1, 2, 3, 4, 5, 6, 7, 8)))
            .setIsophotes(
                Optional.of(
                    new Isophotes(
                        1, 2, new float[] {1, 3}, new float[] {0, 0.5f}, new float[] {3, 4})))
            .setCentre(new PixelPoint(1, 2))
            .setVariance(Optional.of(new float[] {4}))
            .build();

    GalaxyImage back = roundTrip(image);

    assertEquals(image.pixelShape(), back.pixelShape());
    assertEquals(image.wcs(), back.wcs());
    assertEquals(image.isophotes(), back.isophotes());
    assertEquals(image.centre(), back.centre());
    assertArrayEquals(image.variance().orElseThrow(), back.variance().orElseThrow());
    assertArrayEquals(image.pixels(), back.pixels());
  }

  @Test
  void keepsBitsOfEveryNan() throws Exception {
    int[] bits = {0x7fc00000, 0x7fc00001, 0xffc12345, 0x7f800000, 0xff800000, 0x80000000};
    float[] pixels = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      pixels[i] = Float.intBitsToFloat(bits[i]);
    }

    float[] back = roundTrip(image(pixels, 2, OptionalDouble.empty())).pixels();

    for (int i = 0; i < bits.length; i++) {
      assertEquals(bits[i], Float.floatToRawIntBits(back[i]));
    }
  }

  @Test
  void keepsImagesOfManyChunks() throws Exception {
    float[] pixels = new float[20_011];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i;
    }

    assertArrayEquals(pixels, roundTrip(image(pixels, 20_011, OptionalDouble.empty())).pixels());
  }

  @Test
  void refusesTruncatedBytes() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GalaxyImageCoder.of().encode(image(new float[100], 10, OptionalDouble.empty()), out);
    byte[] cut = Arrays.copyOf(out.toByteArray(), out.size() - 1);

    assertThrows(
        EOFException.class, () -> GalaxyImageCoder.of().decode(new ByteArrayInputStream(cut)));
  }

  @Test
  void isFoundByBeam() throws Exception {
    assertEquals(GalaxyImageCoder.of(), CoderRegistry.createDefault().getCoder(GalaxyImage.class));
  }
}
