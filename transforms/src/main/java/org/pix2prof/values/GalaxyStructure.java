package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.model.Flag;
import org.pix2prof.structure.Measurement;
import org.pix2prof.structure.StructuralParameters;
import org.pix2prof.structure.StructureQuantity;

/** The structure of a galaxy as its profile gives it, and where that comes from. */
@AutoValue
@DefaultCoder(GalaxyStructureCoder.class)
public abstract class GalaxyStructure {
  /** {@return the image that the profile was measured on} */
  public abstract Provenance provenance();

  /** {@return name, version and checksum of the model, {@code name-version@sha256[0..12)}} */
  public abstract String model();

  /** {@return {@link SurfaceBrightnessProfile#flags} of the profile} */
  public abstract Set<Flag> profileFlags();

  /** {@return every quantity, in the order of {@link StructureQuantity}; cannot be changed} */
  public abstract Map<StructureQuantity, Measurement> estimates();

  /**
   * One quantity.
   *
   * @param quantity which
   * @return its value and error, or why there is none
   */
  public final Measurement get(StructureQuantity quantity) {
    return estimates().get(quantity);
  }

  /**
   * Why values or errors are absent, as tables have it.
   *
   * @return {@code quantity:reason} each, such as {@code r_26:not_reached}, in the order of {@link
   *     StructureQuantity}
   */
  public final List<String> flags() {
    return estimates().entrySet().stream()
        .filter(entry -> entry.getValue().flag().isPresent())
        .map(entry -> entry.getKey().column() + ":" + entry.getValue().flag().get().text())
        .toList();
  }

  /**
   * Measures the structure of a profile, by {@link StructuralParameters#of}.
   *
   * @param profile whose
   * @return its structure
   */
  public static GalaxyStructure of(SurfaceBrightnessProfile profile) {
    return of(
        profile.provenance(),
        profile.model(),
        profile.flags(),
        StructuralParameters.of(
            profile.radiusArcsec(), profile.mu(), profile.muErr(), profile.ellipticity()));
  }

  /**
   * Puts the parts together.
   *
   * @param provenance the image that the profile was measured on
   * @param model name, version and checksum of the model
   * @param profileFlags of the profile
   * @param estimates of every quantity
   * @return them as one
   * @throws IllegalArgumentException if a quantity is missing
   */
  public static GalaxyStructure of(
      Provenance provenance,
      String model,
      Set<Flag> profileFlags,
      Map<StructureQuantity, Measurement> estimates) {
    StructureQuantity.all()
        .filter(quantity -> !estimates.containsKey(quantity))
        .findFirst()
        .ifPresent(
            quantity -> {
              throw new IllegalArgumentException("a structure without " + quantity.column());
            });
    return new AutoValue_GalaxyStructure(
        provenance,
        model,
        Set.copyOf(profileFlags),
        Collections.unmodifiableMap(new EnumMap<>(estimates)));
  }
}
