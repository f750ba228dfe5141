// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {
  /** Of FIPS 180-2, appendix B. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final String MILLION_A =
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

  @Test
  void matchesTheStandardsTestVectors() throws Exception {
    assertEquals(ABC, Sha256.hex("abc".getBytes(US_ASCII)));
    assertArrayEquals(HexFormat.of().parseHex(ABC), Sha256.of("abc".getBytes(US_ASCII)));
    byte[] million = "a".repeat(1_000_000).getBytes(US_ASCII);
    assertEquals(MILLION_A, Sha256.hex(new ByteArrayInputStream(million)));
  }
}
