// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Passes the elements of a pipeline to the JVM that started it. Works with the direct runner only:
 * other runners may run in other JVMs, or retry bundles and so pass elements twice.
 *
 * @param <T> type of the elements
 * @serial exclude
 */
public final class LocalSink<T> extends PTransform<PCollection<T>, PDone> implements AutoCloseable {
  private static final ConcurrentMap<String, Consumer<?>> CONSUMERS = new ConcurrentHashMap<>();

  private final String key = UUID.randomUUID().toString();

  /**
   * Creates a sink.
   *
   * @param consumer called with each element, by several threads; stays in this JVM
   */
  public LocalSink(Consumer<T> consumer) {
    CONSUMERS.put(key, consumer);
  }

  @Override
  public PDone expand(PCollection<T> elements) {
    elements.apply("Pass", ParDo.of(new PassFn<>(key)));
    return PDone.in(elements.getPipeline());
  }

  private static final class PassFn<T> extends DoFn<T, Void> {
    private final String key;

    PassFn(String key) {
      this.key = key;
    }

    @SuppressWarnings("unchecked") // each key belongs to one sink
    @ProcessElement
    public void process(@Element T element) {
      ((Consumer<T>) CONSUMERS.get(key)).accept(element);
    }
  }

  @Override
  public void close() {
    CONSUMERS.remove(key);
  }
}
