// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.Point;
import org.pix2prof.model.SkyImage;
import org.pix2prof.wcs.PixelPoint;

/** Encodes a {@link SkyImage}, four bytes per pixel. Deterministic. */
final class SkyImageCoder extends AtomicCoder<SkyImage> {
  private static final SkyImageCoder INSTANCE = new SkyImageCoder();
  private static final DoubleCoder NUMBER = DoubleCoder.of();
  private static final VarIntCoder SIZE = VarIntCoder.of();
  private static final Coder<Optional<Isophotes>> ISOPHOTES = OptionalCoder.of(IsophotesCoder.of());

  private SkyImageCoder() {}

  static SkyImageCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SkyImage value, OutputStream out) throws IOException {
    SIZE.encode(value.width(), out);
    SIZE.encode(value.height(), out);
    FloatArrays.write(value.pixels(), out);
    NUMBER.encode(value.pixelScaleArcsec(), out);
    PixelShapes.write(value.shape(), out);
    NUMBER.encode(value.zeroPoint(), out);
    Point centre = value.centre();
    PixelPoints.write(
        centre == null ? Optional.empty() : Optional.of(new PixelPoint(centre.x(), centre.y())),
        out);
    ISOPHOTES.encode(Optional.ofNullable(value.isophotes()), out);
    BooleanCoder.of().encode(value.variance() != null, out);
    if (value.variance() != null) {
      FloatArrays.write(value.variance(), out);
    }
  }

  @Override
  public SkyImage decode(InputStream in) throws IOException {
    int width = SIZE.decode(in);
    int height = SIZE.decode(in);
    if (width <= 0 || height <= 0 || (long) width * height > Integer.MAX_VALUE) {
      throw new CoderException("an image cannot be " + width + " x " + height + " pixels");
    }
    float[] pixels = FloatArrays.read(width * height, in);
    double scale = NUMBER.decode(in);
    PixelShape shape = PixelShapes.read(in);
    double zeroPoint = NUMBER.decode(in);
    Point centre = PixelPoints.read(in).map(p -> new Point(p.x(), p.y())).orElse(null);
    Isophotes isophotes = ISOPHOTES.decode(in).orElse(null);
    float[] variance = BooleanCoder.of().decode(in) ? FloatArrays.read(width * height, in) : null;
    return new SkyImage(
        pixels, width, height, scale, shape, zeroPoint, centre, isophotes, variance);
  }
}
