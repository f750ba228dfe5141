// SPDX-License-Identifier: Apache-2.0
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
 * Collects elements of a pipeline in the JVM that started it. Works with the direct runner only:
 * other runners may run in other JVMs, or retry bundles and so collect elements twice.
 */
final class InMemoryCollector<T> extends PTransform<PCollection<T>, PDone>
    implements AutoCloseable {
  private static final ConcurrentMap<String, Buffer<?>> BUFFERS = new ConcurrentHashMap<>();

  private record Buffer<T>(Predicate<T> filter, Queue<T> elements) {}

  private final String key = UUID.randomUUID().toString();

  /** Creates a collector of the elements that match; the predicate stays in this JVM. */
  InMemoryCollector(Predicate<T> filter) {
    BUFFERS.put(key, new Buffer<>(filter, new ConcurrentLinkedQueue<>()));
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
      Buffer<T> buffer = buffer(key);
      if (buffer.filter().test(element)) {
        buffer.elements().add(element);
      }
    }
  }

  @SuppressWarnings("unchecked") // each key belongs to one collector
  private static <T> Buffer<T> buffer(String key) {
    return (Buffer<T>) BUFFERS.get(key);
  }

  /** Returns the collected elements, once the pipeline is done. */
  List<T> elements() {
    return List.copyOf(InMemoryCollector.<T>buffer(key).elements());
  }

  @Override
  public void close() {
    BUFFERS.remove(key);
  }
}
