// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.pix2prof.values.GalaxyImageCoder;

/** Encodes a {@link CutoutPiece}. Deterministic. */
public final class CutoutPieceCoder extends AtomicCoder<CutoutPiece> {
  private static final CutoutPieceCoder INSTANCE = new CutoutPieceCoder();
  private static final VarIntCoder COUNT = VarIntCoder.of();

  private CutoutPieceCoder() {}

  /**
   * Returns the coder.
   *
   * @return the only instance
   */
  public static CutoutPieceCoder of() {
    return INSTANCE;
  }

  /**
   * Returns the provider through which Beam finds this coder for {@link CutoutPiece}'s annotation.
   *
   * @return a provider of this coder
   */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(CutoutPiece.class), INSTANCE);
  }

  @Override
  public void encode(CutoutPiece value, OutputStream out) throws IOException {
    COUNT.encode(value.side(), out);
    COUNT.encode(value.x(), out);
    COUNT.encode(value.y(), out);
    COUNT.encode(value.rank(), out);
    GalaxyImageCoder.of().encode(value.image(), out);
  }

  @Override
  public CutoutPiece decode(InputStream in) throws IOException {
    int side = COUNT.decode(in);
    int x = COUNT.decode(in);
    int y = COUNT.decode(in);
    int rank = COUNT.decode(in);
    return new CutoutPiece(side, x, y, rank, GalaxyImageCoder.of().decode(in));
  }
}
