package org.pix2prof.model.bundle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.ZipException;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Format;
import org.pix2prof.model.internal.Sha256;

/**
 * A model as it is stored: {@code manifest.json} and the weights file that it names. Opening reads
 * the manifest only; the weights are read, and checked against the manifest's SHA-256, when asked
 * for.
 */
public final class ModelBundle {
  /** File name of the manifest. */
  public static final String MANIFEST = "manifest.json";

  private static final String CLASSPATH = "classpath:";
  private static final int MAX_MANIFEST_BYTES = 1 << 20;

  /** Of a scripted module, whose size nothing tells. */
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
   * Opens a bundle wherever its files are.
   *
   * @param files of the bundle
   * @return the bundle
   * @throws InvalidModelException if there is no manifest, or one that is refused
   * @throws IOException if the manifest cannot be read
   */
  public static ModelBundle open(BundleFiles files) throws IOException {
    return new ModelBundle(files, readFile(files, MANIFEST, MAX_MANIFEST_BYTES));
  }

  /**
   * Opens a local bundle.
   *
   * @param path a folder, or a zip of one
   * @return the bundle
   * @throws InvalidModelException if there is nothing, no manifest, or one that is refused
   * @throws IOException if the manifest cannot be read
   */
  public static ModelBundle open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return open(new FolderFiles(path));
    }
    if (Files.isRegularFile(path)) {
      return open(BundleFiles.zip(() -> Files.newInputStream(path), path.toString()));
    }
    throw new InvalidModelException(path + ": no such model bundle; expected a folder or a zip");
  }

  /**
   * Opens a bundle of this machine.
   *
   * @param location a path, a {@code file:} URI, or {@code classpath:/folder/} for one inside a jar
   * @return the bundle
   * @throws InvalidModelException if there is nothing, no manifest, or one that is refused
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

  /** {@return where the bundle is, for messages} */
  public String location() {
    return files.location();
  }

  /** {@return what the model is} */
  public ModelManifest manifest() {
    return manifest;
  }

  /**
   * The checksum of the whole bundle: that of the manifest's text, which holds that of the weights.
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
   * @throws InvalidModelException if it is not there, larger than the manifest's network needs, or
   *     not what the manifest's SHA-256 says
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
      // The manifest was refused if this were too large for an int.
      return Math.toIntExact(
          Long.BYTES
              + Safetensors.MAX_HEADER_BYTES
              + Double.BYTES * NetworkLimits.parameters(manifest));
    } catch (IllegalArgumentException e) {
      throw new InvalidModelException(files.location() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads the named tensors of a safetensors bundle as 32-bit floats in memory of their own.
   *
   * @param manager owner of the tensors
   * @return one array per tensor, with its name
   * @throws InvalidModelException if the weights are not those of the manifest, or not safetensors
   *     of finite floats
   * @throws IOException if they cannot be read
   */
  public NDList tensors(NDManager manager) throws IOException {
    NDList tensors = new NDList();
    try {
      Safetensors stored =
          Safetensors.read(weights(), files.location() + ": " + manifest.weights());
      for (Safetensors.Tensor tensor : stored.tensors()) {
        // A created array looks into a Java buffer that goes when the array is closed, and with it
        // whatever shares its values: DJL's toType and toDevice do, even when asked for a copy.
        try (NDArray array = manager.create(stored.values(tensor), new Shape(tensor.shape()))) {
          NDArray own = array.duplicate();
          own.setName(tensor.name());
          tensors.add(own);
        }
      }
      return tensors;
    } catch (OutOfMemoryError e) {
      tensors.close();
      throw tooLarge(files, manifest.weights(), e);
    } catch (IOException | RuntimeException e) {
      tensors.close();
      throw e;
    }
  }

  /**
   * The same bundle with its weights in another directory, where they are checked as anywhere.
   *
   * @param folder of a copy
   * @return the bundle with this manifest, whatever manifest is there
   * @throws InvalidModelException never, as the manifest was accepted before
   */
  public ModelBundle withWeightsIn(Path folder) throws InvalidModelException {
    return new ModelBundle(new FolderFiles(folder), manifestJson);
  }

  /**
   * Checks a copy.
   *
   * @param folder of the copy
   * @return whether it has the same manifest and weights
   */
  public boolean isCopiedTo(Path folder) {
    try {
      byte[] copied = readFile(new FolderFiles(folder), MANIFEST, MAX_MANIFEST_BYTES);
      if (!Arrays.equals(copied, manifestJson)) {
        return false;
      }
      withWeightsIn(folder).weights();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Copies the bundle into a local folder, weights first and manifest last, each file at once; the
   * weights are checked on the way.
   *
   * @param folder made if it is not there
   * @throws IOException if the weights are not those of the manifest, or the folder cannot be
   *     written
   */
  public void copyTo(Path folder) throws IOException {
    write(folder, manifest.weights(), weights(), manifestJson);
  }

  /**
   * Writes a safetensors bundle; see {@link #write(Path, ModelManifest, byte[])}.
   *
   * @param folder made if it is not there
   * @param manifest of the model; its {@code sha256} is ignored
   * @param tensors the weights, every array with its name
   * @return the manifest as written
   * @throws IOException if the manifest is not valid or the folder cannot be written
   */
  public static ModelManifest write(Path folder, ModelManifest manifest, NDList tensors)
      throws IOException {
    for (NDArray array : tensors) {
      if (array.getName() == null || array.getName().isEmpty()) {
        throw new IllegalArgumentException(
            "a tensor of shape " + array.getShape() + " has no name");
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tensors.encode(bytes, NDList.Encoding.SAFETENSORS);
    return write(folder, manifest, bytes.toByteArray());
  }

  /**
   * Writes a bundle. The manifest comes last, so a folder that has one has its weights too; each
   * file is written beside its place and renamed into it.
   *
   * @param folder made if it is not there
   * @param manifest of the model; its {@code sha256} is ignored
   * @param weights bytes of the weights file
   * @return the manifest as written, with the checksum of the weights
   * @throws IOException if the manifest is not valid or the folder cannot be written
   */
  public static ModelManifest write(Path folder, ModelManifest manifest, byte[] weights)
      throws IOException {
    ModelManifest complete = manifest.withSha256(Sha256.hex(weights));
    write(folder, complete.weights(), weights, ManifestJson.write(complete));
    return complete;
  }

  private static void write(Path folder, String weightsName, byte[] weights, byte[] manifestJson)
      throws IOException {
    Files.createDirectories(folder);
    writeFile(folder.resolve(weightsName), weights);
    writeFile(folder.resolve(MANIFEST), manifestJson);
  }

  private static void writeFile(Path file, byte[] bytes) throws IOException {
    Path temporary =
        file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      Files.write(temporary, bytes);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(temporary);
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

  /** What was asked for was one large block, so that there is memory left to say so. */
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

  /** A bundle in a local folder. */
  private record FolderFiles(Path folder) implements BundleFiles {
    @Override
    public InputStream open(String name) throws IOException {
      Path file = folder.resolve(name);
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // A device or pipe may have no end.
        throw new InvalidModelException(folder + ": " + name + " is not a regular file");
      }
      return Files.newInputStream(file);
    }

    @Override
    public String location() {
      return folder.toString();
    }
  }

  /** A bundle inside a jar or other class path entry. */
  private record ClasspathFiles(String location) implements BundleFiles {
    @Override
    public InputStream open(String name) throws IOException {
      String folder = location.substring(CLASSPATH.length()).replaceAll("^/+|/+$", "");
      InputStream in = open(Thread.currentThread().getContextClassLoader(), folder + "/" + name);
      if (in == null) {
        in = open(ModelBundle.class.getClassLoader(), folder + "/" + name);
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
