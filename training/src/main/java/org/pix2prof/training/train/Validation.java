package org.pix2prof.training.train;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pix2prof.model.polar.Gaze;
import org.pix2prof.model.polar.PolarNetwork;
import org.pix2prof.model.polar.Reading;
import org.pix2prof.references.Quantiles;

/** How far a network is from galaxies that it never learned from. */
final class Validation {
  private static final int BATCH = 32;
  private static final double BRIGHT = 26.5;
  private static final double MAG_PER_E_FOLD = 2.5 / Math.log(10);

  private final PolarNetwork network;
  private final int looks;
  private final NDManager manager;
  private final ErrorScaleFit errors = new ErrorScaleFit();
  private final List<Double> medians = new ArrayList<>();
  private final List<Double> biases = new ArrayList<>();

  /**
   * Figures in mag/arcsec^2 over samples of mu at most 26.5.
   *
   * @param galaxies looked at
   * @param median of the profiles' median absolute error
   * @param p90 90th percentile of those
   * @param bias median of the profiles' median error
   * @param failures share of profiles off by more than 0.5 in the median
   * @param errorScale factors of {@link org.pix2prof.model.polar.ErrorScale} fitted to all samples
   */
  record Result(
      int galaxies, double median, double p90, double bias, double failures, float[] errorScale) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "median %.4f  p90 %.4f  bias %+.4f  failures %.2f%%",
          median,
          p90,
          bias,
          100 * failures);
    }
  }

  private Validation(PolarNetwork network, int looks, NDManager manager) {
    this.network = network;
    this.looks = looks;
    this.manager = manager;
  }

  /**
   * Judges a network by some galaxies.
   *
   * @param network to judge
   * @param looks that it takes at each
   * @param lessons where the galaxies come from
   * @param count of the galaxies
   * @param manager parent of what is made on the way
   */
  static Result of(PolarNetwork network, int looks, Lessons lessons, int count, NDManager manager) {
    Validation validation = new Validation(network, looks, manager);
    for (int left = count; left > 0; left -= BATCH) {
      List<Lesson> batch = new ArrayList<>();
      while (batch.size() < Math.min(left, BATCH)) {
        batch.add(lessons.next());
      }
      validation.judge(batch);
    }
    return validation.result(count);
  }

  private void judge(List<Lesson> batch) {
    List<Gaze> gazes = batch.stream().map(lesson -> lesson.gaze).toList();
    for (int look = 1; look <= looks; look++) {
      try (NDManager brief = manager.newSubManager()) {
        Reading reading = network.look(gazes, brief);
        if (look < looks) {
          PolarNetwork.correct(gazes, reading);
        } else {
          judge(batch, reading);
        }
      }
    }
  }

  private void judge(List<Lesson> batch, Reading reading) {
    float[] logFlux = reading.logFlux().toFloatArray();
    float[] logScale = reading.logScale().toFloatArray();
    int steps = logFlux.length / batch.size();
    for (int k = 0; k < batch.size(); k++) {
      Lesson lesson = batch.get(k);
      List<Double> bright = new ArrayList<>();
      for (int i = 0; i < lesson.length; i++) {
        int at = k * steps + i;
        double error = MAG_PER_E_FOLD * (lesson.logFlux[i] - logFlux[at]);
        errors.add(lesson.logFlux[i], Math.abs(error) / Math.exp(logScale[at]));
        if (lesson.mu[i] <= BRIGHT) {
          bright.add(error);
        }
      }
      if (!bright.isEmpty()) {
        medians.add(Quantiles.of(bright.stream().mapToDouble(Math::abs)).median());
        biases.add(Quantiles.of(bright.stream().mapToDouble(x -> x)).median());
      }
    }
  }

  private Result result(int count) {
    Quantiles error = Quantiles.of(medians.stream().mapToDouble(x -> x));
    return new Result(
        count,
        error.median(),
        error.at(0.9),
        Quantiles.of(biases.stream().mapToDouble(x -> x)).median(),
        medians.stream().filter(x -> x > 0.5).count() / (double) medians.size(),
        errors.factors());
  }
}
