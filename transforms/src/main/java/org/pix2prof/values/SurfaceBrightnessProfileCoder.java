// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.pix2prof.model.Flag;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.photometry.IsophotePhotometry;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

/** Encodes a {@link SurfaceBrightnessProfile}: four bytes per number. Deterministic. */
public final class SurfaceBrightnessProfileCoder extends AtomicCoder<SurfaceBrightnessProfile> {
  private static final SurfaceBrightnessProfileCoder INSTANCE = new SurfaceBrightnessProfileCoder();
  private static final Coder<Provenance> PROVENANCE = ProvenanceCoder.of();
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<Integer> LENGTH = VarIntCoder.of();
  private static final Coder<Boolean> PRESENT = BooleanCoder.of();
  private static final Coder<Double> NUMBER = DoubleCoder.of();
  private static final Coder<Optional<IsophotePhotometry>> PHOTOMETRY =
      OptionalCoder.of(IsophotePhotometryCoder.of());
  private static final Coder<Optional<SkyLevel>> SKY = OptionalCoder.of(SkyLevelCoder.of());
  private static final Coder<Optional<LocalWcs>> WCS = OptionalCoder.of(LocalWcsCoder.of());

  private SurfaceBrightnessProfileCoder() {}

  /** {@return the only instance} */
  public static SurfaceBrightnessProfileCoder of() {
    return INSTANCE;
  }

  /** {@return the provider through which {@code @DefaultCoder} finds this coder} */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(SurfaceBrightnessProfile.class), INSTANCE);
  }

  @Override
  public void encode(SurfaceBrightnessProfile value, OutputStream out) throws IOException {
    PROVENANCE.encode(value.provenance(), out);
    TEXT.encode(value.model(), out);
    LENGTH.encode(value.mu().length, out);
    FloatArrays.write(value.radiusArcsec(), out);
    FloatArrays.write(value.mu(), out);
    write(value.muErr(), out);
    write(value.ellipticity(), out);
    write(value.paDeg(), out);
    PixelPoints.write(value.centre(), out);
    WCS.encode(value.wcs(), out);
    PRESENT.encode(value.position().isPresent(), out);
    if (value.position().isPresent()) {
      NUMBER.encode(value.position().get().raDeg(), out);
      NUMBER.encode(value.position().get().decDeg(), out);
    }
    write(value.skyAngles(), out);
    PHOTOMETRY.encode(value.photometry(), out);
    Numbers.write(value.zeroPoint(), out);
    SKY.encode(value.sky(), out);
    Numbers.write(value.pixelScaleArcsec(), out);
    Flags.write(value.flags(), out);
  }

  @Override
  public SurfaceBrightnessProfile decode(InputStream in) throws IOException {
    Provenance provenance = PROVENANCE.decode(in);
    String model = TEXT.decode(in);
    int length = LENGTH.decode(in);
    if (length < 0) {
      throw new CoderException("a profile cannot have " + length + " samples");
    }
    float[] radius = FloatArrays.read(length, in);
    float[] mu = FloatArrays.read(length, in);
    Optional<float[]> muErr = read(length, in);
    Optional<float[]> ellipticity = read(length, in);
    Optional<float[]> paDeg = read(length, in);
    Optional<PixelPoint> centre = PixelPoints.read(in);
    Optional<LocalWcs> wcs = WCS.decode(in);
    Optional<SkyPoint> position =
        PRESENT.decode(in)
            ? Optional.of(new SkyPoint(NUMBER.decode(in), NUMBER.decode(in)))
            : Optional.empty();
    Optional<float[]> skyAngles = read(length, in);
    Optional<IsophotePhotometry> photometry = PHOTOMETRY.decode(in);
    OptionalDouble zeroPoint = Numbers.read(in);
    Optional<SkyLevel> sky = SKY.decode(in);
    OptionalDouble pixelScale = Numbers.read(in);
    Set<Flag> flags = Flags.read(in);
    return SurfaceBrightnessProfile.builder()
        .setProvenance(provenance)
        .setModel(model)
        .setRadiusArcsec(radius)
        .setMu(mu)
        .setMuErr(muErr)
        .setEllipticity(ellipticity)
        .setPaDeg(paDeg)
        .setCentre(centre)
        .setWcs(wcs)
        .setPosition(position)
        .setSkyAngles(skyAngles)
        .setPhotometry(photometry)
        .setZeroPoint(zeroPoint)
        .setSky(sky)
        .setPixelScaleArcsec(pixelScale)
        .setFlags(flags)
        .build();
  }

  private static void write(Optional<float[]> values, OutputStream out) throws IOException {
    PRESENT.encode(values.isPresent(), out);
    if (values.isPresent()) {
      FloatArrays.write(values.get(), out);
    }
  }

  private static Optional<float[]> read(int length, InputStream in) throws IOException {
    return PRESENT.decode(in) ? Optional.of(FloatArrays.read(length, in)) : Optional.empty();
  }
}
