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
 * A PyTorch model of one's own in place of the one that ships.
 *
 * <p>{@code examples/model/export.py} writes the bundle {@code examples/model/annuli}: a module,
 * scripted by TorchScript, that takes {@code float[B,1,H,W]} and a number of steps and gives {@code
 * float[B,steps,1]}, and a manifest that says what it was made for: pixel scale, zero point, sky,
 * radii, and how a profile ends. This one averages circular annuli; a trained network is exported
 * the same way. {@code Preprocess} must know the model as well, since the manifest says how images
 * are prepared for it.
 *
 * <p>Arguments: pattern of the FITS files, model bundle, prefix of the CSV files, then any options
 * of Beam. {@code ./pix2prof caption --model=examples/model/annuli} does the same.
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
