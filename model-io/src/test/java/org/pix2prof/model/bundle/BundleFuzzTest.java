// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.engine.ModelLoader;
import org.pix2prof.model.fuzz.Fuzz;
import org.pix2prof.model.internal.published.PublishedWeights;

/** Damaged bundles are rejected in a sentence that names them. */
class BundleFuzzTest {
  @TempDir Path directory;

  private interface Reading {
    void run() throws IOException;
  }

  private static void rejectedByName(String name, Reading reading) throws IOException {
    try {
      reading.run();
    } catch (InvalidModelException e) {
      assertTrue(e.getMessage().startsWith(name), e.getMessage());
    }
  }

  private Path bundle() throws IOException {
    ModelManifest manifest = Manifests.tinyPublished();
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      NDList tensors = new NDList();
      PublishedWeights.shapes(manifest.network())
          .forEach(
              (name, shape) -> {
                NDArray array = manager.ones(shape);
                array.setName(name);
                tensors.add(array);
              });
      ModelBundle.write(directory.resolve("bundle"), manifest, tensors);
    }
    return directory.resolve("bundle");
  }

  @Test
  void manifests() {
    Fuzz.run(
        json -> rejectedByName("m.json: ", () -> ManifestJson.read(json, "m.json")),
        Manifests.PUBLISHED.getBytes(UTF_8),
        Manifests.POLAR.getBytes(UTF_8),
        Manifests.TORCHSCRIPT.getBytes(UTF_8));
  }

  @Test
  void weights() throws Exception {
    Path bundle = bundle();
    byte[] weights = Files.readAllBytes(bundle.resolve("weights.safetensors"));
    Fuzz.run(
        bytes -> {
          ModelBundle.write(bundle, Manifests.tinyPublished(), bytes);
          rejectedByName(
              bundle + ": ",
              () -> ModelLoader.load(ModelBundle.open(bundle), Device.cpu()).close());
        },
        weights);
  }

  @Test
  void zips() throws Exception {
    Path bundle = bundle();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : new String[] {"readme.txt", "weights.safetensors", "manifest.json"}) {
        zip.putNextEntry(new ZipEntry("bundle/" + name));
        zip.write(
            name.equals("readme.txt")
                ? "A model.".getBytes(UTF_8)
                : Files.readAllBytes(bundle.resolve(name)));
      }
    }
    Path zip = directory.resolve("bundle.zip");
    Fuzz.run(
        damaged -> {
          Files.write(zip, damaged);
          rejectedByName(zip.toString(), () -> ModelBundle.open(zip).weights());
        },
        bytes.toByteArray());
  }
}
