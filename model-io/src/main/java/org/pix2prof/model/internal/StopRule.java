// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

import java.util.Arrays;
import org.pix2prof.model.ModelManifest.Stop;

/**
 * Decides where one profile ends, by {@link Stop.Flat} and {@code maxLength} of the manifest. One
 * object per profile; not thread-safe.
 */
public final class StopRule {
  private final Stop.Flat flat;
  private final int maxLength;
  private float[] values;
  private int length;
  private boolean ended;

  /**
   * Creates an empty profile.
   *
   * @param flat rule that ends a flat profile
   * @param maxLength maximum number of values
   * @throws IllegalArgumentException if the window is longer than {@code after}
   */
  public StopRule(Stop.Flat flat, int maxLength) {
    if (flat.window() < 1 || flat.window() > flat.after()) {
      throw new IllegalArgumentException(
          "the window must be from 1 to after=" + flat.after() + ", not " + flat.window());
    }
    if (maxLength < 1) {
      throw new IllegalArgumentException("a profile has at least one value, not " + maxLength);
    }
    this.flat = flat;
    this.maxLength = maxLength;
    this.values = new float[Math.min(maxLength, flat.after() + flat.window())];
  }

  /**
   * Appends the value of the next radial step.
   *
   * @param mu mag/arcsec^2
   * @return whether the profile ends with this value
   * @throws IllegalStateException if the profile has already ended
   */
  public boolean append(float mu) {
    if (ended) {
      throw new IllegalStateException("the profile ended after " + length + " values");
    }
    // The step that detects the end is still computed, so the window ends before mu.
    boolean noticed = length > flat.after() && stdBeforeLast() <= flat.maxStd();
    if (length == values.length) {
      values = Arrays.copyOf(values, Math.min(maxLength, 2 * length));
    }
    values[length++] = mu;
    ended = noticed || length == maxLength;
    return ended;
  }

  /**
   * Returns whether the profile has ended.
   *
   * @return true after the last value
   */
  public boolean ended() {
    return ended;
  }

  /**
   * Number of values so far.
   *
   * @return at most {@code maxLength}
   */
  public int length() {
    return length;
  }

  /**
   * Copies the values so far.
   *
   * @return mag/arcsec^2
   */
  public float[] values() {
    return Arrays.copyOf(values, length);
  }

  /** Population standard deviation of the {@code window} values before the last. */
  private double stdBeforeLast() {
    int end = length - 1;
    int start = end - flat.window();
    double sum = 0;
    for (int i = start; i < end; i++) {
      sum += values[i];
    }
    double mean = sum / flat.window();
    double squares = 0;
    for (int i = start; i < end; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return Math.sqrt(squares / flat.window());
  }
}
