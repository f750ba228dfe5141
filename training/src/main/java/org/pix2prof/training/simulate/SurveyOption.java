// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

/** Surveys by the names of the commands' options. */
public enum SurveyOption {
  /** Images like those of SDSS. */
  SDSS(SurveyModel.SDSS),
  /** Half like SDSS, half with random pixel scale and depth. */
  MIXED(SurveySampler.MIXED),
  /** Any pixel scale, seeing, size and depth; two fifths of the images are crowded. */
  ANY(SurveySampler.ANY);

  private final SurveySampler surveys;

  SurveyOption(SurveySampler surveys) {
    this.surveys = surveys;
  }

  /** {@return the sampler of surveys} */
  public SurveySampler surveys() {
    return surveys;
  }
}
