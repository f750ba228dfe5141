// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.pix2prof.model.Flag;
import org.pix2prof.structure.Measurement;
import org.pix2prof.structure.StructureFlag;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.wcs.SkyPoint;

/** Encodes a {@link GalaxyStructure}; quantities and flags by their names. Deterministic. */
public final class GalaxyStructureCoder extends AtomicCoder<GalaxyStructure> {
  private static final GalaxyStructureCoder INSTANCE = new GalaxyStructureCoder();
  private static final Coder<Provenance> PROVENANCE = ProvenanceCoder.of();
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<Integer> COUNT = VarIntCoder.of();

  private GalaxyStructureCoder() {}

  /** {@return the only instance} */
  public static GalaxyStructureCoder of() {
    return INSTANCE;
  }

  /** {@return the provider through which {@code @DefaultCoder} finds this coder} */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(GalaxyStructure.class), INSTANCE);
  }

  @Override
  public void encode(GalaxyStructure value, OutputStream out) throws IOException {
    PROVENANCE.encode(value.provenance(), out);
    TEXT.encode(value.model(), out);
    Flags.write(value.profileFlags(), out);
    Numbers.write(number(value.position().map(SkyPoint::raDeg)), out);
    Numbers.write(number(value.position().map(SkyPoint::decDeg)), out);
    List<Map.Entry<StructureQuantity, Measurement>> entries =
        new ArrayList<>(value.estimates().entrySet());
    COUNT.encode(entries.size(), out);
    for (Map.Entry<StructureQuantity, Measurement> entry : entries) {
      TEXT.encode(entry.getKey().name(), out);
      Numbers.write(entry.getValue().value(), out);
      Numbers.write(entry.getValue().error(), out);
      TEXT.encode(entry.getValue().flag().map(StructureFlag::name).orElse(""), out);
    }
  }

  private static OptionalDouble number(Optional<Double> number) {
    return number.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  @Override
  public GalaxyStructure decode(InputStream in) throws IOException {
    Provenance provenance = PROVENANCE.decode(in);
    String model = TEXT.decode(in);
    Map<StructureQuantity, Measurement> estimates = new EnumMap<>(StructureQuantity.class);
    try {
      Set<Flag> profileFlags = Flags.read(in);
      OptionalDouble ra = Numbers.read(in);
      OptionalDouble dec = Numbers.read(in);
      Optional<SkyPoint> position =
          ra.isPresent()
              ? Optional.of(new SkyPoint(ra.getAsDouble(), dec.orElseThrow()))
              : Optional.empty();
      int count = COUNT.decode(in);
      for (int i = 0; i < count; i++) {
        StructureQuantity quantity = StructureQuantity.valueOf(TEXT.decode(in));
        OptionalDouble value = Numbers.read(in);
        OptionalDouble error = Numbers.read(in);
        Optional<StructureFlag> flag =
            Optional.of(TEXT.decode(in)).filter(f -> !f.isEmpty()).map(StructureFlag::valueOf);
        estimates.put(quantity, new Measurement(value, error, flag));
      }
      return GalaxyStructure.of(provenance, model, profileFlags, position, estimates);
    } catch (IllegalArgumentException e) {
      throw new CoderException("not an encoded structure: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
