// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes small images as PNG (ISO/IEC 15948), reproducibly and without AWT, which may be missing on
 * a worker.
 */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int GREY = 0;
  private static final int PALETTE = 3;
  private static final byte DIFFERENCE_TO_THE_LEFT = 1;
  private static final byte NO_FILTER = 0;

  /**
   * Encodes a grey image.
   *
   * @param levels grey values, row by row from the top; 0 is black
   */
  static byte[] grey(byte[] levels, int width, int height) {
    byte[] rows = new byte[height * (width + 1)];
    for (int y = 0; y < height; y++) {
      int to = y * (width + 1);
      rows[to] = DIFFERENCE_TO_THE_LEFT;
      byte left = 0;
      for (int x = 0; x < width; x++) {
        byte level = levels[y * width + x];
        rows[to + 1 + x] = (byte) (level - left);
        left = level;
      }
    }
    return file(width, height, 8, GREY, new byte[0], rows);
  }

  /**
   * Encodes an image of one colour that is transparent elsewhere.
   *
   * @param set coloured pixels, row by row from the top
   * @param rgba the colour, as 0xRRGGBBAA
   */
  static byte[] layer(boolean[] set, int width, int height, int rgba) {
    int stride = 1 + (width + 7) / 8;
    byte[] rows = new byte[height * stride];
    for (int y = 0; y < height; y++) {
      rows[y * stride] = NO_FILTER;
      for (int x = 0; x < width; x++) {
        if (set[y * width + x]) {
          rows[y * stride + 1 + x / 8] |= (byte) (0x80 >> (x % 8));
        }
      }
    }
    ByteArrayOutputStream palette = new ByteArrayOutputStream();
    byte[] colour = {(byte) (rgba >>> 24), (byte) (rgba >>> 16), (byte) (rgba >>> 8)};
    chunk(palette, "PLTE", new byte[] {0, 0, 0, colour[0], colour[1], colour[2]});
    chunk(palette, "tRNS", new byte[] {0, (byte) rgba});
    return file(width, height, 1, PALETTE, palette.toByteArray(), rows);
  }

  private static byte[] file(
      int width, int height, int depth, int colour, byte[] palette, byte[] rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    chunk(out, "IHDR", header.put((byte) depth).put((byte) colour).array());
    out.writeBytes(palette);
    chunk(out, "IDAT", deflated(rows));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }

  private static byte[] deflated(byte[] data) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(data);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] piece = new byte[1 << 14];
      while (!deflater.finished()) {
        out.write(piece, 0, deflater.deflate(piece));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private Png() {}
}
