package org.pix2prof.training.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pix2prof.references.Deviation;
import org.pix2prof.references.ProfileMatch;

/** Which galaxies are worth a look. */
final class GallerySelection {
  /**
   * Chooses the worst for the first half, and the others at even steps from there to the best.
   *
   * @param matches references with their predictions
   * @param count most to choose
   * @return the choice, worst first; one of which nothing is compared is worst of all
   */
  static List<ProfileMatch> of(List<ProfileMatch> matches, int count) {
    List<ProfileMatch> ranked = new ArrayList<>(matches);
    ranked.sort(Comparator.comparingDouble(GallerySelection::deviation).reversed());
    if (ranked.size() <= count) {
      return ranked;
    }
    int worst = (count + 1) / 2;
    int others = count - worst;
    List<ProfileMatch> chosen = new ArrayList<>(ranked.subList(0, worst));
    List<ProfileMatch> rest = ranked.subList(worst, ranked.size());
    for (int i = 0; i < others; i++) {
      chosen.add(rest.get((2 * i + 1) * rest.size() / (2 * others)));
    }
    return chosen;
  }

  /** Median |mu_true - mu_predicted| where {@code mu_true <= 26.5}, mag/arcsec^2; may be NaN. */
  static double deviation(ProfileMatch match) {
    return match.deviation().upTo(Deviation.FAINTEST).median();
  }

  private GallerySelection() {}
}
