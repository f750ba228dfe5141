// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.bundle;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Bundle in a zip, at its root or in one directory of it. Nothing is unpacked: the zip is streamed
 * until the entry with the requested name, so no entry can name a path outside, and only the
 * requested entry is in memory.
 *
 * @param zip opens the zip from its beginning
 * @param location of the zip, for messages
 */
record ZipFiles(Opener zip, String location) implements BundleFiles {
  /** Maximum size of the entries before the requested one. */
  private static final long MAX_SKIPPED_BYTES = 1L << 30;

  /** Maximum ratio of the sizes of contents and zip. Weights compress by far less. */
  private static final int MAX_EXPANSION = 100;

  /** Size up to which the ratio does not matter. */
  private static final long SMALL_BYTES = 1L << 24;

  @Override
  public InputStream open(String name) throws IOException {
    ZipInputStream in = new LimitedZip(new StoredBytes(zip.open()), location);
    try {
      Pattern wanted = Pattern.compile("([^/\\\\]+/)?" + Pattern.quote(name));
      long left = MAX_SKIPPED_BYTES;
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (wanted.matcher(entry.getName()).matches()) {
          return in;
        }
        left = skip(in, left, name);
      }
      throw new FileNotFoundException(location + ": the zip has no " + name);
    } catch (ZipException | IllegalArgumentException | EOFException e) {
      in.close();
      throw new InvalidModelException(location + ": not a readable zip: " + e.getMessage(), e);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Skips an entry within the limit, because a small zip can contain very large entries. */
  private long skip(InputStream in, long left, String name) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long after = left;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      after -= n;
      if (after < 0) {
        throw new InvalidModelException(
            location + ": the zip has more than " + MAX_SKIPPED_BYTES + " bytes before " + name);
      }
    }
    return after;
  }

  /** Rejects decompression bombs. */
  private static final class LimitedZip extends ZipInputStream {
    private final StoredBytes stored;
    private final String location;
    private long expanded;

    LimitedZip(StoredBytes stored, String location) {
      super(stored);
      this.stored = stored;
      this.location = location;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      expanded += Math.max(n, 0);
      if (expanded > SMALL_BYTES && expanded / MAX_EXPANSION > stored.count) {
        throw new InvalidModelException(
            location
                + ": the zip expands to more than "
                + MAX_EXPANSION
                + " times its size, as no model does");
      }
      return n;
    }
  }

  /** Counts the bytes of the zip. */
  private static final class StoredBytes extends FilterInputStream {
    private long count;

    StoredBytes(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = in.read(bytes, offset, length);
      count += Math.max(n, 0);
      return n;
    }
  }
}
