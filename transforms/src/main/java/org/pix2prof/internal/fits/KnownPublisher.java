// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Surveys and pipelines whose zero point is for one unit of the image, although others use the same
 * keyword for one count per second.
 */
enum KnownPublisher {
  /** Dark Energy Survey. */
  DES(
      Set.of("MAGZERO"),
      MagnitudeSystem.AB,
      h -> h.hasAny("DES_EXT", "DESFNAME", "DESTILE", "TILENAME")),
  /** Legacy Surveys. */
  LEGACY(Set.of("MAGZERO"), MagnitudeSystem.AB, h -> h.hasAny("LEGPIPEV", "IMTYPE")),
  /** Community Pipeline of NOIRLab, images in counts. */
  COMMUNITY_PIPELINE(
      Set.of("MAGZERO"),
      MagnitudeSystem.AB,
      h -> h.has("PLVER") && h.has("PROCTYPE") && FluxUnit.of(h).kind() != FluxUnit.Kind.RATE),
  /** Euclid mosaics. */
  EUCLID(
      Set.of("MAGZERO"),
      MagnitudeSystem.AB,
      h -> h.begins("TELESCOP", "Euclid") || h.begins("ORIGIN", "Euclid")),
  /** Zwicky Transient Facility. */
  ZTF(
      Set.of("MAGZP"),
      MagnitudeSystem.AB,
      h -> h.begins("ORIGIN", "Zwicky") || h.begins("INSTRUME", "ZTF")),
  /** Two Micron All Sky Survey. */
  TWO_MASS(
      Set.of("MAGZP"),
      MagnitudeSystem.VEGA,
      h -> h.begins("ORIGIN", "2MASS") || h.begins("SURVEY", "2MASS")),
  /** Atlas images of WISE, and unWISE. */
  WISE(
      Set.of("MAGZP"),
      MagnitudeSystem.VEGA,
      h -> h.begins("TELESCOP", "WISE") || UnwiseLayout.isUnwise(h));

  private final Set<String> keywords;
  private final MagnitudeSystem system;
  private final Predicate<InheritedHeader> wrote;

  KnownPublisher(Set<String> keywords, MagnitudeSystem system, Predicate<InheritedHeader> wrote) {
    this.keywords = keywords;
    this.system = system;
    this.wrote = wrote;
  }

  /** {@return the publisher that wrote a header's zero point, if known} */
  static Optional<KnownPublisher> of(InheritedHeader header, String keyword) {
    return Arrays.stream(values())
        .filter(known -> known.keywords.contains(keyword) && known.wrote.test(header))
        .findFirst();
  }

  /** {@return the system of its magnitudes} */
  MagnitudeSystem system() {
    return system;
  }

  /** {@return true if the Community Pipeline wrote a header, in any unit} */
  static boolean isCommunityPipeline(InheritedHeader header) {
    return header.has("PLVER") && header.has("PROCTYPE");
  }
}
