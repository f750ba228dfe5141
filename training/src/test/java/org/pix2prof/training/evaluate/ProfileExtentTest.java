// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileExtentTest {
  private static final double EXACT = 1e-12;

  @ParameterizedTest
  @CsvSource({"4, 0", "8, 1", "1, -2", "5.656854249492381, 0.5"})
  void isMeasuredInSamplesOfReferenceGrid(double lastPredicted, double samples) {
    assertEquals(samples, ProfileExtent.samples(new double[] {0.1, 2, 4}, lastPredicted), EXACT);
  }

  @Test
  void isNanForReferenceOfOneSample() {
    assertTrue(Double.isNaN(ProfileExtent.samples(new double[] {4}, 4)));
    assertTrue(Double.isNaN(ProfileExtent.samples(new double[] {0, 4}, 4)));
    assertEquals(1, ProfileExtent.of(DoubleStream.of(Double.NaN, 0)).profiles());
  }

  @Test
  void toleranceIncludesExactlyTwoSamples() {
    // Radii of four digits: 2.0003 samples apart by their logarithms.
    double rounded = ProfileExtent.samples(new double[] {0.4617, 0.5032}, 0.5979);

    ProfileExtent length = ProfileExtent.of(DoubleStream.of(-2, rounded, 2.1, -3, 0));

    assertEquals(5, length.profiles());
    assertEquals(0.6, length.within2Samples(), EXACT);
  }

  @Test
  void emptyPredictionIsInfinitelyShort() {
    ProfileExtent length =
        ProfileExtent.of(DoubleStream.of(ProfileExtent.samples(new double[] {1, 2}, 0)));

    assertEquals(0, length.within2Samples());
    assertEquals(1, length.histogram().get(0).profiles());
  }

  @Test
  void histogramCountsEveryProfileOnce() {
    List<ProfileExtent.Count> counts =
        ProfileExtent.of(DoubleStream.of(-40, -0.5, 0, 0.49, 0.5, 3, 10.5)).histogram();

    assertEquals(23, counts.size());
    assertEquals(7, counts.stream().mapToInt(ProfileExtent.Count::profiles).sum());
    assertEquals(new ProfileExtent.Count(-0.5, 0.5, 3), counts.get(11));
    assertEquals(new ProfileExtent.Count(0.5, 1.5, 1), counts.get(12));
    assertEquals(1, counts.get(0).profiles());
    assertEquals(new ProfileExtent.Count(10.5, Double.POSITIVE_INFINITY, 1), counts.get(22));
  }
}
