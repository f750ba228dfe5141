// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.pix2prof.wcs.SkyPoint;

/** The catalogue of the galaxies of simulated frames. */
final class FrameCatalog {
  /** One in this number of positions is far from all frames. */
  private static final int OUTSIDE_INTERVAL = 100;

  private static final double MARGIN_ARCSEC = 20;

  /** Positions are rounded to the catalogue's precision. */
  private static final double DIGITS = 1e7;

  /** Draws positions uniformly over the frames, some just outside and some far away. */
  static List<CatalogGalaxy> draw(long seed, int count, Stripe stripe, FrameGeometry geometry) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(~seed).nextLong());
    List<SurveyField> frames = stripe.frames();
    List<CatalogGalaxy> galaxies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      SkyPoint drawn =
          i % OUTSIDE_INTERVAL == OUTSIDE_INTERVAL - 1
              ? stripe.drawElsewhere(random)
              : stripe.draw(random, MARGIN_ARCSEC);
      double ra = Math.rint(drawn.raDeg() * DIGITS) / DIGITS;
      double dec = Math.rint(drawn.decDeg() * DIGITS) / DIGITS;
      String id = String.format(Locale.ROOT, "sim-%d-%06d", seed, i);
      galaxies.add(new CatalogGalaxy(i, id, ra, dec, home(frames, ra, dec, geometry)));
    }
    return galaxies;
  }

  private static int home(List<SurveyField> frames, double ra, double dec, FrameGeometry geometry) {
    int home = -1;
    double deepest = 0;
    for (int i = 0; i < frames.size(); i++) {
      double inside = frames.get(i).inside(ra, dec, geometry);
      if (inside > deepest) {
        deepest = inside;
        home = i;
      }
    }
    return home;
  }

  /** Writes id, right ascension and declination of each galaxy. */
  static void write(List<CatalogGalaxy> galaxies, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      StringBuilder rows = new StringBuilder("id,ra,dec\n");
      for (CatalogGalaxy galaxy : galaxies) {
        rows.append(
            String.format(
                Locale.ROOT, "%s,%.7f,%.7f\n", galaxy.id(), galaxy.raDeg(), galaxy.decDeg()));
      }
      SimulationWriter.append(rows.toString(), out, file);
    }
  }

  private FrameCatalog() {}
}
