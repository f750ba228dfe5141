// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.util.List;

/** Source of training samples. Safe for use by several threads. */
interface SampleSource {
  /**
   * Makes the samples of an image. One number always gives the same samples.
   *
   * @param number of the image, at least 0
   * @return its sources, the target first; empty if the image is rejected
   */
  List<TrainingSample> make(long number);
}
