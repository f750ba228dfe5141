package org.pix2prof.model.internal.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.Caption;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.checkpoint.CheckpointImporter;
import org.pix2prof.model.checkpoint.SharedData;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.preprocess.Preprocessor;

/** Compares an imported checkpoint of full size with the results of the published code on the same images. */
@Tag("slow")
class PublishedCodeTest {
  private static final int IMAGES = 4;

  @TempDir static Path directory;
  private static NDManager manager;
  private static PublishedNetwork network;
  private static JsonNode expected;
  private static final List<PreparedImage> PREPARED = new ArrayList<>();

  @BeforeAll
  static void load() throws Exception {
    Path checkpoint = SharedData.file("golden/checkpoint.pth");
    ModelManifest manifest = CheckpointImporter.importCheckpoint(checkpoint, directory);
    manager = Engines.newManager(Device.cpu());
    network = PublishedNetwork.load(manifest, ModelBundle.open(directory).tensors(manager), manager);
    expected = new ObjectMapper().readTree(SharedData.file("golden/expected.json").toFile());
    Preprocessor preprocessor = Preprocessor.of(manifest.input());
    for (int i = 0; i < IMAGES; i++) {
      PREPARED.add(preprocessor.prepare(readFits(SharedData.file("golden/golden-" + i + ".fits"))));
    }
  }

  @AfterAll
  static void close() {
    if (network != null) {
      network.close();
      manager.close();
    }
  }

  @Test
  void preparedImages() {
    for (int i = 0; i < IMAGES; i++) {
      float[] pixels = PREPARED.get(i).pixels();
      double sum = 0;
      for (float pixel : pixels) {
        sum += pixel;
      }
      JsonNode golden = expected.get("golden-" + i);
      double goldenSum = golden.get("preprocessed_sum").asDouble();
      assertEquals(goldenSum, sum, 1e-3 * Math.abs(goldenSum));
      int[] middle = {127 * 256 + 127, 127 * 256 + 128, 128 * 256 + 127, 128 * 256 + 128};
      for (int j = 0; j < middle.length; j++) {
        double value = golden.get("preprocessed_centre").get(j).asDouble();
        assertEquals(value, pixels[middle[j]], 1e-5);
      }
    }
  }

  @Test
  void latentVectors() {
    for (int i = 0; i < IMAGES; i++) {
      float[] latent = network.encode(PREPARED.get(i), manager).toFloatArray();
      JsonNode golden = expected.get("golden-" + i).get("latent_first8");
      assertEquals(8, golden.size());
      for (int j = 0; j < golden.size(); j++) {
        assertEquals(golden.get(j).asDouble(), latent[j], 1e-3, "image " + i + " latent " + j);
      }
    }
  }

  @Test
  void profiles() throws IOException {
    List<Caption> captions = network.caption(PREPARED, manager);
    for (int i = 0; i < IMAGES; i++) {
      float[] mu = captions.get(i).mu();
      List<String> golden =
          Files.readAllLines(SharedData.file("golden/golden-" + i + ".profile.txt"));
      assertTrue(
          Math.abs(golden.size() - mu.length) <= 2, mu.length + " steps, not " + golden.size());
      for (int step = 0; step < Math.min(golden.size(), mu.length); step++) {
        double value = Double.parseDouble(golden.get(step));
        assertEquals(value, mu[step], 2e-3, "image " + i + " step " + step);
      }
    }
  }

  /** Reads a primary image of 32-bit floats. */
  private static SkyImage readFits(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int width = 0;
    int height = 0;
    String card = "";
    for (int at = 0; !card.startsWith("END "); at += 80) {
      card = new String(bytes.array(), at, 80, StandardCharsets.US_ASCII);
      if (card.startsWith("NAXIS1  =")) {
        width = Integer.parseInt(card.substring(10, 30).trim());
      } else if (card.startsWith("NAXIS2  =")) {
        height = Integer.parseInt(card.substring(10, 30).trim());
      }
      bytes.position((at / 2880 + 1) * 2880);
    }
    float[] pixels = new float[width * height];
    bytes.asFloatBuffer().get(pixels);
    return new SkyImage(pixels, width, height, 0.396, 22.5);
  }
}
