// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.bundle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.ZipException;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Format;
import org.pix2prof.model.internal.Safetensors;
import org.pix2prof.model.internal.Sha256;

/**
 * Stored model: {@code manifest.json} and the weights file that it names. Opening a bundle reads
 * only the manifest. {@link #weights} reads the weights and checks their SHA-256.
 */
public final class ModelBundle {
  /** File name of the manifest. */
  public static final String MANIFEST = "manifest.json";

  private static final String CLASSPATH = "classpath:";
  private static final int MAX_MANIFEST_BYTES = 1 << 20;

  /** Age at which a temporary file is no longer being written. */
  private static final Duration LONGEST_WRITE = Duration.ofHours(1);

  /** Limit for a scripted module, whose size is not in the manifest. */
  private static final int MAX_MODULE_BYTES = 1 << 30;

  private final BundleFiles files;
  private final byte[] manifestJson;
  private final ModelManifest manifest;

  private ModelBundle(BundleFiles files, byte[] manifestJson) throws InvalidModelException {
    this.files = files;
    this.manifestJson = manifestJson;
    this.manifest = ManifestJson.read(manifestJson, files.location() + "/" + MANIFEST);
  }

  /**
   * Opens a bundle of any file system.
   *
   * @param files of the bundle
   * @return the bundle
   * @throws InvalidModelException if there is no manifest or it is invalid
   * @throws IOException if the manifest cannot be read
   */
  public static ModelBundle open(BundleFiles files) throws IOException {
    return new ModelBundle(files, readFile(files, MANIFEST, MAX_MANIFEST_BYTES));
  }

