// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.TupleTag;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Caption;
import org.pix2prof.model.Flag;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.PixelPoint;

/** Captions the galaxies of a bundle in batches. */
final class CaptionFn extends DelayedOutputFn<PreparedGalaxy, SurfaceBrightnessProfile> {
  static final TupleTag<SurfaceBrightnessProfile> PROFILES = new TupleTag<>("profiles") {};

  /** Limits of plausible surface brightness, mag/arcsec^2. */
  private static final float BRIGHTEST = -5;

  private static final float FAINTEST = 35;

  private final ModelSource source;
  private final int maxBatchSize;
  private final long maxBatchBytes;
  private final BadRecordRouter router;
  private final InferenceMetrics metrics = new InferenceMetrics();

  private transient ModelSource.@Nullable Lease lease;
  private transient ModelManifest manifest;
  private transient BatchCaptioner captioner;
  private transient String modelName;
  private transient @Nullable Long acquireMillis;
  private transient List<Pending> batch;
  private transient long batchBytes;

  /** A galaxy that waits for its batch, and the place of its profile. */
  private record Pending(PreparedGalaxy galaxy, Place place) {}

  CaptionFn(ModelSource source, int maxBatchSize, long maxBatchBytes, BadRecordRouter router) {
    this.source = source;
    this.maxBatchSize = maxBatchSize;
    this.maxBatchBytes = maxBatchBytes;
    this.router = router;
  }

  @Setup
  public void acquireModel() throws Exception {
    long start = System.nanoTime();
    ModelSource.Lease acquired = source.acquire();
    lease = acquired;
    acquired.model().verify(maxBatchSize);
    acquireMillis = (System.nanoTime() - start) / 1_000_000;
    captioner = new BatchCaptioner(acquired.model(), metrics);
    manifest = acquired.model().manifest();
    modelName =
        manifest.name() + '-' + manifest.version() + '@' + manifest.sha256().substring(0, 12);
  }

  @Teardown
  public void releaseModel() {
    if (lease != null) {
      lease.close();
      lease = null;
    }
  }

  @StartBundle
  public void startBundle() {
    // Metrics cannot be updated outside a bundle.
    if (acquireMillis != null) {
      metrics.modelAcquired(acquireMillis);
      acquireMillis = null;
    }
    clear();
  }

  @ProcessElement
  public void process(ProcessContext context, BoundedWindow window) throws Exception {
    Emitter emitter = emitter(context);
    long bytes = BatchCaptioner.bytes(context.element().image());
    if (!batch.isEmpty() && batchBytes + bytes > maxBatchBytes) {
      captionBatch(emitter);
    }
    Place place = new Place(context.timestamp(), window, context.pane());
    batch.add(new Pending(context.element(), place));
    batchBytes += bytes;
    if (batch.size() >= maxBatchSize || batchBytes >= maxBatchBytes) {
      captionBatch(emitter);
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws Exception {
    captionBatch(emitter(context));
  }

  private void captionBatch(Emitter emitter) throws Exception {
    if (batch.isEmpty()) {
      return;
    }
    List<BatchCaptioner.Result> results =
        captioner.caption(batch.stream().map(pending -> pending.galaxy.image()).toList());
    for (int i = 0; i < results.size(); i++) {
      PreparedGalaxy galaxy = batch.get(i).galaxy;
      Place place = batch.get(i).place;
      Caption caption = results.get(i).caption();
      BadImageException problem = results.get(i).problem();
      if (caption != null) {
        emitter.emit(PROFILES, profile(galaxy, caption), place);
      } else if (problem != null) {
        BadImages.route(router, receiver(emitter, place), galaxy.provenance(), problem);
      }
    }
    clear();
  }

  private void clear() {
    batch = new ArrayList<>();
    batchBytes = 0;
  }

  private SurfaceBrightnessProfile profile(PreparedGalaxy galaxy, Caption caption) {
    ModelManifest.Radius radius = manifest.profile().radius();
    float[] arcsec = new float[caption.length()];
    for (int i = 0; i < arcsec.length; i++) {
      arcsec[i] = (float) radius.arcsec(i);
    }
    return SurfaceBrightnessProfile.builder()
        .setProvenance(galaxy.provenance())
        .setModel(modelName)
        .setRadiusArcsec(arcsec)
        .setMu(caption.mu())
        .setMuErr(Optional.ofNullable(caption.muErr()))
        .setEllipticity(Optional.ofNullable(caption.ellipticity()))
        .setPaDeg(Optional.ofNullable(caption.paDeg()))
        .setCentre(Optional.of(centre(galaxy.image(), caption)))
        .setWcs(galaxy.wcs())
        .setFlags(flags(galaxy.image().flags(), caption.mu()))
        .build();
  }

  /** Returns the flags of an image, plus doubtful calibration if the result is implausible. */
  private static Set<Flag> flags(Set<Flag> ofImage, float[] mu) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(ofImage);
    for (float sample : mu) {
      if (!(sample >= BRIGHTEST && sample <= FAINTEST)) {
        flags.add(Flag.CALIBRATION_DOUBTFUL);
      }
    }
    return flags;
  }

  /** Returns the centre of the isophotes in pixels of the original image. */
  private static PixelPoint centre(PreparedImage image, Caption caption) {
    boolean moved = !Double.isNaN(caption.centreX());
    double x = moved ? caption.centreX() : image.centreX();
    double y = moved ? caption.centreY() : image.centreY();
    return new PixelPoint(image.imageX(x, y), image.imageY(y));
  }
}
