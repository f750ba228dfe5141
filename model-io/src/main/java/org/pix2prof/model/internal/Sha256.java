// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes SHA-256 checksums. */
public final class Sha256 {
  private Sha256() {}

  /**
   * Computes a checksum.
   *
   * @param bytes data
   * @return 32 bytes
   */
  public static byte[] of(byte[] bytes) {
    return digest().digest(bytes);
  }

  /**
   * Computes a checksum.
   *
   * @param bytes data
   * @return lower-case hex
   */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(of(bytes));
  }

  /**
   * Computes the checksum of a stream, which may be larger than the memory.
   *
   * @param in read to its end, not closed
   * @return lower-case hex
   * @throws IOException if reading fails
   */
  public static String hex(InputStream in) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java has SHA-256", e);
    }
  }
}
