// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pix2prof.internal.references.Deviation;
import org.pix2prof.internal.references.ProfileMatch;

/** Selection of the galaxies in the gallery. */
final class GallerySelection {
  /**
   * Selects the worst galaxies for the first half, and others evenly from the rest of the ranking.
   *
   * @param matches references with their predictions
   * @param count maximum number of galaxies
   * @return the selection, worst first; galaxies without compared samples rank worst
   */
  static List<ProfileMatch> of(List<ProfileMatch> matches, int count) {
    List<ProfileMatch> ranked = new ArrayList<>(matches);
    ranked.sort(Comparator.comparingDouble(GallerySelection::deviation).reversed());
    if (ranked.size() <= count) {
      return ranked;
    }
    int worst = (count + 1) / 2;
    int others = count - worst;
    List<ProfileMatch> selected = new ArrayList<>(ranked.subList(0, worst));
    List<ProfileMatch> rest = ranked.subList(worst, ranked.size());
    for (int i = 0; i < others; i++) {
      selected.add(rest.get((2 * i + 1) * rest.size() / (2 * others)));
    }
    return selected;
  }

  /** Median |mu_true - mu_predicted| where {@code mu_true <= 26.5}, mag/arcsec^2; may be NaN. */
  static double deviation(ProfileMatch match) {
    return match.deviation().upTo(Deviation.FAINTEST).median();
  }

  private GallerySelection() {}
}
