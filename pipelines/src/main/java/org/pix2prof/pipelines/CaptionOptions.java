package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.pix2prof.transforms.WriteProfiles.Format;

/** The options of {@code caption}. */
public interface CaptionOptions extends ProfileOptions {
  /** {@return folder and beginning of the names of the output files} */
  @Description("Folder and beginning of the names of the files to write, at any Beam file system.")
  @Validation.Required
  String getOutput();

  /**
   * See {@link #getOutput}.
   *
   * @param prefix the choice
   */
  void setOutput(String prefix);

  /** {@return what the output files hold} */
  @Description("What the files hold.")
  @Default.Enum("PARQUET")
  Format getFormat();

  /**
   * See {@link #getFormat}.
   *
   * @param format the choice
   */
  void setFormat(Format format);

  /** {@return how often to look for new files; null to read those that are there and end} */
  @Description(
      "Keep running, and look for new files so often: such as 500ms, 10s, 5m or 1h. A file is read"
          + " once, when it is whole and has not changed for so long.")
  String getWatch();

  /**
   * See {@link #getWatch}.
   *
   * @param watch the choice
   */
  void setWatch(String watch);

  /** {@return which span of time the files of a watch hold; null for the default} */
  @Description("With --watch: the span of time whose profiles go to one file. Default: 1m.")
  String getWindow();

  /**
   * See {@link #getWindow}.
   *
   * @param window the choice
   */
  void setWindow(String window);

  /** {@return how long a watch waits for the rest of a file; null for the default} */
  @Description(
      "With --watch: how long to wait for the rest of a file that does not change; then it is read"
          + " as it is. Default: 10m, or ten times --watch if that is longer.")
  String getPatience();

  /**
   * See {@link #getPatience}.
   *
   * @param patience the choice
   */
  void setPatience(String patience);
}
