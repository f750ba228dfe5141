// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.values.GalaxyImage;

/**
 * Source of images from arriving files, each in the window in which its file was found.
 *
 * @param options settings for reading
 * @param patterns of the files
 * @param watching settings of the watch
 */
record WatchedSource(ProfileOptions options, List<String> patterns, WatchSettings watching)
    implements ImageSource {
  static WatchedSource of(ProfileOptions options, WatchSettings watching) throws UsageException {
    return new WatchedSource(options, InputFiles.patterns("input", options.getInput()), watching);
  }

  @Override
  public PCollection<GalaxyImage> images(Pipeline pipeline, ErrorHandler<BadRecord, ?> bad) {
    return pipeline
        .apply("WatchFiles", watching.files(patterns))
        .apply("Window", watching.windows())
        .apply("Open", FileIO.readMatches().withCompression(Compression.UNCOMPRESSED))
        .apply("ReadFits", FileSource.reader(options, bad));
  }

  @Override
  public ExpectedImages count() {
    return ExpectedImages.unknown();
  }

  @Override
  public ExpectedImages elsewhere() {
    return ExpectedImages.unknown();
  }
}
