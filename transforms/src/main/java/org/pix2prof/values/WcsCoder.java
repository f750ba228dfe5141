// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.pix2prof.wcs.Wcs;

/** Encodes a {@link Wcs}, as a part of other values. Deterministic. */
final class WcsCoder extends AtomicCoder<Wcs> {
  private static final WcsCoder INSTANCE = new WcsCoder();

  private WcsCoder() {}

  /** {@return the only instance} */
  static WcsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Wcs value, OutputStream out) throws IOException {
    value.writeTo(new DataOutputStream(out));
  }

  @Override
  public Wcs decode(InputStream in) throws IOException {
    return Wcs.readFrom(new DataInputStream(in));
  }
}
