// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.pix2prof.wcs.LocalWcs;

/** Encodes a {@link LocalWcs}, as a part of other values. Deterministic. */
public final class LocalWcsCoder extends AtomicCoder<LocalWcs> {
  private static final LocalWcsCoder INSTANCE = new LocalWcsCoder();
  private static final DoubleCoder NUMBER = DoubleCoder.of();

  private LocalWcsCoder() {}

  /** {@return the only instance} */
  public static LocalWcsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(LocalWcs value, OutputStream out) throws IOException {
    NUMBER.encode(value.x(), out);
    NUMBER.encode(value.y(), out);
    NUMBER.encode(value.raDeg(), out);
    NUMBER.encode(value.decDeg(), out);
    NUMBER.encode(value.cd11(), out);
    NUMBER.encode(value.cd12(), out);
    NUMBER.encode(value.cd21(), out);
    NUMBER.encode(value.cd22(), out);
  }

  @Override
  public LocalWcs decode(InputStream in) throws IOException {
    return new LocalWcs(
        NUMBER.decode(in),
        NUMBER.decode(in),
        NUMBER.decode(in),
        NUMBER.decode(in),
        NUMBER.decode(in),
        NUMBER.decode(in),
        NUMBER.decode(in),
        NUMBER.decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
