// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.published;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pix2prof.model.ModelManifest.Stop;
import org.pix2prof.model.internal.StopRule;

/**
 * Unrolls the decoder for a batch of galaxies. Steps are computed in chunks, and values are fetched
 * and tested once per chunk. A sequence that has ended leaves the batch at the end of a chunk. The
 * result of a sequence does not depend on the others in its batch.
 */
final class DecodeLoop {
  private static final int CHUNK = 16;

  private final GruDecoder decoder;
  private final Stop.Flat stop;

  DecodeLoop(GruDecoder decoder, Stop.Flat stop) {
    this.decoder = decoder;
    this.stop = stop;
  }

  /**
   * Decodes one profile per latent vector.
   *
   * @param latents [batch, latent]
   * @param maxLength maximum length of a profile
   * @param manager owner of the intermediate arrays
   * @return mag/arcsec^2 per radial step, in order of the batch
   */
  List<float[]> decode(NDArray latents, int maxLength, NDManager manager) {
    List<StopRule> profiles =
        Stream.generate(() -> new StopRule(stop, maxLength))
            .limit(latents.getShape().get(0))
            .toList();
    // Index of the profile in each row of the batch.
    int[] rows = IntStream.range(0, profiles.size()).toArray();
    GruDecoder.State state = decoder.start(latents);
    for (int done = 0; rows.length > 0; done += CHUNK) {
      try (NDManager chunk = manager.newSubManager()) {
        state.attach(chunk);
        int steps = Math.min(CHUNK, maxLength - done);
        NDList values = new NDList(steps);
        for (int step = 0; step < steps; step++) {
          state = decoder.step(state);
          values.add(state.last());
        }
        float[] mu = NDArrays.concat(values, 1).toFloatArray();
        for (int row = 0; row < rows.length; row++) {
          append(profiles.get(rows[row]), mu, row * steps, steps);
        }
        int[] batch = rows;
        int[] live =
            IntStream.range(0, batch.length)
                .filter(row -> !profiles.get(batch[row]).ended())
                .toArray();
        if (live.length > 0 && live.length < batch.length) {
          state = select(state, live);
        }
        rows = Arrays.stream(live).map(row -> batch[row]).toArray();
        state.attach(manager);
      }
    }
    return profiles.stream().map(StopRule::values).toList();
  }

  private static void append(StopRule profile, float[] mu, int from, int steps) {
    for (int step = 0; step < steps && !profile.ended(); step++) {
      profile.append(mu[from + step]);
    }
  }

  private static GruDecoder.State select(GruDecoder.State state, int[] rows) {
    NDArray index = state.last().getManager().create(rows);
    return new GruDecoder.State(
        state.hidden().get(new NDIndex(":,{}", index)), state.last().get(new NDIndex("{}", index)));
  }
}
