package org.pix2prof.stamps;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.pix2prof.values.GalaxyImageCoder;

/** Encodes a {@link StampPiece}. Deterministic. */
public final class StampPieceCoder extends AtomicCoder<StampPiece> {
  private static final StampPieceCoder INSTANCE = new StampPieceCoder();
  private static final VarIntCoder COUNT = VarIntCoder.of();

  private StampPieceCoder() {}

  /**
   * The coder.
   *
   * @return the one instance
   */
  public static StampPieceCoder of() {
    return INSTANCE;
  }

  /**
   * How Beam finds this coder from {@link StampPiece}'s annotation.
   *
   * @return a provider of this coder
   */
  public static CoderProvider getCoderProvider() {
    return CoderProviders.forCoder(TypeDescriptor.of(StampPiece.class), INSTANCE);
  }

  @Override
  public void encode(StampPiece value, OutputStream out) throws IOException {
    COUNT.encode(value.side(), out);
    COUNT.encode(value.x(), out);
    COUNT.encode(value.y(), out);
    COUNT.encode(value.rank(), out);
    GalaxyImageCoder.of().encode(value.image(), out);
  }

  @Override
  public StampPiece decode(InputStream in) throws IOException {
    int side = COUNT.decode(in);
    int x = COUNT.decode(in);
    int y = COUNT.decode(in);
    int rank = COUNT.decode(in);
    return new StampPiece(side, x, y, rank, GalaxyImageCoder.of().decode(in));
  }
}
