// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Caption;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.Radii;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Captions the galaxies of a bundle in batches. */
final class CaptionFn extends DelayedOutputFn<PreparedGalaxy, SurfaceBrightnessProfile> {
  static final TupleTag<SurfaceBrightnessProfile> PROFILES = new TupleTag<>("profiles") {};

  /** Galaxies with their profiles, for model images. */
  static final TupleTag<KV<PreparedGalaxy, SurfaceBrightnessProfile>> WITH_GALAXIES =
      new TupleTag<>("profilesWithGalaxies") {};

  private final ModelSource source;
  private final int maxBatchSize;
  private final long maxBatchBytes;
  private final Radii radii;
  private final boolean harmonics;
  private final boolean withGalaxies;
  private final BadRecordRouter router;
  private final InferenceMetrics metrics = new InferenceMetrics();

  private transient ModelSource.@Nullable Lease lease;
  private transient BatchCaptioner captioner;
  private transient ProfileFactory profiles;
  private transient @Nullable Long acquireMillis;
  private transient List<Pending> batch;
  private transient long batchBytes;

  /** A galaxy that waits for its batch, and the place of its profile. */
  private record Pending(PreparedGalaxy galaxy, Place place) {}

  CaptionFn(
      ModelSource source,
      int maxBatchSize,
      long maxBatchBytes,
      Radii radii,
      boolean harmonics,
      boolean withGalaxies,
      BadRecordRouter router) {
    this.source = source;
    this.maxBatchSize = maxBatchSize;
    this.maxBatchBytes = maxBatchBytes;
    this.radii = radii;
    this.harmonics = harmonics;
    this.withGalaxies = withGalaxies;
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
    profiles = new ProfileFactory(acquired.model().manifest(), radii, harmonics);
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
    long bytes = bytes(context.element());
    if (!batch.isEmpty() && batchBytes + bytes > maxBatchBytes) {
      captionBatch(emitter);
    }
    if (batch.isEmpty()) {
      metrics.captioning();
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
        SurfaceBrightnessProfile profile = profiles.profile(galaxy, caption);
        emitter.emit(PROFILES, profile, place);
        if (withGalaxies) {
          emitter.emit(WITH_GALAXIES, KV.of(galaxy, profile), place);
        }
      } else if (problem != null) {
        BadImages.route(router, receiver(emitter, place), galaxy.provenance(), problem);
      }
    }
    metrics.captioning();
    clear();
  }

  /** Returns the size of all pixels of a galaxy in bytes. */
  private static long bytes(PreparedGalaxy galaxy) {
    long original = galaxy.original().map(image -> image.pixels().length).orElse(0);
    return BatchCaptioner.bytes(galaxy.image()) + Float.BYTES * original;
  }

  private void clear() {
    batch = new ArrayList<>();
    batchBytes = 0;
  }
}
