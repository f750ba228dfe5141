// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.examples;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ProcessFunction;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.pix2prof.transforms.CaptionProfiles;
import org.pix2prof.transforms.Preprocess;
import org.pix2prof.transforms.WriteBadRecords;
import org.pix2prof.transforms.WriteProfiles;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.Provenance;

/**
 * A custom source, a filter, and bad records as additional outputs. The source reads files {@code
 * ID.f32}: square r-band cutouts as raw big-endian floats, nanomaggies, 0.396 arcsec per pixel. The
 * filter keeps images of at least 64 x 64 pixels. Invalid files are recorded in {@code
 * BAD-unreadable.txt}, images that cannot be used in {@code BAD-*.json}.
 */
public final class RawImages {
  static GalaxyImage image(FileIO.ReadableFile file) throws Exception {
    String source = file.getMetadata().resourceId().toString();
    ByteBuffer bytes = ByteBuffer.wrap(file.readFullyAsBytes());
    int side = (int) Math.sqrt(bytes.limit() / 4.0);
    if (side * side * 4 != bytes.limit()) {
      throw new IllegalArgumentException(source + ": not a square array of 32-bit floats");
    }
    float[] pixels = new float[side * side];
    bytes.asFloatBuffer().get(pixels);
    String id = file.getMetadata().resourceId().getFilename().replace(".f32", "");
    return GalaxyImage.builder()
        .setProvenance(Provenance.of(id, Optional.of("r"), source, 0))
        .setPixels(pixels)
        .setWidth(side)
        .setHeight(side)
        .setPixelScaleArcsec(0.396)
        .setZeroPoint(22.5)
        .setFlags(Set.of())
        .build();
  }

  /**
   * Runs the pipeline to its end.
   *
   * @param args pattern of the files, prefix of the profiles, prefix BAD, then any Beam options
   */
  public static void main(String[] args) {
    String[] beam = List.of(args).subList(3, args.length).toArray(String[]::new);
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(beam).create());
    var read =
        pipeline
            .apply(FileIO.match().filepattern(args[0]))
            .apply(FileIO.readMatches())
            .apply(
                MapElements.into(TypeDescriptor.of(GalaxyImage.class))
                    .via((ProcessFunction<FileIO.ReadableFile, GalaxyImage>) RawImages::image)
                    .exceptionsInto(TypeDescriptor.of(String.class))
                    .exceptionsVia(e -> e.exception().getMessage()));
    read.failures().apply(TextIO.write().to(args[2] + "-unreadable.txt").withoutSharding());
    try (var bad = pipeline.registerBadRecordErrorHandler(WriteBadRecords.to(args[2]))) {
      read.output()
          .apply(Filter.by(image -> image.width() >= 64))
          .apply(Preprocess.forModel(ModelRef.defaultModel()).withBadRecordErrorHandler(bad))
          .apply(CaptionProfiles.of(ModelRef.defaultModel()).withBadRecordErrorHandler(bad))
          .apply(WriteProfiles.create().to(args[1]));
    }
    pipeline.run().waitUntilFinish();
  }
}
