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
 * The shortest pipeline: FITS files in, profiles out as CSV, four transforms one after the other.
 *
 * <p>{@code ReadFits} makes an image of every science HDU, {@code Preprocess} brings it to the
 * pixel grid and flux scale that the model was trained on, {@code CaptionProfiles} has the model
 * write the profile, and {@code WriteProfiles} keeps it. The first image that cannot be used ends
 * the run with an error that names it; {@link RawImages} shows how to go on instead.
 *
 * <p>Arguments: pattern of the FITS files, prefix of the CSV files, then any options of Beam, such
 * as {@code --runner=FlinkRunner}.
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
