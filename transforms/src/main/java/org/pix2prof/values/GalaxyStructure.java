// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.model.Flag;
import org.pix2prof.structure.Measurement;
import org.pix2prof.structure.RadialProfile;
import org.pix2prof.structure.StructuralParameters;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.wcs.SkyPoint;

/** Structural parameters of a galaxy, measured on its profile, and their source. */
@AutoValue
@DefaultCoder(GalaxyStructureCoder.class)
public abstract class GalaxyStructure {
  /** {@return the image that the profile was measured on} */
  public abstract Provenance provenance();

  /** {@return name, version and checksum of the model, {@code name-version@sha256[0..12)}} */
  public abstract String model();

  /** {@return {@link SurfaceBrightnessProfile#flags} of the profile} */
  public abstract Set<Flag> profileFlags();

  /** {@return sky position of the centre; empty if the image has no usable WCS} */
  public abstract Optional<SkyPoint> position();

  /** {@return every quantity, in the order of {@link StructureQuantity}; unmodifiable} */
  public abstract Map<StructureQuantity, Measurement> estimates();

  /**
   * Returns one quantity.
   *
   * @param quantity to return
   * @return its value and error, or the reason why there is none
   */
  public final Measurement get(StructureQuantity quantity) {
    return estimates().get(quantity);
  }

  /**
   * Returns the reasons for missing values and errors, as written to tables.
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
   * Measures the structural parameters of a profile, with {@link StructuralParameters#of}.
   *
   * @param all samples of the profile to measure
   * @return its structural parameters
   */
  public static GalaxyStructure of(SurfaceBrightnessProfile all) {
    SurfaceBrightnessProfile profile = all.predicted();
    return of(
        profile.provenance(),
        profile.model(),
        profile.flags(),
        profile.skyPosition(),
        StructuralParameters.of(
            RadialProfile.of(profile.radiusArcsec(), profile.mu())
                .withMuErr(profile.muErr())
                .withEllipticity(profile.ellipticity())
                .withPositionAngles(profile.paDeg(), profile.paSkyDeg())
                .withSkyErrorMu(profile.skyErrorMu())
                .withPixelScaleArcsec(profile.pixelScaleArcsec())));
  }

  /**
   * Creates a structure from its parts.
   *
   * @param provenance the image that the profile was measured on
   * @param model name, version and checksum of the model
   * @param profileFlags of the profile
   * @param position of the centre on the sky, if known
   * @param estimates of every quantity
   * @return the structure
   * @throws IllegalArgumentException if a quantity is missing
   */
  public static GalaxyStructure of(
      Provenance provenance,
      String model,
      Set<Flag> profileFlags,
      Optional<SkyPoint> position,
      Map<StructureQuantity, Measurement> estimates) {
    StructureQuantity.all()
        .filter(quantity -> !estimates.containsKey(quantity))
        .findFirst()
        .ifPresent(
            quantity -> {
              throw new IllegalArgumentException("a structure must have " + quantity.column());
            });
    return new AutoValue_GalaxyStructure(
        provenance,
        model,
        Set.copyOf(profileFlags),
        position,
        Collections.unmodifiableMap(new EnumMap<>(estimates)));
  }
}
