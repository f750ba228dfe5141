package org.pix2prof.training.train;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.pix2prof.model.polar.PolarNetwork;
import org.pix2prof.model.polar.Reading;
import org.pix2prof.training.evaluate.Quantiles;

/** Galaxies that are never learned from, and how far the network is from them. */
final class Validation {
  private static final int BATCH = 32;
  private static final double BRIGHT = 26.5;
  private static final double MAG_PER_E_FOLD = 2.5 / Math.log(10);

  /** Share of samples within one standard deviation of a normal distribution. */
  private static final double ONE_SIGMA = 0.6827;

  private final Lessons source;
  private final int count;
  private final int looks;
  private List<Lesson> lessons;

  /**
   * Figures in mag/arcsec^2 over samples of mu at most 26.5.
   *
   * @param median of the profiles' median absolute error
   * @param p90 90th percentile of those
   * @param bias median of the profiles' median error
   * @param failures share of profiles off by more than 0.5 in the median
   * @param calibration factor on the Laplace scale that makes 68.27% of the samples lie within it
   */
  record Result(double median, double p90, double bias, double failures, double calibration) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "median %.4f  p90 %.4f  bias %+.4f  failures %.2f%%  calibration %.3f",
          median,
          p90,
          bias,
          100 * failures,
          calibration);
    }
  }

  Validation(Lessons source, int count, int looks) {
    this.source = source;
    this.count = count;
    this.looks = looks;
  }

  Result of(PolarNetwork network, NDManager manager) {
    if (lessons == null) {
      lessons = new ArrayList<>();
      while (lessons.size() < count) {
        lessons.add(source.next());
      }
    }
    List<Double> medians = new ArrayList<>();
    List<Double> biases = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int from = 0; from < count; from += BATCH) {
      List<Lesson> batch = lessons.subList(from, Math.min(count, from + BATCH));
      batch.forEach(lesson -> lesson.gaze.restart());
      for (int look = 1; look <= looks; look++) {
        try (NDManager brief = manager.newSubManager()) {
          Reading reading = network.look(batch.stream().map(l -> l.gaze).toList(), brief);
          if (look < looks) {
            PolarNetwork.correct(batch.stream().map(l -> l.gaze).toList(), reading);
          } else {
            judge(batch, reading, medians, biases, ratios);
          }
        }
      }
    }
    Quantiles error = Quantiles.of(medians.stream().mapToDouble(x -> x));
    return new Result(
        error.median(),
        error.at(0.9),
        Quantiles.of(biases.stream().mapToDouble(x -> x)).median(),
        medians.stream().filter(x -> x > 0.5).count() / (double) medians.size(),
        Quantiles.of(ratios.stream().mapToDouble(x -> x)).at(ONE_SIGMA));
  }

  private static void judge(
      List<Lesson> batch,
      Reading reading,
      List<Double> medians,
      List<Double> biases,
      List<Double> ratios) {
    float[] logFlux = reading.logFlux().toFloatArray();
    float[] logScale = reading.logScale().toFloatArray();
    int steps = logFlux.length / batch.size();
    for (int k = 0; k < batch.size(); k++) {
      Lesson lesson = batch.get(k);
      double[] errors = new double[lesson.length];
      int n = 0;
      for (int i = 0; i < lesson.length; i++) {
        if (lesson.mu[i] <= BRIGHT) {
          int at = k * steps + i;
          errors[n] = MAG_PER_E_FOLD * (lesson.logFlux[i] - logFlux[at]);
          ratios.add(Math.abs(errors[n]) / Math.exp(logScale[at]));
          n++;
        }
      }
      if (n > 0) {
        medians.add(Quantiles.of(Arrays.stream(errors, 0, n).map(Math::abs)).median());
        biases.add(Quantiles.of(Arrays.stream(errors, 0, n)).median());
      }
    }
  }
}
