// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * A step whose outputs keep the timestamp, window and pane of an earlier input.
 *
 * <p>{@link CaptionFn} needs this because it outputs a profile when its batch is complete, which
 * may be during a later element or at the end of the bundle. A bad record of the batch needs a
 * {@link org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver}, and Beam offers no public
 * receiver for a chosen timestamp and window. This class is therefore the only one that uses {@link
 * WindowedValues}, which is {@code @Internal}, and {@link #getAllowedTimestampSkew}, which is
 * deprecated without a replacement for outputs of an earlier timestamp. When Beam changes them,
 * only this class has to follow.
 *
 * @param <InputT> type of the inputs
 * @param <OutputT> type of the main output
 */
abstract class DelayedOutputFn<InputT, OutputT> extends DoFn<InputT, OutputT> {
  /** The place of an input in time. */
  record Place(Instant timestamp, BoundedWindow window, PaneInfo pane) {}

  /** Outputs values at a place. */
  interface Emitter {
    <T> void emit(TupleTag<T> tag, T value, Place place);
  }

  /** Allows outputs that are older than the current input. */
  @Override
  @SuppressWarnings("deprecation")
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }

  /** Returns an emitter for the processing of an element. */
  final Emitter emitter(ProcessContext context) {
    return new Emitter() {
      @Override
      public <T> void emit(TupleTag<T> tag, T value, Place place) {
        context.outputWindowedValue(tag, value, place.timestamp, List.of(place.window), place.pane);
      }
    };
  }

  /** Returns an emitter for the end of a bundle. */
  final Emitter emitter(FinishBundleContext context) {
    return new Emitter() {
      @Override
      public <T> void emit(TupleTag<T> tag, T value, Place place) {
        context.output(tag, value, place.timestamp, place.window);
      }
    };
  }

  /** Returns a receiver whose outputs all have one place. */
  static MultiOutputReceiver receiver(Emitter emitter, Place place) {
    return new MultiOutputReceiver() {
      @Override
      public <T> OutputReceiver<T> get(TupleTag<T> tag) {
        return value ->
            WindowedValues.<T>builder()
                .setValue(value)
                .setTimestamp(place.timestamp)
                .setWindow(place.window)
                .setPaneInfo(place.pane)
                .setReceiver(output -> emitter.emit(tag, output.getValue(), place));
      }

      @Override
      public <T> OutputReceiver<Row> getRowReceiver(TupleTag<T> tag) {
        throw new UnsupportedOperationException("rows");
      }
    };
  }
}
