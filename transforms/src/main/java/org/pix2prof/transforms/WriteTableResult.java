// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;

/** Result of {@link WriteProfiles} or {@link WriteStructure}. */
public final class WriteTableResult implements POutput {
  private static final TupleTag<String> FILENAMES = new TupleTag<>("filenames");

  private final PCollection<String> filenames;

  WriteTableResult(PCollection<String> filenames) {
    this.filenames = filenames;
  }

  /**
   * Returns the files, each as soon as it is complete and in its place. Use it with {@link
   * org.apache.beam.sdk.transforms.Wait} to run something after the write.
   *
   * @return full file names
   */
  public PCollection<String> getFilenames() {
    return filenames;
  }

  @Override
  public Pipeline getPipeline() {
    return filenames.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    return Map.of(FILENAMES, filenames);
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
