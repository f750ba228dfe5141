// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.examples;

import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.pix2prof.transforms.CaptionProfiles;
import org.pix2prof.transforms.Preprocess;
import org.pix2prof.transforms.ReadFits;
import org.pix2prof.transforms.WriteProfiles;
import org.pix2prof.values.ModelRef;

/**
 * The shortest pipeline: four transforms from FITS files to profiles as CSV.
 *
 * <p>{@code ReadFits} outputs an image for every science HDU, {@code Preprocess} converts it to the
 * model's pixel grid and flux scale, {@code CaptionProfiles} predicts the profile with the model,
 * and {@code WriteProfiles} writes it. The first image that cannot be used fails the run with an
 * error that names it; {@link RawImages} shows how to record such images and continue.
 *
 * <p>Arguments: pattern of the FITS files, prefix of the CSV files, then any Beam options, such as
 * {@code --runner=FlinkRunner}.
 */
public final class ShortestPipeline {
  /**
   * Runs the pipeline to its end.
   *
   * @param args see the class
   */
  public static void main(String[] args) {
    String[] beam = List.of(args).subList(2, args.length).toArray(String[]::new);
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(beam).create());
    ModelRef model = ModelRef.defaultModel();
    pipeline
        .apply(ReadFits.create().from(args[0]))
        .apply(Preprocess.forModel(model))
        .apply(CaptionProfiles.of(model))
        .apply(WriteProfiles.create().to(args[1]));
    pipeline.run().waitUntilFinish();
  }

  private ShortestPipeline() {}
}
