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
}
