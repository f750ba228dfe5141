// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.z.ZCompressorInputStream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;

/**
 * The uncompressed bytes of one file, read front to back. Compression of the whole file is detected
 * by its first bytes. A failure of the storage is an {@link IOException}; invalid content is a
 * {@link BadImageException}.
 */
public final class FitsInput implements AutoCloseable {
  private static final int BUFFER = 64 << 10;
  private static final int MAGIC = 6;

  /** Maximum ratio of uncompressed to stored bytes; only decompression bombs exceed it. */
  private static final long MAX_EXPANSION = 2000;

  private final Source source;
  private final InputStream in;
  private final boolean compressed;
  private final long size;
  private long position;
  private boolean broken;
  private @Nullable BadImageException badBytes;

  /**
   * Opens a file.
   *
   * @param bytes of the file, as stored
   * @param storedSize number of these bytes, or -1 if unknown
   * @return its uncompressed bytes
   * @throws IOException if reading fails
   * @throws BadImageException if the compression is unsupported or corrupt
   */
  public static FitsInput open(InputStream bytes, long storedSize)
      throws IOException, BadImageException {
    Source source = new Source(bytes, storedSize);
    InputStream buffered = new BufferedInputStream(source, BUFFER);
    buffered.mark(MAGIC);
    byte[] magic = buffered.readNBytes(MAGIC);
    buffered.reset();
    try {
      InputStream plain = decompress(magic, buffered);
      return new FitsInput(source, plain, plain != buffered, storedSize > 0 ? storedSize : -1);
    } catch (IOException | RuntimeException e) {
      throw source.orCorrupt(e);
    }
  }

  private FitsInput(Source source, InputStream in, boolean compressed, long size) {
    this.source = source;
    this.in = in;
    this.compressed = compressed;
    this.size = size;
  }

  private static InputStream decompress(byte[] magic, InputStream in)
      throws IOException, BadImageException {
    if (startsWith(magic, 0x1f, 0x8b)) {
      return new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
    }
    if (startsWith(magic, 'B', 'Z', 'h')) {
      return new BufferedInputStream(new BZip2CompressorInputStream(in, true), BUFFER);
    }
    if (startsWith(magic, 0x1f, 0x9d)) {
      return new BufferedInputStream(new ZCompressorInputStream(in), BUFFER);
    }
    if (startsWith(magic, 'P', 'K', 3, 4)) {
      throw unsupported("a zip archive");
    }
    if (startsWith(magic, 0xfd, '7', 'z', 'X', 'Z')) {
      throw unsupported("an xz file");
    }
    if (startsWith(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
      throw unsupported("a zstandard file");
    }
    if (startsWith(magic, '7', 'z', 0xbc, 0xaf)) {
      throw unsupported("a 7z archive");
    }
    return in;
  }

  private static boolean startsWith(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static BadImageException unsupported(String what) {
    return new BadImageException(
        "unsupported_compression",
        "it is " + what + "; expected a plain file, or one of gzip or bzip2");
  }

  /** {@return true if the whole file is compressed, so that its size is unknown} */
  public boolean compressed() {
    return compressed;
  }

  /** Returns true if the stream failed, so that nothing more can be read. */
  boolean broken() {
    return broken;
  }

  /**
   * Returns true if the stored bytes are used up, so that a failure may be due to missing bytes.
   */
  boolean exhausted() {
    return source.exhausted;
  }

  /** Returns the number of uncompressed bytes read so far. */
  long position() {
    return position;
  }

  /** Returns the number of stored bytes read so far, without skipped ones. */
  long storedBytesRead() {
    return source.count - source.skipped;
  }

  /** Returns the number of bytes left, or -1 if unknown. */
  long remaining() {
    return compressed || size < 0 ? -1 : Math.max(0, size - position);
  }

  /**
   * Returns the next bytes without consuming them.
   *
   * @param length number of bytes, at most 64 KiB
   * @return these bytes, or fewer at the end
   * @throws IOException if reading fails
   * @throws BadImageException if the file is corrupt
   */
  public byte[] peek(int length) throws IOException, BadImageException {
    try {
      in.mark(length);
      byte[] bytes = in.readNBytes(length);
      in.reset();
      return bytes;
    } catch (IOException | RuntimeException e) {
      throw failed(e);
    }
  }

  /**
   * Returns the remaining bytes as a stream, for parsers. A read that fails throws an {@link
   * IOException}; {@link #throwFailure} distinguishes the causes.
   *
   * @return a view; closing it does nothing
   */
  public InputStream stream() {
    return new BlockInputStream() {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
          int n = FitsInput.this.read(bytes, offset, length);
          return n == 0 && length > 0 ? -1 : n;
        } catch (BadImageException e) {
          badBytes = e;
          throw new IOException(e.getMessage(), e);
        }
      }
    };
  }

  /**
   * Throws the original exception of a failed read of {@link #stream}, which a parser may have
   * wrapped. Does nothing if no read has failed.
   *
   * @throws IOException if reading failed
   * @throws BadImageException if the file is corrupt
   */
  public void throwFailure() throws IOException, BadImageException {
    if (badBytes != null) {
      throw badBytes;
    }
    if (source.failure != null) {
      throw source.failure;
    }
  }

