// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.engine.Engines;

class ModelBundleTest {
  private static final byte[] WEIGHTS = "not really weights".getBytes(UTF_8);

  @TempDir Path temporary;

  private ModelManifest writeBundle(Path directory) throws IOException {
    return ModelBundle.write(directory, Manifests.torchScript(), WEIGHTS);
  }

  private void zip(Path zip, String... names) throws IOException {
    Path directory = temporary.resolve("to-zip");
    writeBundle(directory);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
        Path file = directory.resolve(Path.of(name).getFileName());
        if (Files.exists(file)) {
          Files.copy(file, out);
        }
        out.closeEntry();
      }
    }
  }

  private static void assertHolds(ModelBundle bundle) throws IOException {
    assertEquals("scripted", bundle.manifest().name());
    assertArrayEquals(WEIGHTS, bundle.weights());
  }

  private static String refusal(Executable executable) {
    return assertThrows(InvalidModelException.class, executable).getMessage();
  }

  @Test
  void readsTheWrittenDirectory() throws Exception {
    ModelManifest written = writeBundle(temporary.resolve("a/bundle"));
    ModelBundle bundle = ModelBundle.open(temporary.resolve("a/bundle"));
    assertHolds(bundle);
    assertEquals(written, bundle.manifest());
    assertHolds(ModelBundle.open(temporary.resolve("a/bundle").toString()));
    assertHolds(ModelBundle.open(temporary.resolve("a/bundle").toUri().toString()));
  }

  @Test
  void writingReplacesABundleWithoutLeftovers() throws Exception {
    writeBundle(temporary);
    ModelBundle.write(temporary, Manifests.torchScript(), new byte[] {1, 2});
    assertArrayEquals(new byte[] {1, 2}, ModelBundle.open(temporary).weights());
    try (Stream<Path> files = Files.list(temporary)) {
      assertEquals(
          List.of("manifest.json", "model.pt"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void readsZipsWithAndWithoutDirectory() throws Exception {
    zip(temporary.resolve("top.zip"), "model.pt", "readme.txt", "manifest.json");
    assertHolds(ModelBundle.open(temporary.resolve("top.zip")));
    zip(temporary.resolve("directory.zip"), "b/", "b/manifest.json", "b/model.pt");
    assertHolds(ModelBundle.open(temporary.resolve("directory.zip")));
  }

  @Test
  void zipEntriesCannotLeaveTheBundle() throws Exception {
    zip(temporary.resolve("slip.zip"), "manifest.json", "../../model.pt");
    ModelBundle bundle = ModelBundle.open(temporary.resolve("slip.zip"));
    assertTrue(
        refusal(bundle::weights).endsWith("slip.zip: not a model bundle: it has no model.pt"));
  }

  @Test
  void rejectsFilesOtherThanZips() throws Exception {
    Path file = Files.write(temporary.resolve("weights.zip"), WEIGHTS);
    assertTrue(refusal(() -> ModelBundle.open(file)).contains("it has no manifest.json"));
  }

  @Test
  void readsFromTheContextClassLoader() throws Exception {
    writeBundle(temporary.resolve("some/where"));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {temporary.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      assertHolds(ModelBundle.open("classpath:/some/where/"));
      assertHolds(ModelBundle.open("classpath:some/where"));
    } finally {
      thread.setContextClassLoader(before);
    }
    assertEquals(
        "classpath:/some/where/: not a model bundle: it has no manifest.json",
        refusal(() -> ModelBundle.open("classpath:/some/where/")));
  }

  @Test
  void namesMissingFiles() throws Exception {
    Path nowhere = temporary.resolve("nowhere");
    assertEquals(
        nowhere + ": no such model bundle; expected a directory or a zip",
        refusal(() -> ModelBundle.open(nowhere)));
    assertEquals(
        temporary + ": not a model bundle: it has no manifest.json",
        refusal(() -> ModelBundle.open(temporary)));
    writeBundle(temporary);
    Files.delete(temporary.resolve("model.pt"));
    ModelBundle bundle = ModelBundle.open(temporary);
    assertEquals(temporary + ": not a model bundle: it has no model.pt", refusal(bundle::weights));
    assertTrue(
        refusal(() -> ModelBundle.open("file:nowhere")).startsWith("file:nowhere: not a path"));
  }

  @Test
  void namesTheBundleOfAnInvalidManifest() throws Exception {
    Files.writeString(
        temporary.resolve("manifest.json"),
        Manifests.with(Manifests.PUBLISHED, "input.normalisation.kind", "\"log\""));
    assertEquals(
        temporary
            + "/manifest.json: input.normalisation.kind: 'log' is not one of minmax, asinh, none",
        refusal(() -> ModelBundle.open(temporary)));
  }

  @Test
  void rejectsEndlessManifest() throws Exception {
    Files.writeString(temporary.resolve("manifest.json"), " ".repeat((1 << 20) + 1));
    assertEquals(
        temporary + ": manifest.json has more than 1048576 bytes",
        refusal(() -> ModelBundle.open(temporary)));
  }

  @Test
  void rejectsWeightsOfAnotherChecksum() throws Exception {
    ModelManifest written = writeBundle(temporary);
    Files.writeString(temporary.resolve("model.pt"), "abc");
    ModelBundle bundle = ModelBundle.open(temporary);
    // The SHA-256 of "abc" is a test vector of FIPS 180.
    assertEquals(
        temporary
            + ": model.pt has SHA-256"
            + " ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad,"
            + " the manifest says "
            + written.sha256(),
        refusal(bundle::weights));
    assertThrows(InvalidModelException.class, () -> bundle.copyTo(temporary.resolve("copy")));
    assertTrue(Files.notExists(temporary.resolve("copy")));
  }

  @Test
  void copyIsTheSameBundle() throws Exception {
    writeBundle(temporary.resolve("a"));
    ModelBundle bundle = ModelBundle.open(temporary.resolve("a"));
    bundle.copyTo(temporary.resolve("b"));
    assertEquals(bundle.checksum(), ModelBundle.open(temporary.resolve("b")).checksum());
    assertHolds(ModelBundle.open(temporary.resolve("b")));
  }

  @Test
  void checksumDependsOnManifestAndWeights() throws Exception {
    writeBundle(temporary);
    String first = ModelBundle.open(temporary).checksum();
    ModelBundle.write(temporary, Manifests.torchScript(), new byte[1]);
    String second = ModelBundle.open(temporary).checksum();
    ModelBundle.write(temporary, Manifests.published(), new byte[1]);
    String third = ModelBundle.open(temporary).checksum();
    assertEquals(3, Stream.of(first, second, third).distinct().count());
  }

  @Test
  void readsNamedTensorsAsSinglePrecision() throws Exception {
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      NDArray single = manager.create(new float[] {1, 2, 3, 4, 5, 0.1f}, new Shape(2, 3));
      single.setName("encoder.conv1.weight");
      NDArray half = manager.create(new float[] {0.5f, -3}).toType(DataType.FLOAT16, false);
      half.setName("encoder.conv1.bias");
      ModelBundle.write(temporary, Manifests.published(), new NDList(single, half));
      NDList tensors = ModelBundle.open(temporary).tensors(manager);
      assertEquals(2, tensors.size());
      NDArray weight = tensors.get("encoder.conv1.weight");
      assertEquals(new Shape(2, 3), weight.getShape());
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 0.1f}, weight.toFloatArray());
      NDArray bias = tensors.get("encoder.conv1.bias");
      assertEquals(DataType.FLOAT32, bias.getDataType());
      assertArrayEquals(new float[] {0.5f, -3}, bias.toFloatArray());
    }
  }

  @Test
  void rejectsUnnamedAndIntegerTensors() throws Exception {
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      NDArray nameless = manager.create(new float[] {1});
      assertThrows(
          IllegalArgumentException.class,
          () -> ModelBundle.write(temporary, Manifests.published(), new NDList(nameless)));
      NDArray counts = manager.create(new int[] {1});
      counts.setName("n");
      ModelBundle.write(temporary, Manifests.published(), new NDList(counts));
      assertEquals(
          temporary + ": weights.safetensors: tensor n is I32; expected F16, BF16, F32 or F64",
          refusal(() -> ModelBundle.open(temporary).tensors(manager)));
    }
  }

  @Test
  void rejectsOtherWeightFormats() throws Exception {
    ModelBundle.write(temporary, Manifests.published(), WEIGHTS);
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      assertEquals(
          temporary
              + ": weights.safetensors is not a safetensors file: its header length is"
              + " 7809634769682329454 bytes; the file has 10, and a header at most 1048576",
          refusal(() -> ModelBundle.open(temporary).tensors(manager)));
    }
  }

  /** A safetensors file of two floats at bytes 0 to 8, with other text as its header. */
  private static byte[] safetensors(long length, String header, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length() + 4 * values.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(header.getBytes(UTF_8));
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private String refusedWeights(byte[] weights) throws IOException {
    ModelBundle.write(temporary, Manifests.published(), weights);
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      String start = temporary + ": weights.safetensors";
      String message = refusal(() -> ModelBundle.open(temporary).tensors(manager));
      assertTrue(message.startsWith(start), message);
      return message.substring(start.length());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,16]} | has the bytes 0 to 16 of 8",
        "{`dtype`:`F32`,`shape`:[2],`data_offsets`:[8,0]} | has the bytes 8 to 0 of 8",
        "{`dtype`:`F32`,`shape`:[3],`data_offsets`:[0,8]} | of F32 [3] has 8 bytes",
        "{`dtype`:`F32`,`shape`:[4611686018427387904,4],`data_offsets`:[0,8]} | has 8 bytes",
        "{`dtype`:`F32`,`shape`:[-2],`data_offsets`:[0,8]} | has no shape and data_offsets",
        "{`dtype`:`F32`,`shape`:[1.5],`data_offsets`:[0,8]} | has no shape and data_offsets",
        "{`dtype`:`F32`,`shape`:[2],`data_offsets`:[0,1e30]} | has no shape and data_offsets",
        "{`dtype`:`C64`,`shape`:[1],`data_offsets`:[0,8]} | has the unknown type 'C64'",
        "{`dtype`:`F32`,`shape`:[1],`data_offsets`:[4,8]} | begins at byte 4 of the numbers",
        "{`dtype`:`F32`,`shape`:[1],`data_offsets`:[0,4]} | have 4 bytes, the file has 8",
        "7 | has the unknown type ''"
      })
  void offsetsAndShapesMustFitTheFile(String tensor, String message) throws Exception {
    String header = "{\"a\":" + tensor.replace('`', '"') + "}";
    String refusal = refusedWeights(safetensors(header.length(), header, 1, 2));
    assertTrue(refusal.startsWith(" is not a safetensors file: "), refusal);
    assertTrue(refusal.contains(message), refusal);
  }

  @Test
  void aHeaderMustFitTheFile() throws Exception {
    for (long length : new long[] {1L << 30, Long.MAX_VALUE, -1, 0, 11}) {
      String refusal = refusedWeights(safetensors(length, "{}        "));
      assertTrue(
          refusal.contains("header length is " + Long.toUnsignedString(length) + " bytes"),
          refusal);
    }
    assertTrue(refusedWeights(safetensors(2, "[]")).contains("not a JSON object"));
    assertTrue(refusedWeights(safetensors(2, "{,")).contains("not JSON"));
    assertTrue(refusedWeights(safetensors(4, "{} 1")).contains("not JSON"));
    assertTrue(refusedWeights(new byte[7]).contains("it has 7 bytes"));
  }

  @Test
  void weightsMustBeFinite() throws Exception {
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      assertEquals(
          ": tensor a has the value " + value + "; expected finite weights",
          refusedWeights(safetensors(header.length(), header, 1, value)));
    }
  }

  @Test
  void doesNotReadMoreThanTheNetworkNeeds() throws Exception {
    ModelManifest tiny = Manifests.tinyPublished();
    int limit = 8 + (1 << 20) + 8 * (int) NetworkLimits.parameters(tiny);
    ModelBundle.write(temporary, tiny, new byte[limit + 1]);
    assertEquals(
        temporary + ": weights.safetensors has more than " + limit + " bytes",
        refusal(() -> ModelBundle.open(temporary).weights()));
    Path zip = temporary.resolve("bomb.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("manifest.json"));
      Files.copy(temporary.resolve("manifest.json"), out);
      out.putNextEntry(new ZipEntry("weights.safetensors"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        out.write(zeros);
      }
    }
    assertEquals(
        zip + ": weights.safetensors has more than " + limit + " bytes",
        refusal(() -> ModelBundle.open(zip).weights()));
  }

  /** The size of a scripted module is unknown, and a zip may have other large entries. */
  @Test
  void doesNotExpandDecompressionBombs() throws Exception {
    ModelBundle.write(temporary, Manifests.torchScript(), WEIGHTS);
    for (String first : new String[] {"model.pt", "other.bin"}) {
      Path zip = temporary.resolve("bomb.zip");
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
        if (first.equals("model.pt")) {
          out.putNextEntry(new ZipEntry("manifest.json"));
          Files.copy(temporary.resolve("manifest.json"), out);
        }
        out.putNextEntry(new ZipEntry(first));
        byte[] zeros = new byte[1 << 20];
        for (int i = 0; i < 64; i++) {
          out.write(zeros);
        }
      }
      assertEquals(
          zip + ": the zip expands to more than 100 times its size, as no model does",
          refusal(() -> ModelBundle.open(zip).weights()));
    }
  }

  @Test
  void doesNotReadDevices() throws Exception {
    ModelBundle.write(temporary, Manifests.published(), WEIGHTS);
    Path weights = temporary.resolve("weights.safetensors");
    Files.delete(weights);
    Files.createSymbolicLink(weights, Path.of("/dev/zero"));
    assertEquals(
        temporary + ": weights.safetensors is not a regular file",
        refusal(() -> ModelBundle.open(temporary).weights()));
    Files.delete(weights);
  }

  @Test
  void rejectsTruncatedZip() throws Exception {
    Path zip = temporary.resolve("short.zip");
    zip(zip, "manifest.json", "model.pt");
    byte[] bytes = Files.readAllBytes(zip);
    for (int length = 4; length < bytes.length; length += 7) {
      Files.write(zip, Arrays.copyOf(bytes, length));
      try {
        ModelBundle.open(zip).weights();
      } catch (InvalidModelException e) {
        assertTrue(e.getMessage().startsWith(zip + ": "), e.getMessage());
      }
    }
  }

  @Test
  void copyIsReadWithTheOriginalManifest() throws Exception {
    writeBundle(temporary.resolve("a"));
    ModelBundle bundle = ModelBundle.open(temporary.resolve("a"));
    Path copy = temporary.resolve("copy");
    bundle.copyTo(copy);
    assertTrue(bundle.isCopiedTo(copy));
    assertHolds(bundle.withWeightsIn(copy));
    // Another valid bundle replaces it.
    ModelBundle.write(copy, Manifests.torchScript(), new byte[] {1});
    assertFalse(bundle.isCopiedTo(copy));
    assertTrue(refusal(() -> bundle.withWeightsIn(copy).weights()).contains("has SHA-256"));
  }
}
