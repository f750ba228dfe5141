// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.examples;

import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.StreamingOptions;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.joda.time.Duration;
import org.pix2prof.transforms.CaptionProfiles;
import org.pix2prof.transforms.Preprocess;
import org.pix2prof.transforms.ReadFits;
import org.pix2prof.transforms.WatchFiles;
import org.pix2prof.transforms.WriteBadRecords;
import org.pix2prof.transforms.WriteProfiles;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.values.ModelRef;

/**
 * A streaming pipeline that captions FITS files as they arrive in a directory.
 *
 * <p>{@code WatchFiles} checks every two seconds and outputs each file once, when it is complete.
 * The profiles of each window of ten seconds go to one Parquet file, written at the end of the
 * window. The pipeline runs until it is cancelled. On Flink it requires checkpoints ({@code
 * --checkpointingInterval}); it then writes each profile exactly once.
 *
 * <p>Arguments: pattern of the files, prefix of the profiles, prefix of the bad records, then any
 * Beam options.
 */
public final class StreamingDirectory {
  static Pipeline create(String[] args) {
    String[] beam = List.of(args).subList(3, args.length).toArray(String[]::new);
    var options = PipelineOptionsFactory.fromArgs(beam).as(StreamingOptions.class);
    options.setStreaming(true);
    Pipeline pipeline = Pipeline.create(options);
    ModelRef model = ModelRef.defaultModel();
    try (var bad = pipeline.registerBadRecordErrorHandler(WriteBadRecords.to(args[2]))) {
      pipeline
          .apply(WatchFiles.create().from(args[0]).every(Duration.standardSeconds(2)))
          .apply(Window.into(FixedWindows.of(Duration.standardSeconds(10))))
          .apply(FileIO.readMatches().withCompression(Compression.UNCOMPRESSED))
          .apply(ReadFits.files().withBadRecordErrorHandler(bad))
          .apply(Preprocess.forModel(model).withBadRecordErrorHandler(bad))
          .apply(CaptionProfiles.of(model).withBadRecordErrorHandler(bad))
          .apply(WriteProfiles.create().to(args[1]).withFormat(Format.PARQUET));
    }
    return pipeline;
  }

  /**
   * Runs the pipeline until it is cancelled.
   *
   * @param args see the class
   */
  public static void main(String[] args) {
    create(args).run().waitUntilFinish();
  }

  private StreamingDirectory() {}
}