  /** Reads {@code length} bytes, or fewer at the end. */
  int read(byte[] bytes, int offset, int length) throws IOException, BadImageException {
    int done = 0;
    try {
      while (done < length) {
        int n = in.read(bytes, offset + done, length - done);
        if (n < 0) {
          break;
        }
        done += n;
      }
    } catch (IOException | RuntimeException e) {
      throw failed(e);
    }
    position += done;
    checkExpansion();
    return done;
  }

  /** Reads {@code length} bytes. */
  void readFully(byte[] bytes, int offset, int length) throws IOException, BadImageException {
    int done = read(bytes, offset, length);
    if (done < length) {
      throw endOfFile();
    }
  }

  /** Reads {@code length} bytes. Allocates memory only for bytes that exist. */
  byte[] readFully(int length) throws IOException, BadImageException {
    if (remaining() >= length) {
      byte[] bytes = new byte[length];
      readFully(bytes, 0, length);
      return bytes;
    }
    ByteArrayOutputStream grown = new ByteArrayOutputStream();
    byte[] chunk = new byte[Math.min(BUFFER, length)];
    for (int left = length; left > 0; ) {
      int n = Math.min(left, chunk.length);
      readFully(chunk, 0, n);
      grown.write(chunk, 0, n);
      left -= n;
    }
    return grown.toByteArray();
  }

  /** Skips {@code length} bytes, or fewer at the end, and returns their number. */
  long skip(long length) throws IOException, BadImageException {
    long start = position;
    byte[] chunk = null;
    try {
      while (position - start < length) {
        long left = length - (position - start);
        long n = compressed ? 0 : in.skip(left);
        if (n <= 0) {
          chunk = chunk == null ? new byte[BUFFER] : chunk;
          n = in.read(chunk, 0, (int) Math.min(chunk.length, left));
          if (n < 0) {
            break;
          }
        }
        position += n;
        checkExpansion();
      }
    } catch (IOException | RuntimeException e) {
      throw failed(e);
    }
    return position - start;
  }

  /** Returns the exception for a file that is too short. */
  BadImageException endOfFile() {
    broken = true;
    return new BadImageException(
        "truncated", "the file ends after " + position + " bytes, in the middle of its contents");
  }

  /** Throws if the file's size shows that fewer than {@code bytes} bytes follow. */
  void require(long bytes) throws BadImageException {
    if (remaining() >= 0 && remaining() < bytes) {
      broken = true;
      throw new BadImageException(
          "truncated",
          "the header requires " + bytes + " bytes of data; the file has " + remaining() + " left");
    }
  }

  private void checkExpansion() throws BadImageException {
    if (compressed && position / MAX_EXPANSION > source.count) {
      broken = true;
      throw new BadImageException(
          "too_large",
          "it expands to more than " + MAX_EXPANSION + " times its size, as no image does");
    }
  }

  private IOException failed(Exception e) throws IOException, BadImageException {
    broken = true;
    if (!compressed && e instanceof RuntimeException bug) {
      throw bug;
    }
    throw source.orCorrupt(e);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * Quotes the first bytes of unexpected content, for messages.
   *
   * @param bytes the first bytes
   * @param length number of bytes
   * @return a short quotation without control characters
   */
  public static String describe(byte[] bytes, int length) {
    String text = new String(bytes, 0, Math.min(length, 40), StandardCharsets.ISO_8859_1);
    String clean = text.replaceAll("[^ -~]+", "?").trim();
    return clean.isEmpty() ? "nothing readable" : "'" + clean + "'";
  }

  /** The stored bytes. Remembers a failure to read them. */
  private static final class Source extends BlockInputStream {
    private final InputStream in;
    private final long size;
    private long count;
    private long skipped;
    private boolean exhausted;
    private @Nullable IOException failure;

    Source(InputStream in, long size) {
      this.in = in;
      this.size = size;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        int n = in.read(bytes, offset, length);
        count += Math.max(n, 0);
        exhausted |= n < 0;
        return n;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    /**
     * Never skips the last byte, because channels of Google Cloud Storage cannot seek to the end.
     */
    @Override
    public long skip(long length) throws IOException {
      try {
        long n = in.skip(size < 0 ? length : Math.min(length, Math.max(0, size - 1 - count)));
        count += n;
        skipped += n;
        return n;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    /**
     * Returns 1, because GZIPInputStream reads a further member only if more bytes are available.
     */
    @Override
    public int available() {
      return 1;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    IOException orCorrupt(Exception e) throws IOException, BadImageException {
      if (failure != null) {
        throw failure;
      }
      // Gzip distinguishes the two itself; bzip2 does not, but never reads too far.
      if (e instanceof EOFException || exhausted && !(e instanceof ZipException)) {
        throw new BadImageException("truncated", "the compressed file ends too early", e);
      }
      throw new BadImageException(
          "corrupt", "the compressed file cannot be expanded: " + e.getMessage(), e);
    }
  }
}
