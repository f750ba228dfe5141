// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.pix2prof.internal.fits.Region;
import org.pix2prof.values.CatalogPositionCoder;
import org.pix2prof.values.LocalWcsCoder;

/** Encodes a {@link CutoutRequest}. Deterministic. */
public final class CutoutRequestCoder extends AtomicCoder<CutoutRequest> {
  private static final CutoutRequestCoder INSTANCE = new CutoutRequestCoder();
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<Optional<String>> BAND = OptionalCoder.of(TEXT);
  private static final Coder<Integer> COUNT = VarIntCoder.of();
  private static final Coder<Double> NUMBER = DoubleCoder.of();

  private CutoutRequestCoder() {}

  /**
   * Returns the coder.
   *
   * @return the only instance
   */
  public static CutoutRequestCoder of() {
    return INSTANCE;
  }

  /**
   * Returns the provider through which Beam finds this coder for {@link CutoutRequest}'s
   * annotation.
   *
   * @return a provider of this coder
   */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(CutoutRequest.class), INSTANCE);
  }

  @Override
  public void encode(CutoutRequest value, OutputStream out) throws IOException {
    CatalogPositionCoder.of().encode(value.position(), out);
    BAND.encode(value.band(), out);
    encode(value.grid(), out);
    encode(out, value.rank(), value.isWhole() ? 1 : 0, value.isSipIgnored() ? 1 : 0);
    TEXT.encode(value.source(), out);
    Region region = value.region();
    encode(
        out, region.hdu(), region.plane(), region.x(), region.y(), region.width(), region.height());
    AffineTransform map = value.map();
    encode(out, map.x0(), map.xx(), map.xy(), map.y0(), map.yx(), map.yy());
  }

  private static void encode(CutoutGrid grid, OutputStream out) throws IOException {
    TEXT.encode(grid.source(), out);
    PixelBox covered = grid.covered();
    encode(
        out, grid.hdu(), grid.side(), covered.x(), covered.y(), covered.width(), covered.height());
    LocalWcsCoder.of().encode(grid.wcs(), out);
  }

  private static void encode(OutputStream out, int... counts) throws IOException {
    for (int count : counts) {
      COUNT.encode(count, out);
    }
  }

  private static void encode(OutputStream out, double... numbers) throws IOException {
    for (double number : numbers) {
      NUMBER.encode(number, out);
    }
  }

  @Override
  public CutoutRequest decode(InputStream in) throws IOException {
    var position = CatalogPositionCoder.of().decode(in);
    Optional<String> band = BAND.decode(in);
    CutoutGrid grid = decodeGrid(in);
    int[] part = decodeCounts(3, in);
    String source = TEXT.decode(in);
    int[] r = decodeCounts(6, in);
    Region region = new Region(r[0], r[1], r[2], r[3], r[4], r[5]);
    double[] m = decodeNumbers(6, in);
    AffineTransform map = new AffineTransform(m[0], m[1], m[2], m[3], m[4], m[5]);
    return new CutoutRequest(
        position, band, grid, part[0], part[1] == 1, part[2] == 1, source, region, map);
  }

  private static CutoutGrid decodeGrid(InputStream in) throws IOException {
    String source = TEXT.decode(in);
    int[] c = decodeCounts(6, in);
    return new CutoutGrid(
        source, c[0], c[1], new PixelBox(c[2], c[3], c[4], c[5]), LocalWcsCoder.of().decode(in));
  }

  private static int[] decodeCounts(int length, InputStream in) throws IOException {
    int[] counts = new int[length];
    for (int i = 0; i < length; i++) {
      counts[i] = COUNT.decode(in);
    }
    return counts;
  }

  private static double[] decodeNumbers(int length, InputStream in) throws IOException {
    double[] numbers = new double[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = NUMBER.decode(in);
    }
    return numbers;
  }
}
