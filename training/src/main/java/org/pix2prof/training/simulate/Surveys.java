package org.pix2prof.training.simulate;

import java.util.List;
import java.util.SplittableRandom;

/** Where images come from: each is of a survey drawn from here. */
@FunctionalInterface
public interface Surveys {

  /**
   * Half of the images as SDSS's, half of a survey that may be any of today's: pixels of 0.168 to
   * 0.6 arcsec, from as shallow as SDSS to 15 times deeper, stamps of 40 arcsec and more. Deeper
   * surveys reach fainter galaxies and, on average, have better seeing.
   */
  Surveys MIXED = random -> random.nextBoolean() ? Survey.SDSS : any(random);

  /**
   * Draws a survey.
   *
   * @param random source of the draw
   * @return what the next image looks like
   */
  Survey draw(SplittableRandom random);

  private static Survey any(SplittableRandom random) {
    double scale = Draw.logUniform(random, 0.168, 0.6);
    // Noise of the same patch of sky, over that of SDSS.
    double noise = Draw.logUniform(random, 1 / 15.0, 1.2);
    int side = (int) Math.min(360, Math.max(128, Draw.uniform(random, 40, 120) / scale));
    double sharpest = Math.max(0.55, 1.55 * scale);
    List<Band> bands =
        Survey.SDSS.bands().stream()
            .map(
                band ->
                    new Band(
                        band.name(),
                        band.skySigma() * noise * scale / Survey.SDSS.pixelScaleArcsec(),
                        band.gain() / (noise * noise)))
            .toList();
    return new Survey(
        side,
        side,
        scale,
        Survey.SDSS.zeroPoint(),
        bands,
        sharpest,
        Math.max(1.2 * sharpest, noise < 0.3 ? 1.3 : Survey.SDSS.fwhmMaxArcsec()),
        Survey.SDSS.brightest(),
        Survey.SDSS.faintest() - 1.25 * Math.log10(Math.min(1, noise)),
        Survey.SDSS.grid(),
        Survey.SDSS.depth());
  }
}
