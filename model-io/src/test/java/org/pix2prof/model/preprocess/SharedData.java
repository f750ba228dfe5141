package org.pix2prof.model.preprocess;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.pix2prof.model.SkyImage;

/** Reference data beside the repository. Tests that need it are skipped if it is missing. */
final class SharedData {

  static Path directory() {
    Path found = null;
    String named = System.getProperty("pix2prof.shared", System.getenv("PIX2PROF_SHARED"));
    if (named != null) {
      found = Path.of(named);
    }
    for (Path p = Path.of("").toAbsolutePath(); found == null && p != null; p = p.getParent()) {
      if (Files.exists(p.resolve("shared/design.md"))) {
        found = p.resolve("shared");
      }
    }
    assumeTrue(found != null, "no shared data");
    return found;
  }

  /** Reads the first image of 32- or 64-bit floats of a plain FITS file. */
  static SkyImage image(Path file, double pixelScale, double zeroPoint) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      Map<String, String> header = new HashMap<>();
      byte[] card = new byte[80];
      for (String key = ""; !key.equals("END"); ) {
        in.readFully(card);
        String text = new String(card, StandardCharsets.US_ASCII);
        key = text.substring(0, 8).trim();
        header.put(key, text.substring(10).replaceAll("/.*", "").trim());
      }
      in.seek((in.getFilePointer() + 2879) / 2880 * 2880);
      int width = Integer.parseInt(header.get("NAXIS1"));
      int height = Integer.parseInt(header.get("NAXIS2"));
      boolean wide = header.get("BITPIX").equals("-64");
      assumeTrue(wide || header.get("BITPIX").equals("-32"), "not floats: " + file);
      byte[] data = new byte[width * height * (wide ? 8 : 4)];
      in.readFully(data);
      ByteBuffer buffer = ByteBuffer.wrap(data);
      float[] pixels = new float[width * height];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = wide ? (float) buffer.getDouble() : buffer.getFloat();
      }
      return new SkyImage(pixels, width, height, pixelScale, zeroPoint);
    }
  }

  private SharedData() {}
}
