// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Keys;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Writes the model image of each profile and its residual, one FITS file for each image. See {@code
 * docs/model-images.md}.
 *
 * <pre>{@code
 * PCollection<SurfaceBrightnessProfile> profiles =
 *     galaxies.apply(
 *         CaptionProfiles.of(ModelRef.defaultModel())
 *             .withModelImages(WriteModelImages.to("out/model")));
 * }</pre>
 *
 * <p>The input pairs each profile with the galaxy that it was measured on. {@link
 * CaptionProfiles#withModelImages} makes these pairs and writes the files in its own stage, so that
 * no pixels are shuffled.
 *
 * <p>A file has two image extensions in the pixels and with the WCS of the source image: {@code
 * MODEL}, the intensities of the isophotes without the sky ({@link
 * org.pix2prof.model.photometry.ModelImage}), and {@code RESIDUAL}, the image minus its sky minus
 * the model. Both are in the flux unit of the source image, whose zero point is {@code MAGZERO}.
 *
 * <p>The files are named {@code PREFIX-OBJECT_BAND.fits}. Characters of names other than ASCII
 * letters, digits, {@code . + -} and {@code _} become {@code _}, followed by a hash of the name. A
 * file replaces an older one of the same name when it is complete. Two images of the same object
 * and band fail the pipeline, after their files were written, unless the input is unbounded: there
 * the last one wins.
 *
 * <p>A profile without measured intensities is a bad record with the reason {@code no_model_image}.
 * It fails the pipeline, unless {@link #withBadRecordErrorHandler} is set. Counts {@code
 * model_images} in the metrics' namespace {@code pix2prof}.
 */
@AutoValue
public abstract class WriteModelImages
    extends PTransform<
        PCollection<KV<PreparedGalaxy, SurfaceBrightnessProfile>>, PCollection<String>> {
  private static final TupleTag<KV<String, String>> FILES = new TupleTag<>("files") {};

  abstract String prefix();

  abstract @Nullable ErrorHandler<BadRecord, ?> badRecordErrorHandler();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setPrefix(String prefix);

    abstract Builder setBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler);

    abstract WriteModelImages build();
  }

  /**
   * Writes to files of a prefix.
   *
   * @param prefix directory and beginning of the file names, on any Beam file system
   * @return the transform, which outputs the file names
   * @throws IllegalArgumentException if the prefix is a directory or a pattern
   */
  public static WriteModelImages to(String prefix) {
    return new AutoValue_WriteModelImages.Builder()
        .setPrefix(OutputFiles.checkPrefix(prefix))
        .build();
  }

  /**
   * Sends profiles without a model image to a handler, each as an {@link
   * org.pix2prof.values.ImageReference} and a reason, instead of failing.
   *
   * @param handler handler registered with the pipeline
   * @return this transform with the handler
   */
  public WriteModelImages withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    return toBuilder().setBadRecordErrorHandler(requireNonNull(handler, "handler")).build();
  }

  @Override
  public PCollection<String> expand(
      PCollection<KV<PreparedGalaxy, SurfaceBrightnessProfile>> input) {
    WriteFn writeFn = new WriteFn(prefix(), BadImages.router(badRecordErrorHandler()));
    PCollectionTuple outputs = input.apply("Write", BadImages.step(writeFn, FILES));
    PCollection<KV<String, String>> files =
        BadImages.collect(outputs, badRecordErrorHandler())
            .get(FILES)
            .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()));
    return input.isBounded() == IsBounded.BOUNDED
        ? files
            .apply("ByName", GroupByKey.create())
            .apply("CheckNames", ParDo.of(new CheckNamesFn()))
            .setCoder(StringUtf8Coder.of())
        : files.apply("Names", Keys.create());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.add(DisplayData.item("prefix", prefix()).withLabel("Output prefix"));
  }

  /** Writes a file; outputs its name and the image that it belongs to. */
  private static final class WriteFn
      extends DoFn<KV<PreparedGalaxy, SurfaceBrightnessProfile>, KV<String, String>> {
    private final Counter written = Metrics.counter("pix2prof", "model_images");
    private final String prefix;
    private final BadRecordRouter router;

    WriteFn(String prefix, BadRecordRouter router) {
      this.prefix = prefix;
      this.router = router;
    }

    @ProcessElement
    public void process(
        @Element KV<PreparedGalaxy, SurfaceBrightnessProfile> galaxy, MultiOutputReceiver out)
        throws Exception {
      SurfaceBrightnessProfile profile = galaxy.getValue();
      Provenance provenance = profile.provenance();
      if (galaxy.getKey().original().isEmpty()
          || profile.isophotes().isEmpty()
          || profile.photometry().isEmpty()) {
        BadImages.route(
            router,
            out,
            provenance,
            new BadImageException(
                "no_model_image", "the model gives no isophotes, which a model image needs"));
        return;
      }
      String file =
          ModelImageFiles.write(prefix, galaxy.getKey().original().orElseThrow(), profile);
      written.inc();
      out.get(FILES).output(KV.of(file, provenance.source() + ", HDU " + provenance.hdu()));
    }
  }

  /** Fails if several images have one file. */
  private static final class CheckNamesFn extends DoFn<KV<String, Iterable<String>>, String> {
    @ProcessElement
    public void process(@Element KV<String, Iterable<String>> file, OutputReceiver<String> out) {
      Map<String, Integer> images = new TreeMap<>();
      file.getValue().forEach(image -> images.merge(image, 1, Integer::sum));
      if (images.size() > 1 || images.values().iterator().next() > 1) {
        throw new IllegalStateException(
            "several images have the model image "
                + file.getKey()
                + ", which is named after object and band: "
                + String.join("; ", images.keySet()));
      }
      out.output(file.getKey());
    }
  }
}
