// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.Neighbour;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.wcs.LocalWcs;

/** Encodes a {@link PreparedGalaxy}: four bytes per pixel. Deterministic. */
public final class PreparedGalaxyCoder extends AtomicCoder<PreparedGalaxy> {
  private static final PreparedGalaxyCoder INSTANCE = new PreparedGalaxyCoder();
  private static final Coder<Provenance> PROVENANCE = ProvenanceCoder.of();
  private static final Coder<Integer> SIZE = VarIntCoder.of();
  private static final Coder<Double> NUMBER = DoubleCoder.of();
  private static final Coder<Optional<Isophotes>> ISOPHOTES = OptionalCoder.of(IsophotesCoder.of());
  private static final Coder<Boolean> PRESENT = BooleanCoder.of();
  private static final Coder<Optional<SkyLevel>> SKY = OptionalCoder.of(SkyLevelCoder.of());
  private static final Coder<List<Neighbour>> NEIGHBOURS = ListCoder.of(NeighbourCoder.of());
  private static final Coder<Optional<SkyImage>> ORIGINAL = OptionalCoder.of(SkyImageCoder.of());
  private static final Coder<Optional<LocalWcs>> WCS = OptionalCoder.of(LocalWcsCoder.of());

  private PreparedGalaxyCoder() {}

  /** {@return the only instance} */
  public static PreparedGalaxyCoder of() {
    return INSTANCE;
  }

  /** {@return the provider through which {@code @DefaultCoder} finds this coder} */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(PreparedGalaxy.class), INSTANCE);
  }

  @Override
  public void encode(PreparedGalaxy value, OutputStream out) throws IOException {
    PROVENANCE.encode(value.provenance(), out);
    PreparedImage image = value.image();
    SIZE.encode(image.width(), out);
    SIZE.encode(image.height(), out);
    FloatArrays.write(image.pixels(), out);
    NUMBER.encode(image.centreX(), out);
    NUMBER.encode(image.centreY(), out);
    NUMBER.encode(image.originX(), out);
    NUMBER.encode(image.originY(), out);
    NUMBER.encode(image.scale(), out);
    PixelShapes.write(image.shape(), out);
    NUMBER.encode(image.skySigma(), out);
    SKY.encode(Optional.ofNullable(image.sky()), out);
    Flags.write(image.flags(), out);
    PRESENT.encode(image.centreGiven(), out);
    ISOPHOTES.encode(Optional.ofNullable(image.isophotes()), out);
    NEIGHBOURS.encode(image.neighbours(), out);
    NUMBER.encode(image.radiusFactor(), out);
    WCS.encode(value.wcs(), out);
    ORIGINAL.encode(value.original(), out);
  }

  @Override
  public PreparedGalaxy decode(InputStream in) throws IOException {
    Provenance provenance = PROVENANCE.decode(in);
    int width = SIZE.decode(in);
    int height = SIZE.decode(in);
    if (width <= 0 || height <= 0 || (long) width * height > Integer.MAX_VALUE) {
      throw new CoderException("an input cannot be " + width + " x " + height + " pixels");
    }
    float[] pixels = FloatArrays.read(width * height, in);
    double centreX = NUMBER.decode(in);
    double centreY = NUMBER.decode(in);
    double originX = NUMBER.decode(in);
    double originY = NUMBER.decode(in);
    double scale = NUMBER.decode(in);
    PixelShape shape = PixelShapes.read(in);
    double skySigma = NUMBER.decode(in);
    SkyLevel sky = SKY.decode(in).orElse(null);
    Set<Flag> flags = Flags.read(in);
    boolean centreGiven = PRESENT.decode(in);
    Isophotes isophotes = ISOPHOTES.decode(in).orElse(null);
    List<Neighbour> neighbours = NEIGHBOURS.decode(in);
    double radiusFactor = NUMBER.decode(in);
    PreparedImage image =
        new PreparedImage(
            pixels,
            width,
            height,
            centreX,
            centreY,
            originX,
            originY,
            scale,
            shape,
            skySigma,
            sky,
            flags,
            centreGiven,
            isophotes,
            neighbours,
            radiusFactor);
    return PreparedGalaxy.of(provenance, image, WCS.decode(in), ORIGINAL.decode(in));
  }
}
