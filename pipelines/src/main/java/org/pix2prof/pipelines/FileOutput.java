package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.transforms.DeriveStructure;
import org.pix2prof.transforms.WriteProfiles;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.transforms.WriteStructure;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Files of one prefix.
 *
 * @param prefix of the profiles' files
 * @param format of all files
 * @param structure whether structures are written
 */
record FileOutput(String prefix, Format format, boolean structure) implements CaptionOutput {

  /**
   * What the options say.
   *
   * @throws UsageException if there can be no such files, or two outputs would have the same names
   */
  static FileOutput of(CaptionOptions options) throws UsageException {
    FileOutput output =
        new FileOutput(options.getOutput(), options.getFormat().files(), options.isStructure());
    if (PipelineRun.isHere(options)) {
      OutputFolder.check("output", output.prefix);
      if (options.getBadRecords() != null) {
        OutputFolder.check("badRecords", options.getBadRecords());
      }
    }
    if (output.format == Format.JSON) {
      if (output.prefix.equals(options.getBadRecords())) {
        throw new UsageException(
            "--badRecords must differ from --output with --format=json: both are PREFIX-*.json");
      }
      if (output.structure && output.structurePrefix().equals(options.getBadRecords())) {
        throw new UsageException(
            "--badRecords must differ from "
                + output.structurePrefix()
                + " with --format=json and --structure: both are PREFIX-*.json");
      }
    }
    return output;
  }

  /** An underscore, so that {@code PREFIX-*} are profiles only. */
  private String structurePrefix() {
    return prefix + "_structure";
  }

  @Override
  public void accept(PCollection<SurfaceBrightnessProfile> profiles) {
    profiles.apply("WriteProfiles", WriteProfiles.create().to(prefix).withFormat(format));
    if (structure) {
      profiles
          .apply("DeriveStructure", DeriveStructure.create())
          .apply(
              "WriteStructure", WriteStructure.create().to(structurePrefix()).withFormat(format));
    }
  }

  @Override
  public List<String> places() {
    String suffix = "-*." + format.name().toLowerCase(Locale.ROOT);
    return structure
        ? List.of(prefix + suffix, structurePrefix() + suffix)
        : List.of(prefix + suffix);
  }

  @Override
  public void keep(RunRecord record) throws IOException {
    record.write(prefix);
  }
}
