// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.pix2prof.model.SkyLevel;

/** Encodes a {@link SkyLevel}. Deterministic. */
final class SkyLevelCoder extends AtomicCoder<SkyLevel> {
  private static final SkyLevelCoder INSTANCE = new SkyLevelCoder();
  private static final DoubleCoder NUMBER = DoubleCoder.of();

  private SkyLevelCoder() {}

  static SkyLevelCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SkyLevel value, OutputStream out) throws IOException {
    NUMBER.encode(value.level(), out);
    NUMBER.encode(value.slopeX(), out);
    NUMBER.encode(value.slopeY(), out);
    NUMBER.encode(value.error(), out);
    NUMBER.encode(value.sigma(), out);
  }

  @Override
  public SkyLevel decode(InputStream in) throws IOException {
    return new SkyLevel(
        NUMBER.decode(in),
        NUMBER.decode(in),
        NUMBER.decode(in),
        NUMBER.decode(in),
        NUMBER.decode(in));
  }
}
