// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** The pixels of a plot. */
record Drawn(BufferedImage image) {
  static Drawn of(OutputFile.Content plot) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    plot.writeTo(out);
    return new Drawn(ImageIO.read(new ByteArrayInputStream(out.toByteArray())));
  }

  /** Size in units of the canvas. */
  int width() {
    return (int) (image.getWidth() / FigureCanvas.SCALE);
  }

  int height() {
    return (int) (image.getHeight() / FigureCanvas.SCALE);
  }

  /** Counts the pixels of a colour. */
  long count(int rgb) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFFFFFF)
        .filter(colour -> colour == (rgb & 0xFFFFFF))
        .count();
  }
}
