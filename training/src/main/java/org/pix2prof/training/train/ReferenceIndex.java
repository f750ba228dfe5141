// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.pix2prof.internal.fits.ObjectIds;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.values.Provenance;

/**
 * Reference profiles by object and band. An image without a profile under its name takes that under
 * the name before {@code #}: images of one file. If either side has no band, the object's name
 * alone decides, provided it has one profile.
 */
final class ReferenceIndex {
  private final Map<String, List<ReferenceProfile>> byObject;

  ReferenceIndex(List<ReferenceProfile> profiles) {
    byObject = profiles.stream().collect(Collectors.groupingBy(ReferenceProfile::objectId));
  }

  /** Reasons why an image has no profile. */
  enum Problem {
    NO_PROFILE,
    OTHER_BAND,
    SEVERAL_PROFILES
  }

  /**
   * Result for an image.
   *
   * @param profile of the image; null if there is a problem
   * @param problem null if there is a profile
   */
  record Match(ReferenceProfile profile, Problem problem) {}

  /** Returns the number of profiles. */
  int size() {
    return byObject.values().stream().mapToInt(List::size).sum();
  }

  Match find(Provenance image) {
    String id = image.objectId();
    List<ReferenceProfile> ofObject =
        byObject.getOrDefault(id, byObject.getOrDefault(ObjectIds.withoutSuffix(id), List.of()));
    if (ofObject.isEmpty()) {
      return new Match(null, Problem.NO_PROFILE);
    }
    Predicate<ReferenceProfile> sameBand =
        profile -> profile.band().isPresent() && profile.band().equals(image.band());
    List<ReferenceProfile> ofBand = ofObject.stream().filter(sameBand).toList();
    if (ofBand.isEmpty()) {
      ofBand =
          ofObject.stream()
              .filter(profile -> profile.band().isEmpty() || image.band().isEmpty())
              .toList();
    }
    if (ofBand.isEmpty()) {
      return new Match(null, Problem.OTHER_BAND);
    }
    return ofBand.size() > 1
        ? new Match(null, Problem.SEVERAL_PROFILES)
        : new Match(ofBand.get(0), null);
  }
}
