// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.ModelManifest;

/**
 * Choice of the semi-major axes of a profile's samples. By default they are those of the model, to
 * the end that it predicts.
 *
 * @serial exclude
 */
public final class Radii implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Maximum number of samples of a profile. */
  public static final int MAX_SAMPLES = 100_000;

  private enum Kind {
    MODEL,
    GEOMETRIC,
    LINEAR,
    LIST
  }

  private final Kind kind;
  private final double start;
  private final double step;
  private final float[] list;

  /** Last semi-major axis, arcsec: NaN for the predicted end, infinite for the image's edge. */
  private final double end;

  private Radii(Kind kind, double start, double step, float[] list, double end) {
    this.kind = kind;
    this.start = start;
    this.step = step;
    this.list = list;
    this.end = end;
  }

  /**
   * Chooses the radii of the model's manifest.
   *
   * @return the choice
   */
  public static Radii ofModel() {
    return new Radii(Kind.MODEL, 0, 0, new float[0], Double.NaN);
  }

  /**
   * Chooses {@code start * ratio^i}.
   *
   * @param startArcsec first semi-major axis, arcsec, greater than 0
   * @param ratio of consecutive ones, greater than 1
   * @return the choice
   * @throws IllegalArgumentException if a number is out of range
   */
  public static Radii geometric(double startArcsec, double ratio) {
    check(startArcsec > 0 && Double.isFinite(startArcsec), "start", startArcsec, "greater than 0");
    check(ratio > 1 && Double.isFinite(ratio), "ratio", ratio, "greater than 1");
    return new Radii(Kind.GEOMETRIC, startArcsec, ratio, new float[0], Double.NaN);
  }

  /**
   * Chooses {@code step, 2 step, 3 step} and so on.
   *
   * @param stepArcsec distance between samples, arcsec, greater than 0
   * @return the choice
   * @throws IllegalArgumentException if the step is out of range
   */
  public static Radii linear(double stepArcsec) {
    check(stepArcsec > 0 && Double.isFinite(stepArcsec), "step", stepArcsec, "greater than 0");
    return new Radii(Kind.LINEAR, 0, stepArcsec, new float[0], Double.NaN);
  }

  /**
   * Chooses given radii, all of them for every profile.
   *
   * @param arcsec semi-major axes, increasing, greater than 0; at least one
   * @return the choice
   * @throws IllegalArgumentException if they are not increasing, or there are none or too many
   */
  public static Radii of(double... arcsec) {
    check(
        arcsec.length > 0 && arcsec.length <= MAX_SAMPLES,
        "number",
        arcsec.length,
        "1 to " + MAX_SAMPLES);
    float[] list = new float[arcsec.length];
    for (int i = 0; i < list.length; i++) {
      list[i] = (float) arcsec[i];
      float before = i == 0 ? 0 : list[i - 1];
      check(
          list[i] > before && Float.isFinite(list[i]),
          "number " + (i + 1),
          arcsec[i],
          "greater than " + before);
    }
    return new Radii(Kind.LIST, 0, 0, list, Double.NaN);
  }

  /**
   * Ends each profile at a semi-major axis, or at the last sample before it.
   *
   * @param arcsec greater than 0
   * @return the choice with this end
   * @throws IllegalArgumentException if the end is out of range or before the first sample, or if
   *     the radii are a list, which has its own end
   */
  public Radii to(double arcsec) {
    check(arcsec > 0 && Double.isFinite(arcsec), "end", arcsec, "greater than 0");
    double first = kind == Kind.LINEAR ? step : start;
    check(arcsec >= first, "end", arcsec, "at least the first one, " + first);
    return withEnd(arcsec);
  }

  /**
   * Ends each profile at the largest isophote that is inside the image.
   *
   * @return the choice with this end
   * @throws IllegalArgumentException if the radii are a list, which has its own end
   */
  public Radii toEdge() {
    return withEnd(Double.POSITIVE_INFINITY);
  }

  private Radii withEnd(double arcsec) {
    if (kind == Kind.LIST) {
      throw new IllegalArgumentException("a list of radii has its own end");
    }
    return new Radii(kind, start, step, list, arcsec);
  }

  /**
   * Parses a choice.
   *
   * @param text {@code model}, {@code geometric:START:RATIO} or {@code linear:STEP}, each with an
   *     optional end, {@code :ARCSEC} or {@code :edge}
   * @return the choice
   * @throws IllegalArgumentException if it is none of these
   */
  public static Radii parse(String text) {
    String[] parts = text.trim().split(":", -1);
    int numbers =
        switch (parts[0]) {
          case "model" -> 0;
          case "linear" -> 1;
          case "geometric" -> 2;
          default -> -1;
        };
    if (numbers < 0 || parts.length < 1 + numbers || parts.length > 2 + numbers) {
      throw new IllegalArgumentException(
          "radii must be model[:END], geometric:START:RATIO[:END] or linear:STEP[:END], where END"
              + " is a number of arcsec or edge, not "
              + text);
    }
    Radii radii =
        switch (numbers) {
          case 0 -> ofModel();
          case 1 -> linear(number(parts[1]));
          default -> geometric(number(parts[1]), number(parts[2]));
        };
    if (parts.length == 1 + numbers) {
      return radii;
    }
    String end = parts[1 + numbers];
    return end.equals("edge") ? radii.toEdge() : radii.to(number(end));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("radii need a number of arcsec, not '" + text + "'", e);
    }
  }

  private static void check(boolean good, String what, Object value, String expected) {
    if (!good) {
      throw new IllegalArgumentException(
          "the " + what + " of radii must be " + expected + ", not " + value);
    }
  }

  /**
   * Returns whether these are the samples of the model itself.
   *
   * @return true unless the radii or their end were chosen
   */
  public boolean areOfModel() {
    return kind == Kind.MODEL && Double.isNaN(end);
  }

  /**
   * Computes the semi-major axes of one profile.
   *
   * @param model radial steps of the model
   * @param predicted number of steps to the predicted end, 1 or more
   * @param edgeArcsec semi-major axis of the largest isophote inside the image
   * @return arcsec, increasing, at least one
   * @throws IllegalArgumentException if there are more than {@link #MAX_SAMPLES}
   */
  public float[] arcsec(ModelManifest.Radius model, int predicted, double edgeArcsec) {
    if (kind == Kind.LIST) {
      return list.clone();
    }
    double last = end;
    if (Double.isNaN(end)) {
      last = model.arcsec(predicted - 1);
    } else if (Double.isInfinite(end)) {
      last = edgeArcsec;
    }
    float[] radii = new float[Math.max(1, predicted)];
    int n = 0;
    while (n == 0 || (float) radius(model, n) <= (float) last) {
      if (n == MAX_SAMPLES) {
        throw new IllegalArgumentException(
            "radii " + this + " give more than " + MAX_SAMPLES + " samples");
      }
      if (n == radii.length) {
        radii = Arrays.copyOf(radii, 2 * n);
      }
      radii[n] = (float) radius(model, n);
      n++;
    }
    return Arrays.copyOf(radii, n);
  }

  private double radius(ModelManifest.Radius model, int i) {
    return switch (kind) {
      case GEOMETRIC -> start * Math.pow(step, i);
      case LINEAR -> step * (i + 1);
      default -> model.arcsec(i);
    };
  }

  /** Returns the text that {@link #parse} reads; for a list, its numbers. */
  @Override
  public String toString() {
    String text =
        switch (kind) {
          case GEOMETRIC -> "geometric:" + start + ":" + step;
          case LINEAR -> "linear:" + step;
          case LIST -> Arrays.toString(list);
          default -> kind.name().toLowerCase(Locale.ROOT);
        };
    return Double.isNaN(end) ? text : text + ":" + (Double.isInfinite(end) ? "edge" : end);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Radii that
            && kind == that.kind
            && start == that.start
            && step == that.step
            && Double.compare(end, that.end) == 0
            && Arrays.equals(list, that.list));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new double[] {kind.ordinal(), start, step, end, list.length});
  }
}
