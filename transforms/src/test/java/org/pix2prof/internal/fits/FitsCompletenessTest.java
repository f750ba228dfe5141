// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.internal.fits.FitsFixtures.bzip2;
import static org.pix2prof.internal.fits.FitsFixtures.empty;
import static org.pix2prof.internal.fits.FitsFixtures.file;
import static org.pix2prof.internal.fits.FitsFixtures.gzip;
import static org.pix2prof.internal.fits.FitsFixtures.ramp;
import static org.pix2prof.internal.fits.FitsFixtures.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FitsCompletenessTest {
  private static final int BLOCK = 2880;

  private static final byte[] PLAIN = file(ramp(16, 40, 40));
  private static final byte[] MULTI = file(empty(), ramp(-32, 30, 30), table(1, 2, 3));

  private static boolean whole(byte[] bytes) throws IOException {
    return FitsCompleteness.isWhole(new ByteArrayInputStream(bytes), bytes.length);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Files, each with the lengths of its prefixes that are complete files. */
  static Stream<Object[]> files() {
    return Stream.of(
        new Object[] {"one HDU", PLAIN, Set.of()},
        // After the first image, the file does not show that a table follows.
        new Object[] {"three HDUs", MULTI, Set.of(BLOCK + BLOCK + 2 * BLOCK)},
        new Object[] {"gzip", gzip(PLAIN), Set.of()},
        new Object[] {"gzip of three HDUs", gzip(MULTI), Set.of()},
        new Object[] {"bzip2", bzip2(PLAIN), Set.of()},
        new Object[] {"bzip2 of three HDUs", bzip2(MULTI), Set.of()},
        new Object[] {
          "two gzip members",
          join(
              gzip(Arrays.copyOf(PLAIN, 3000)), gzip(Arrays.copyOfRange(PLAIN, 3000, 5760 + 2880))),
          Set.of()
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void detectsCompleteFile(String name, byte[] file, Set<Integer> wholePrefixes)
      throws IOException {
    assertTrue(whole(file));
    Set<Integer> found = new TreeSet<>();
    for (int length = 0; length < file.length; length++) {
      if (whole(Arrays.copyOf(file, length))) {
        found.add(length);
      }
    }
    assertEquals(wholePrefixes.size(), found.size(), "whole prefixes");
    assertEquals(wholePrefixes, found);
  }

  @Test
  void headersAloneAreIncomplete() throws IOException {
    assertFalse(whole(file(empty())));
    assertFalse(whole(gzip(file(empty(), empty()))));
  }

  @Test
  void otherFormatsAreComplete() throws IOException {
    assertTrue(whole("<html>404 not found</html>".getBytes(StandardCharsets.US_ASCII)));
    assertTrue(whole(gzip("no FITS at all".getBytes(StandardCharsets.US_ASCII))));
    assertTrue(whole(join(new byte[] {'P', 'K', 3, 4}, new byte[100])));
  }

  @Test
  void corruptFilesAreComplete() throws IOException {
    assertTrue(whole(file(ramp(16, 40, 40).card("BITPIX", 7))));
    byte[] corrupt = gzip(PLAIN);
    corrupt[corrupt.length - 6] ^= 1; // in the checksum
    assertTrue(whole(corrupt));
    corrupt = bzip2(PLAIN);
    corrupt[corrupt.length / 2] ^= 1;
    assertTrue(whole(corrupt));
  }

  @Test
  void ignoresBytesAfterLastHdu() throws IOException {
    assertTrue(whole(join(PLAIN, new byte[BLOCK])));
  }

  @Test
  void impossibleSizeIsComplete() throws IOException {
    long most = Long.MAX_VALUE / 2;
    assertTrue(whole(file(ramp(16, 40, 40).card("NAXIS1", most))));
  }

  @Test
  void throwsReadFailure() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk on fire");
          }
        };
    assertThrows(IOException.class, () -> FitsCompleteness.isWhole(broken, 5760));
  }
}
