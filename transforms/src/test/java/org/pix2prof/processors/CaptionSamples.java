// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.processors;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pix2prof.internal.fits.Collected;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.engine.ModelLoader;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ModelRef;

/**
 * Captions the sample images with the default model and prints a line of mu for each: every image
 * in the eight orientations of a square, so that there are enough for a batch. Arguments: directory
 * of the images; orientations; sizes of batches, for each of which all images are captioned.
 */
final class CaptionSamples {
  public static void main(String[] args) throws Exception {
    try (CaptionModel model =
        ModelLoader.load(ModelBundle.open(ModelRef.DEFAULT_URI), Engines.device("cpu"))) {
      Preprocessor preprocessor = Preprocessor.of(model.manifest().input());
      List<PreparedImage> images = new ArrayList<>();
      for (GalaxyImage image : read(Path.of(args[0]))) {
        for (int turn = 0; turn < Integer.parseInt(args[1]); turn++) {
          images.add(preprocessor.prepare(turned(image, turn)));
        }
      }
      for (int i = 2; i < args.length; i++) {
        int batch = Integer.parseInt(args[i]);
        for (int from = 0; from < images.size(); from += batch) {
          print(model.caption(images.subList(from, Math.min(images.size(), from + batch))));
        }
      }
    }
  }

  private static void print(List<Caption> captions) {
    for (Caption caption : captions) {
      StringBuilder line = new StringBuilder();
      for (float mu : caption.mu()) {
        line.append(mu).append(' ');
      }
      System.out.println(line);
    }
  }

  private static List<GalaxyImage> read(Path directory) throws Exception {
    List<GalaxyImage> images = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".fits.gz")).sorted().toList()) {
        images.add(Collected.of(Files.readAllBytes(file)).only());
      }
    }
    return images;
  }

  /** The image with a square's n-th symmetry: turned by n quarters, from the fourth on mirrored. */
  private static SkyImage turned(GalaxyImage image, int n) {
    int side = image.width();
    if (image.height() != side) {
      throw new IllegalArgumentException(image.provenance() + " is not square");
    }
    float[] pixels = new float[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int toX = n < 4 ? x : side - 1 - x;
        int toY = y;
        for (int quarter = 0; quarter < n % 4; quarter++) {
          int former = toX;
          toX = side - 1 - toY;
          toY = former;
        }
        pixels[toY * side + toX] = image.pixels()[y * side + x];
      }
    }
    return new SkyImage(
        pixels,
        side,
        side,
        image.pixelScaleArcsec().orElseThrow(),
        image.zeroPoint().orElseThrow());
  }

  private CaptionSamples() {}
}
