// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.pix2prof.model.Neighbour;
import org.pix2prof.model.Point;

/** Encodes a {@link Neighbour}. Deterministic. */
final class NeighbourCoder extends AtomicCoder<Neighbour> {
  private static final NeighbourCoder INSTANCE = new NeighbourCoder();
  private static final DoubleCoder NUMBER = DoubleCoder.of();

  private NeighbourCoder() {}

  static NeighbourCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Neighbour value, OutputStream out) throws IOException {
    NUMBER.encode(value.position().x(), out);
    NUMBER.encode(value.position().y(), out);
    NUMBER.encode(value.heightRatio(), out);
    BooleanCoder.of().encode(value.star(), out);
  }

  @Override
  public Neighbour decode(InputStream in) throws IOException {
    return new Neighbour(
        new Point(NUMBER.decode(in), NUMBER.decode(in)),
        NUMBER.decode(in),
        BooleanCoder.of().decode(in));
  }
}
