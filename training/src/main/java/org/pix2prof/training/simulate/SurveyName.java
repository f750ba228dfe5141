package org.pix2prof.training.simulate;

/** Surveys by the names that the commands know. */
public enum SurveyName {
  /** Images of SDSS. */
  SDSS(Survey.SDSS),
  /** Half of SDSS, half of any pixel scale and depth. */
  MIXED(Surveys.MIXED);

  private final Surveys surveys;

  SurveyName(Surveys surveys) {
    this.surveys = surveys;
  }

  /** {@return what images look like} */
  public Surveys surveys() {
    return surveys;
  }
}
