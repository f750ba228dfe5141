// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.pix2prof.model.BadImageException;

/**
 * Pipelines whose zero points need more than one keyword, recognised by keywords that only they
 * write. {@code docs/read-fits.md} lists the sources.
 */
enum PipelineConvention {
  /**
   * Cambridge Astronomy Survey Unit: WFCAM, VISTA, INT. {@code MAGZPT} is for one count per second
   * at airmass 1, in Vega magnitudes: {@code m = MAGZPT - 2.5 log10(f / EXPTIME) - EXTINCT (X -
   * 1)}.
   */
  CASU(Set.of("MAGZPT")) {
    @Override
    boolean wrote(InheritedHeader header) {
      return header.has("MAGZPT")
          && header.hasAny("MAGZRR", "CASUVERS", "CIR_VERS", "NIGHTZPT", "NUMZPT", "APCOR3");
    }

    @Override
    Optional<ZeroPointCandidate> read(InheritedHeader header, FluxUnit unit)
        throws BadImageException {
      OptionalDouble extinction = header.numberOrNone("EXTINCT");
      return perSecond(header, unit, "MAGZPT", -extinction.orElse(0), MagnitudeSystem.VEGA);
    }
  },

  /**
   * Elixir of CFHT: {@code m = -2.5 log10(DN / EXPTIME) + PHOT_C + PHOT_K (AIRMASS - 1)}, with
   * {@code PHOT_K} negative.
   */
  ELIXIR(Set.of("PHOT_C")) {
    @Override
    boolean wrote(InheritedHeader header) {
      return header.hasAny("PHOT_C", "PHOT_C0") && header.hasAny("PHOT_K", "PHOT_X", "PHOT_NM");
    }

    @Override
    Optional<ZeroPointCandidate> read(InheritedHeader header, FluxUnit unit)
        throws BadImageException {
      String zeroPoint = header.has("PHOT_C") ? "PHOT_C" : "PHOT_C0";
      double extinction = header.numberOrNone("PHOT_K").orElse(0);
      boolean ab = header.begins("INSTRUME", "MegaPrime");
      return perSecond(
          header, unit, zeroPoint, extinction, ab ? MagnitudeSystem.AB : MagnitudeSystem.VEGA);
    }
  },

  /** Palomar Transient Factory: {@code IMAGEZPT} is for one count per second. */
  PTF(Set.of("IMAGEZPT")) {
    @Override
    boolean wrote(InheritedHeader header) {
      return header.has("IMAGEZPT");
    }

    @Override
    Optional<ZeroPointCandidate> read(InheritedHeader header, FluxUnit unit)
        throws BadImageException {
      return perSecond(header, unit, "IMAGEZPT", 0, MagnitudeSystem.AB);
    }
  },

  /**
   * Hubble Space Telescope: {@code PHOTFLAM} is the flux of one count per second at the wavelength
   * {@code PHOTPLAM}, and {@code PHOTFNU} the same per frequency, in Jy.
   */
  HST(Set.of()) {
    @Override
    boolean wrote(InheritedHeader header) {
      return header.has("PHOTFNU") || (header.has("PHOTFLAM") && header.has("PHOTPLAM"));
    }

    @Override
    Optional<ZeroPointCandidate> read(InheritedHeader header, FluxUnit unit)
        throws BadImageException {
      if (unit.isFlux()) {
        return Optional.empty();
      }
      OptionalDouble fLambda = header.numberOrNone("PHOTFLAM");
      OptionalDouble wavelength = header.numberOrNone("PHOTPLAM");
      OptionalDouble fNu = header.numberOrNone("PHOTFNU");
      if (fLambda.orElse(0) > 0 && wavelength.orElse(0) > 0) {
        double zeroPoint =
            FluxUnit.AB_OF_F_LAMBDA
                - 2.5 * Math.log10(fLambda.getAsDouble())
                - 5 * Math.log10(wavelength.getAsDouble());
        return ofRate(header, drizzled(header, unit), "PHOTFLAM", zeroPoint);
      }
      return fNu.orElse(0) > 0
          ? ofRate(header, drizzled(header, unit), "PHOTFNU", FluxUnit.ofJansky(fNu.getAsDouble()))
          : Optional.empty();
    }

    /**
     * Returns the unit of a drizzled image, which may be only in the keyword of the first input
     * image.
     */
    private FluxUnit drizzled(InheritedHeader header, FluxUnit unit) {
      return unit.kind() == FluxUnit.Kind.NONE
          ? header.text("D001OUUN").map(FluxUnit::of).orElse(unit)
          : unit;
    }
  };

  private final Set<String> keywords;

  PipelineConvention(Set<String> keywords) {
    this.keywords = keywords;
  }

  /** {@return keywords of {@link ZeroPointKeyword} that have another meaning in this pipeline} */
  Set<String> keywords() {
    return keywords;
  }

  /** {@return true if a header has the keywords that only this pipeline writes} */
  abstract boolean wrote(InheritedHeader header);

  /** {@return the zero point of a header that this pipeline wrote, if it has a usable one} */
  abstract Optional<ZeroPointCandidate> read(InheritedHeader header, FluxUnit unit)
      throws BadImageException;

  private static Optional<ZeroPointCandidate> perSecond(
      InheritedHeader header,
      FluxUnit unit,
      String keyword,
      double perAirmass,
      MagnitudeSystem system)
      throws BadImageException {
    OptionalDouble zeroPoint = ZeroPointKeyword.known(header, keyword);
    if (zeroPoint.isEmpty() || ZeroPointKeyword.isPlaceholder(zeroPoint.getAsDouble())) {
      return Optional.empty();
    }
    double atAirmass = zeroPoint.getAsDouble() + perAirmass * (airmass(header) - 1);
    return Optional.of(new RateZeroPoint(header, keyword, atAirmass, system).of(unit, true));
  }

  private static Optional<ZeroPointCandidate> ofRate(
      InheritedHeader header, FluxUnit unit, String keyword, double zeroPoint)
      throws BadImageException {
    return Optional.of(
        new RateZeroPoint(header, keyword, zeroPoint, MagnitudeSystem.AB).of(unit, false));
  }

  private static double airmass(InheritedHeader header) {
    OptionalDouble start = header.numberOrNone("AMSTART");
    OptionalDouble end = header.numberOrNone("AMEND");
    double airmass =
        start.isPresent() && end.isPresent()
            ? (start.getAsDouble() + end.getAsDouble()) / 2
            : header.numberOrNone("AIRMASS").orElse(start.orElse(1));
    return airmass >= 1 && airmass < 10 ? airmass : 1;
  }

  /** {@return the pipelines whose keywords a header has} */
  static List<PipelineConvention> of(InheritedHeader header) {
    return List.of(values()).stream().filter(pipeline -> pipeline.wrote(header)).toList();
  }
}
