package org.pix2prof.training.evaluate;

import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Hands the profiles of a pipeline to the JVM that started it. For the Direct runner only: other
 * runners work elsewhere, or try again what failed and would collect twice.
 */
final class CollectProfiles extends PTransform<PCollection<SurfaceBrightnessProfile>, PDone>
    implements AutoCloseable {
  private static final ConcurrentMap<String, Queue<SurfaceBrightnessProfile>> COLLECTED =
      new ConcurrentHashMap<>();

  private final String key = UUID.randomUUID().toString();

  CollectProfiles() {
    COLLECTED.put(key, new ConcurrentLinkedQueue<>());
  }

  @Override
  public PDone expand(PCollection<SurfaceBrightnessProfile> profiles) {
    profiles.apply("Collect", ParDo.of(new CollectFn(key)));
    return PDone.in(profiles.getPipeline());
  }

  private static final class CollectFn extends DoFn<SurfaceBrightnessProfile, Void> {
    private final String key;

    CollectFn(String key) {
      this.key = key;
    }

    @ProcessElement
    public void process(@Element SurfaceBrightnessProfile profile) {
      COLLECTED.get(key).add(profile);
    }
  }

  /** What has been collected once the pipeline is done. */
  List<SurfaceBrightnessProfile> profiles() {
    return List.copyOf(COLLECTED.get(key));
  }

  @Override
  public void close() {
    COLLECTED.remove(key);
  }
}
