// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.transforms.MatchFiles;
import org.pix2prof.transforms.ReadFits;
import org.pix2prof.values.GalaxyImage;

/**
 * Source of images from existing files.
 *
 * @param options settings for reading
 * @param patterns of the files
 */
record FileSource(ProfileOptions options, List<String> patterns) implements ImageSource {
  static FileSource of(ProfileOptions options) throws UsageException {
    KnownTargets.check(options);
    return new FileSource(options, InputFiles.patterns("input", options.getInput()));
  }

  @Override
  public PCollection<GalaxyImage> images(Pipeline pipeline, ErrorHandler<BadRecord, ?> bad) {
    return pipeline.apply("ReadFits", ReadFits.create().from(patterns).via(reader(options, bad)));
  }

  @Override
  public ExpectedImages count() throws IOException, UsageException {
    return ExpectedImages.ofFiles(InputFiles.count("input", patterns));
  }

  @Override
  public List<String> warnings() throws IOException {
    List<String> warnings = new ArrayList<>();
    for (String pattern : patterns) {
      for (String link : MatchFiles.danglingLinks(pattern)) {
        warnings.add(link + " is a link to a missing file and is skipped");
      }
    }
    return warnings;
  }

  /**
   * Counts the files if this machine can see them; buckets, which are slow to list, are not
   * counted.
   */
  @Override
  public ExpectedImages elsewhere() {
    if (patterns.stream().anyMatch(pattern -> pattern.contains("://"))) {
      return ExpectedImages.unknown();
    }
    try {
      return count();
    } catch (IOException | UsageException e) {
      return ExpectedImages.unknown();
    }
  }

  /** Returns the reading transform that the options describe. */
  static ReadFits.Files reader(FitsOptions options, ErrorHandler<BadRecord, ?> bad) {
    ReadFits.Files read = ReadFits.files().withSurvey(options.getSurvey());
    if (bad != null) {
      read = read.withBadRecordErrorHandler(bad);
    }
    if (options.getPixelScale() != null) {
      read = read.withPixelScale(options.getPixelScale());
    }
    if (options.getZeroPoint() != null) {
      read = read.withZeroPoint(options.getZeroPoint());
    }
    if (options.getBand() != null) {
      read = read.withBand(options.getBand());
    }
    if (options.getIdKeyword() != null) {
      read = read.withIdKeyword(options.getIdKeyword());
    }
    if (options.getIdFromFileName() != null) {
      read = read.withIdFromFileName(options.getIdFromFileName());
    }
    if (options.getHdu() != null) {
      read = read.withHdu(options.getHdu());
    }
    if (options.getCollapse() != null) {
      read = read.withCollapse(options.getCollapse());
    }
    if (options.getMask() != null) {
      read = read.withMask(options.getMask());
    }
    if (options.getMaskBits() != null) {
      read = read.withMaskBits(bits(options.getMaskBits()));
    }
    if (options.getSegmentation() != null) {
      read = read.withSegmentation(options.getSegmentation());
    }
    if (options.getWeight() != null) {
      read = read.withWeight(options.getWeight());
    }
    if (options.getWeightType() != null) {
      read = read.withWeightType(options.getWeightType());
    }
    if (options.getMaxPixels() != null) {
      read = read.withMaxPixels(options.getMaxPixels());
    }
    return read;
  }

  private static long bits(String text) {
    try {
      return text.regionMatches(true, 0, "0x", 0, 2)
          ? Long.parseUnsignedLong(text.substring(2), 16)
          : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "maskBits must be a sum of bits, such as 33 or 0x21, not " + text, e);
    }
  }
}
