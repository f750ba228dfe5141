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
 * A custom PyTorch model in place of the default one.
 *
 * <p>{@code examples/model/export.py} writes the bundle {@code examples/model/annuli}: a
 * TorchScript module that takes {@code float[B,1,H,W]} and a number of steps and returns {@code
 * float[B,steps,1]}, and a manifest with its pixel scale, zero point, sky, radii and end of the
 * profile. This module averages circular annuli; a trained network is exported the same way. {@code
 * Preprocess} needs the model too, because the manifest defines how images are prepared.
 *
 * <p>Arguments: pattern of the FITS files, model bundle, prefix of the CSV files, then any Beam
 * options. {@code ./pix2prof caption --model=examples/model/annuli} does the same.
 */
public final class OwnModel {
  /**
   * Runs the pipeline to its end.
   *
   * @param args see the class
   */
  public static void main(String[] args) {
    String[] beam = List.of(args).subList(3, args.length).toArray(String[]::new);
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(beam).create());
    ModelRef model = ModelRef.of(args[1]);
    pipeline
        .apply(ReadFits.create().from(args[0]))
        .apply(Preprocess.forModel(model))
        .apply(CaptionProfiles.of(model))
        .apply(WriteProfiles.create().to(args[2]));
    pipeline.run().waitUntilFinish();
  }

  private OwnModel() {}
}