  /**
   * Opens a local bundle.
   *
   * @param path a directory, or a zip of one
   * @return the bundle
   * @throws InvalidModelException if the bundle or its manifest does not exist or is invalid
   * @throws IOException if the manifest cannot be read
   */
  public static ModelBundle open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return open(new DirectoryFiles(path));
    }
    if (Files.isRegularFile(path)) {
      return open(BundleFiles.zip(() -> Files.newInputStream(path), path.toString()));
    }
    throw new InvalidModelException(path + ": no such model bundle; expected a directory or a zip");
  }

  /**
   * Opens a bundle on this machine.
   *
   * @param location a path, a {@code file:} URI, or {@code classpath:/directory/} for one inside a
   *     jar
   * @return the bundle
   * @throws InvalidModelException if the bundle or its manifest does not exist or is invalid
   * @throws IOException if the manifest cannot be read
   */
  public static ModelBundle open(String location) throws IOException {
    if (location.startsWith(CLASSPATH)) {
      return open(new ClasspathFiles(location));
    }
    try {
      return open(location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new InvalidModelException(location + ": not a path or file: URI: " + e.getMessage(), e);
    }
  }

  /** {@return the bundle's location, for messages} */
  public String location() {
    return files.location();
  }

  /** {@return the manifest of the model} */
  public ModelManifest manifest() {
    return manifest;
  }

  /**
   * Checksum of the whole bundle: the checksum of the manifest's text, which contains that of the
   * weights.
   *
   * @return lower-case hex SHA-256
   */
  public String checksum() {
    return Sha256.hex(manifestJson);
  }

  /**
   * Reads the weights file.
   *
   * @return its bytes
   * @throws InvalidModelException if it is missing, larger than the manifest's network needs, or
   *     differs from the manifest's SHA-256
   * @throws IOException if it cannot be read
   */
  public byte[] weights() throws IOException {
    byte[] weights = readFile(files, manifest.weights(), maxWeightsBytes());
    String sum = Sha256.hex(weights);
    if (!sum.equals(manifest.sha256())) {
      throw new InvalidModelException(
          files.location()
              + ": "
              + manifest.weights()
              + " has SHA-256 "
              + sum
              + ", the manifest says "
              + manifest.sha256());
    }
    return weights;
  }

  private int maxWeightsBytes() throws InvalidModelException {
    if (manifest.format() == Format.TORCHSCRIPT) {
      return MAX_MODULE_BYTES;
    }
    try {
      // ManifestJson rejects manifests for which this would overflow an int.
      return Math.toIntExact(
          Long.BYTES
              + Safetensors.MAX_HEADER_BYTES
              + Double.BYTES * NetworkLimits.parameters(manifest));
    } catch (IllegalArgumentException e) {
      throw new InvalidModelException(files.location() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads the named tensors of a safetensors bundle as 32-bit floats, copied to separate memory.
   *
   * @param manager owner of the tensors
   * @return one array per tensor, with its name
   * @throws InvalidModelException if the weights are not those of the manifest, or not safetensors
   *     of finite floats
   * @throws IOException if they cannot be read
   */
  public NDList tensors(NDManager manager) throws IOException {
    try {
      return Safetensors.read(weights(), files.location() + ": " + manifest.weights())
          .load(manager);
    } catch (OutOfMemoryError e) {
      throw tooLarge(files, manifest.weights(), e);
    }
  }

  /**
   * Returns the same bundle with its weights in another directory. They are checked there too.
   *
   * @param directory of a copy
   * @return the bundle with this manifest, even if the directory has another
   * @throws InvalidModelException never, because the manifest is valid
   */
  public ModelBundle withWeightsIn(Path directory) throws InvalidModelException {
    return new ModelBundle(new DirectoryFiles(directory), manifestJson);
  }

  /**
   * Checks a copy.
   *
   * @param directory of the copy
   * @return whether the directory has the same manifest and weights
   */
  public boolean isCopiedTo(Path directory) {
    try {
      byte[] copied = readFile(new DirectoryFiles(directory), MANIFEST, MAX_MANIFEST_BYTES);
      if (!Arrays.equals(copied, manifestJson)) {
        return false;
      }
      withWeightsIn(directory).weights();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Copies the bundle into a local directory, weights first and manifest last. Each file appears
   * complete, and the weights are checked.
   *
   * @param directory created if missing
   * @throws IOException if the weights are not those of the manifest, or the directory cannot be
   *     written
   */
  public void copyTo(Path directory) throws IOException {
    write(directory, manifest.weights(), weights(), manifestJson);
  }

  /**
   * Writes a safetensors bundle like {@link #write(Path, ModelManifest, byte[])}.
   *
   * @param directory created if missing
   * @param manifest of the model; its {@code sha256} is ignored
   * @param tensors the weights; each array has a name
   * @return the manifest as written
   * @throws IOException if the manifest is invalid or the directory cannot be written
   */
  public static ModelManifest write(Path directory, ModelManifest manifest, NDList tensors)
      throws IOException {
    for (NDArray array : tensors) {
      if (array.getName() == null || array.getName().isEmpty()) {
        throw new IllegalArgumentException(
            "a tensor of shape " + array.getShape() + " has no name");
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tensors.encode(bytes, NDList.Encoding.SAFETENSORS);
    return write(directory, manifest, bytes.toByteArray());
  }

  /**
   * Writes a bundle. The manifest is written last, so a directory with a manifest also has its
   * weights. Each file is written to a temporary name and then renamed.
   *
   * @param directory created if missing
   * @param manifest of the model; its {@code sha256} is ignored
   * @param weights bytes of the weights file
   * @return the manifest as written, with the checksum of the weights
   * @throws IOException if the manifest is invalid or the directory cannot be written
   */
  public static ModelManifest write(Path directory, ModelManifest manifest, byte[] weights)
      throws IOException {
    ModelManifest complete = manifest.withSha256(Sha256.hex(weights));
    write(directory, complete.weights(), weights, ManifestJson.write(complete));
    return complete;
  }

  private static void write(Path directory, String weightsName, byte[] weights, byte[] manifestJson)
      throws IOException {
    Files.createDirectories(directory);
    writeFile(directory.resolve(weightsName), weights);
    writeFile(directory.resolve(MANIFEST), manifestJson);
  }

  private static void writeFile(Path file, byte[] bytes) throws IOException {
    Path temporary =
        file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      Files.write(temporary, bytes);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      deleteLeftovers(file);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Deletes temporary files of killed processes, but not those that others are writing now. */
  private static void deleteLeftovers(Path file) throws IOException {
    Instant old = Instant.now().minus(LONGEST_WRITE);
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(file.toAbsolutePath().getParent(), ".*.part")) {
      for (Path part : parts) {
        boolean own = part.getFileName().toString().startsWith("." + file.getFileName() + ".");
        if (own && Files.getLastModifiedTime(part).toInstant().isBefore(old)) {
          Files.deleteIfExists(part);
        }
      }
    } catch (NoSuchFileException e) {
      return; // Another process has finished meanwhile.
    }
  }

  private static byte[] readFile(BundleFiles files, String name, int limit) throws IOException {
    try (InputStream in = files.open(name)) {
      byte[] bytes = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw new InvalidModelException(
            files.location() + ": " + name + " has more than " + limit + " bytes");
      }
      return bytes;
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new InvalidModelException(
          files.location() + ": not a model bundle: it has no " + name, e);
    } catch (ZipException | EOFException e) {
      throw new InvalidModelException(
          files.location() + ": " + name + " cannot be read: " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw tooLarge(files, name, e);
    }
  }

  /** Converts the error of one large allocation, after which memory for the message is left. */
  private static InvalidModelException tooLarge(
      BundleFiles files, String name, OutOfMemoryError e) {
    return new InvalidModelException(
        files.location()
            + ": "
            + name
            + " does not fit into the memory of this JVM, "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MiB; -Xmx sets another limit",
        e);
  }

  /** Bundle in a local directory. */
  private record DirectoryFiles(Path directory) implements BundleFiles {
    @Override
    public InputStream open(String name) throws IOException {
      Path file = directory.resolve(name);
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // A device or pipe may be endless.
        throw new InvalidModelException(directory + ": " + name + " is not a regular file");
      }
      return Files.newInputStream(file);
    }

    @Override
    public String location() {
      return directory.toString();
    }
  }

  /** Bundle inside a jar or another class path entry. */
  private record ClasspathFiles(String location) implements BundleFiles {
    @Override
    public InputStream open(String name) throws IOException {
      String directory = location.substring(CLASSPATH.length()).replaceAll("^/+|/+$", "");
      InputStream in = open(Thread.currentThread().getContextClassLoader(), directory + "/" + name);
      if (in == null) {
        in = open(ModelBundle.class.getClassLoader(), directory + "/" + name);
      }
      if (in == null) {
        throw new FileNotFoundException(location + "/" + name);
      }
      return in;
    }

    private static InputStream open(ClassLoader loader, String resource) {
      return loader == null ? null : loader.getResourceAsStream(resource);
    }
  }
}
