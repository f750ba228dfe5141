package org.pix2prof.training.evaluate;

import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Hands elements of a pipeline to the JVM that started it. For the Direct runner only: other
 * runners work elsewhere, or try again what failed and would collect twice.
 */
final class InMemoryCollector<T> extends PTransform<PCollection<T>, PDone>
    implements AutoCloseable {
  private static final ConcurrentMap<String, Shelf<?>> SHELVES = new ConcurrentHashMap<>();

  private record Shelf<T>(Predicate<T> wanted, Queue<T> elements) {}

  private final String key = UUID.randomUUID().toString();

  /** Keeps the elements that are wanted; the predicate stays in this JVM. */
  InMemoryCollector(Predicate<T> wanted) {
    SHELVES.put(key, new Shelf<>(wanted, new ConcurrentLinkedQueue<>()));
  }

  @Override
  public PDone expand(PCollection<T> elements) {
    elements.apply("Collect", ParDo.of(new CollectFn<>(key)));
    return PDone.in(elements.getPipeline());
  }

  private static final class CollectFn<T> extends DoFn<T, Void> {
    private final String key;

    CollectFn(String key) {
      this.key = key;
    }

    @ProcessElement
    public void process(@Element T element) {
      Shelf<T> shelf = shelf(key);
      if (shelf.wanted().test(element)) {
        shelf.elements().add(element);
      }
    }
  }

  @SuppressWarnings("unchecked") // the key is known to one Collect only
  private static <T> Shelf<T> shelf(String key) {
    return (Shelf<T>) SHELVES.get(key);
  }

  /** What has been collected once the pipeline is done. */
  List<T> elements() {
    return List.copyOf(InMemoryCollector.<T>shelf(key).elements());
  }

  @Override
  public void close() {
    SHELVES.remove(key);
  }
}
