// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsFactory;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.pipelines.Console;
import org.pix2prof.values.Provenance;

class CutoutLoaderTest {
  private static final Console QUIET =
      new Console(
          new PrintStream(OutputStream.nullOutputStream()),
          new PrintStream(OutputStream.nullOutputStream()),
          false);

  @TempDir static Path directory;

  @BeforeAll
  static void makeModelAndFiles() throws Exception {
    ZeroModel.write(directory.resolve("model"));
    try (Fits fits = new Fits()) {
      fits.addHDU(Discs.hdu(18));
      fits.addHDU(Discs.hdu(20));
      fits.addHDU(FitsFactory.hduFactory(new float[96][96]));
      fits.write(directory.resolve("looks-like-a-pattern[12].fits").toFile());
    }
  }

  @Test
  void keepsRequestedImagesOnly() throws Exception {
    Provenance second = provenance("looks-like-a-pattern[12]", 1);

    Map<Provenance, PreparedImage> cutouts = CutoutLoader.read(lenient(), QUIET, Set.of(second));

    assertEquals(Set.of(second), cutouts.keySet());
    assertEquals(96, cutouts.get(second).width());
  }

  @Test
  void failsIfFileIsGone() {
    Provenance gone = provenance("gone", 0);

    Exception e =
        assertThrows(Exception.class, () -> CutoutLoader.read(lenient(), QUIET, Set.of(gone)));
    assertTrue(e.getMessage().contains("gone.fits"), e.getMessage());
  }

  private static Provenance provenance(String name, int hdu) {
    String file = directory.resolve(name + ".fits").toString();
    return Provenance.of(name, Optional.of("r"), file, hdu).withSuffix("#" + hdu);
  }

  /** Options that record bad images: the third image is constant. */
  private static EvaluateOptions lenient() {
    return PipelineOptionsFactory.fromArgs(
            "--model=" + directory.resolve("model"),
            "--badRecords=" + directory.resolve("bad"),
            "--blockOnRun=false")
        .as(EvaluateOptions.class);
  }
}
