// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.util.common.ElementByteSizeObserver;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.pix2prof.model.Isophotes;
import org.pix2prof.wcs.LocalWcs;

/** Encodes a {@link GalaxyImage}, every bit of its pixels included. Deterministic. */
public final class GalaxyImageCoder extends AtomicCoder<GalaxyImage> {
  private static final GalaxyImageCoder INSTANCE = new GalaxyImageCoder();
  private static final int CHUNK_PIXELS = 8192;
  private static final VarIntCoder LENGTH = VarIntCoder.of();
  private static final Coder<Optional<LocalWcs>> WCS = OptionalCoder.of(LocalWcsCoder.of());
  private static final Coder<Optional<Isophotes>> ISOPHOTES = OptionalCoder.of(IsophotesCoder.of());

  private GalaxyImageCoder() {}

  /** {@return the only instance} */
  public static GalaxyImageCoder of() {
    return INSTANCE;
  }

  /** {@return the provider through which {@code @DefaultCoder} finds this coder} */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(GalaxyImage.class), INSTANCE);
  }

  @Override
  public void encode(GalaxyImage value, OutputStream out) throws IOException {
    ProvenanceCoder.of().encode(value.provenance(), out);
    LENGTH.encode(value.width(), out);
    LENGTH.encode(value.height(), out);
    Numbers.write(value.pixelScaleArcsec(), out);
    PixelShapes.write(value.pixelShape(), out);
    Numbers.write(value.zeroPoint(), out);
    Flags.write(value.flags(), out);
    WCS.encode(value.wcs(), out);
    PixelPoints.write(value.centre(), out);
    ISOPHOTES.encode(value.isophotes(), out);
    encodeMap(value.variance(), out);
    encodeMap(value.segmentation(), out);
    LENGTH.encode(value.pixels().length, out);
    encodePixels(value.pixels(), out);
  }

  @Override
  public GalaxyImage decode(InputStream in) throws IOException {
    return GalaxyImage.builder()
        .setProvenance(ProvenanceCoder.of().decode(in))
        .setWidth(LENGTH.decode(in))
        .setHeight(LENGTH.decode(in))
        .setPixelScaleArcsec(Numbers.read(in))
        .setPixelShape(PixelShapes.read(in))
        .setZeroPoint(Numbers.read(in))
        .setFlags(Flags.read(in))
        .setWcs(WCS.decode(in))
        .setCentre(PixelPoints.read(in))
        .setIsophotes(ISOPHOTES.decode(in))
        .setVariance(decodeMap(in))
        .setSegmentation(decodeMap(in))
        .setPixels(decodePixels(LENGTH.decode(in), in))
        .build();
  }

  private static void encodeMap(Optional<float[]> map, OutputStream out) throws IOException {
    LENGTH.encode(map.isPresent() ? 1 : 0, out);
    if (map.isPresent()) {
      LENGTH.encode(map.get().length, out);
      encodePixels(map.get(), out);
    }
  }

  private static Optional<float[]> decodeMap(InputStream in) throws IOException {
    return LENGTH.decode(in) == 0
        ? Optional.empty()
        : Optional.of(decodePixels(LENGTH.decode(in), in));
  }

  /** Writes raw bits, to preserve every NaN. */
  private static void encodePixels(float[] pixels, OutputStream out) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(Float.BYTES * Math.min(CHUNK_PIXELS, pixels.length));
    for (int done = 0; done < pixels.length; ) {
      int n = Math.min(CHUNK_PIXELS, pixels.length - done);
      chunk.asFloatBuffer().put(pixels, done, n);
      out.write(chunk.array(), 0, n * Float.BYTES);
      done += n;
    }
  }

  private static float[] decodePixels(int length, InputStream in) throws IOException {
    float[] pixels = new float[length];
    ByteBuffer chunk = ByteBuffer.allocate(Float.BYTES * Math.min(CHUNK_PIXELS, length));
    for (int done = 0; done < length; ) {
      int n = Math.min(CHUNK_PIXELS, length - done);
      if (in.readNBytes(chunk.array(), 0, n * Float.BYTES) < n * Float.BYTES) {
        throw new EOFException("an encoded image ends too early");
      }
      chunk.asFloatBuffer().get(pixels, done, n);
      done += n;
    }
    return pixels;
  }

  @Override
  public boolean consistentWithEquals() {
    return false;
  }

  @Override
  public boolean isRegisterByteSizeObserverCheap(GalaxyImage value) {
    return true;
  }

  @Override
  public void registerByteSizeObserver(GalaxyImage value, ElementByteSizeObserver observer) {
    long numbers =
        value.pixels().length
            + (long) value.variance().map(v -> v.length).orElse(0)
            + value.segmentation().map(s -> s.length).orElse(0);
    observer.update(numbers * Float.BYTES);
  }
}
