// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipException;

/**
 * Dict of state dicts, written by {@code torch.save} in either of PyTorch's two containers. Only
 * strings, numbers, lists, dicts and tensors are built from it. Not thread-safe.
 */
public final class PyTorchCheckpoint implements AutoCloseable {
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  // PROTO 2, LONG1 of ten bytes: the magic number.
  private static final byte[] LEGACY = {(byte) 0x80, 2, (byte) 0x8a, 10};

  private final Path file;
  private final Container container;
  private final Map<?, ?> root;

  private PyTorchCheckpoint(Path file, Container container) throws CheckpointException {
    this.file = file;
    this.container = container;
    if (!(container.root() instanceof Map<?, ?> dict)) {
      throw new CheckpointException("it has no dict");
    }
    this.root = dict;
  }

  /**
   * Opens a checkpoint and reads everything except the elements of its tensors.
   *
   * @param file the checkpoint
   * @return the checkpoint, which the caller closes
   * @throws CheckpointException if it is not a checkpoint, or contains objects other than tensors
   * @throws IOException if it cannot be read
   */
  public static PyTorchCheckpoint open(Path file) throws IOException {
    Container container = null;
    try {
      container = container(file);
      return new PyTorchCheckpoint(file, container);
    } catch (CheckpointException | ZipException | EOFException e) {
      if (container != null) {
        container.close();
      }
      throw in(file, e);
    }
  }

  private static Container container(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new CheckpointException("it is not a regular file"); // A device may be endless.
    }
    if (Files.size(file) > Container.LARGEST) {
      throw new CheckpointException("it is larger than 2 GiB");
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(4);
    }
    if (Arrays.equals(start, ZIP)) {
      return new ZipContainer(file);
    }
    if (Arrays.equals(start, LEGACY)) {
      return new LegacyContainer(file);
    }
    throw new CheckpointException("it does not begin like a file of torch.save");
  }

  private static CheckpointException in(Path file, Exception e) {
    String why = e.getMessage() == null ? "it is truncated" : e.getMessage();
    return new CheckpointException(file + " is not a usable checkpoint: " + why, e);
  }

  /**
   * Returns a dict of tensors.
   *
   * @param name its key in the checkpoint
   * @return the tensors by name, sorted
   * @throws CheckpointException if no such dict exists
   */
  public Map<String, CheckpointTensor> stateDict(String name) throws CheckpointException {
    if (!(root.get(name) instanceof Map<?, ?> dict)) {
      throw new CheckpointException(
          file + " has no state dict '" + name + "'; its keys are " + names(root).keySet());
    }
    Map<String, CheckpointTensor> tensors = new TreeMap<>();
    for (Map.Entry<?, ?> entry : dict.entrySet()) {
      if (!(entry.getKey() instanceof String key && entry.getValue() instanceof TensorView view)) {
        throw new CheckpointException(
            file + ": '" + entry.getKey() + "' of the state dict '" + name + "' is not a tensor");
      }
      tensors.put(key, new CheckpointTensor(this, view));
    }
    return tensors;
  }

  /**
   * Metadata beside the state dicts, such as the epoch.
   *
   * @return strings and numbers by name, sorted
   */
  public Map<String, Object> facts() {
    Map<String, Object> facts = names(root);
    facts.values().removeIf(value -> !(value instanceof String || value instanceof Number));
    return facts;
  }

  private static Map<String, Object> names(Map<?, ?> dict) {
    Map<String, Object> named = new TreeMap<>();
    dict.forEach(
        (key, value) -> {
          if (key instanceof String name && value != null) {
            named.put(name, value);
          }
        });
    return named;
  }

  double[] values(TensorView view) throws IOException {
    try {
      return view.values(container.storage(view.storage()));
    } catch (CheckpointException | ZipException | EOFException e) {
      throw in(file, e);
    }
  }

  @Override
  public void close() throws IOException {
    container.close();
  }
}
