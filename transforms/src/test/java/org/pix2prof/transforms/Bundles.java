// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;

/** Outputs the elements of each bundle, in order and joined by spaces. */
final class Bundles<T> extends PTransform<PCollection<T>, PCollection<String>> {
  private final SerializableFunction<T, String> name;

  Bundles(SerializableFunction<T, String> name) {
    this.name = name;
  }

  @Override
  public PCollection<String> expand(PCollection<T> input) {
    return input.apply(ParDo.of(new JoinFn<>(name))).setCoder(StringUtf8Coder.of());
  }

  private static final class JoinFn<T> extends DoFn<T, String> {
    private final SerializableFunction<T, String> name;
    private transient List<String> bundle;

    JoinFn(SerializableFunction<T, String> name) {
      this.name = name;
    }

    @StartBundle
    public void startBundle() {
      bundle = new ArrayList<>();
    }

    @ProcessElement
    public void process(@Element T element) {
      bundle.add(name.apply(element));
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      context.output(
          String.join(" ", bundle), GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
  }
}
