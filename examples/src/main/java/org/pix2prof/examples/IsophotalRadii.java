package org.pix2prof.examples;

import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.pix2prof.transforms.CaptionProfiles;
import org.pix2prof.transforms.Preprocess;
import org.pix2prof.transforms.ReadFits;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Writes the isophotal radius R25 of every galaxy: the semi-major axis, in arcsec, at which its
 * surface brightness falls to 25 mag/arcsec^2. Arguments: pattern of FITS files, prefix of the CSV
 * to write, URI of a model if not the default one, then any options of Beam.
 */
public final class IsophotalRadii {
  private static final float MU = 25;

  /**
   * Runs the pipeline to its end.
   *
   * @param args see the class
   */
  public static void main(String[] args) {
    if (args.length < 2) {
      throw new IllegalArgumentException("usage: PATTERN PREFIX [MODEL] [--option=value ...]");
    }
    boolean named = args.length > 2 && !args[2].startsWith("--");
    ModelRef model = named ? ModelRef.of(args[2]) : ModelRef.defaultModel();
    String[] beam = List.of(args).subList(named ? 3 : 2, args.length).toArray(String[]::new);

    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(beam).create());
    pipeline
        .apply(ReadFits.create().from(args[0]))
        .apply(Preprocess.forModel(model))
        .apply(CaptionProfiles.of(model))
        .apply(MapElements.into(TypeDescriptors.strings()).via(IsophotalRadii::row))
        .apply(TextIO.write().to(args[1]).withSuffix(".csv").withHeader("object_id,band,r25"));
    pipeline.run().waitUntilFinish();
  }

  private static String row(SurfaceBrightnessProfile profile) {
    return String.format(
        Locale.ROOT,
        "%s,%s,%.2f",
        profile.provenance().objectId(),
        profile.provenance().band().orElse(""),
        radius(profile.radiusArcsec(), profile.mu()));
  }

  /** Interpolates where mu passes {@value #MU} last; NaN where it does not. */
  static float radius(float[] radius, float[] mu) {
    for (int i = mu.length - 1; i > 0; i--) {
      if (mu[i - 1] <= MU && mu[i] > MU) {
        float part = (MU - mu[i - 1]) / (mu[i] - mu[i - 1]);
        return radius[i - 1] + part * (radius[i] - radius[i - 1]);
      }
    }
    return Float.NaN;
  }

  private IsophotalRadii() {}
}
