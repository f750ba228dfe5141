package org.pix2prof.training.simulate;

/** Surveys by the names that the commands know. */
public enum SurveyOption {
  /** Images of SDSS. */
  SDSS(SurveyModel.SDSS),
  /** Half of SDSS, half of any pixel scale and depth. */
  MIXED(SurveySampler.MIXED);

  private final SurveySampler surveys;

  SurveyOption(SurveySampler surveys) {
    this.surveys = surveys;
  }

  /** {@return what images look like} */
  public SurveySampler surveys() {
    return surveys;
  }
}
