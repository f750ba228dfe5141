// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.pix2prof.model.internal.Safetensors;

/**
 * The state of a training run, in one file that is replaced atomically.
 *
 * @param run settings that must be the same on resuming
 * @param steps number of optimiser steps
 * @param galaxies index of the next galaxy
 * @param seconds of training so far
 * @param arrays state of the optimiser, safetensors
 */
record Checkpoint(Run run, long steps, long galaxies, double seconds, byte[] arrays) {
  private static final String FILE = "checkpoint.bin";
  private static final int MAGIC = 0x70327045;

  /**
   * The settings that must be the same on resuming.
   *
   * @param seed of weights, galaxies and noise
   * @param iterations number of refinement iterations
   * @param survey survey of the images
   * @param startedFrom name, version and checksum of the initial model, or ""
   * @param pairs shares of held-out pairs and of simulated galaxies, or "" without pairs
   */
  record Run(long seed, int iterations, String survey, String startedFrom, String pairs) {}

  static Checkpoint of(Run run, Adam adam, long galaxies, double seconds) {
    NDList state = adam.state();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      state.encode(out, NDList.Encoding.SAFETENSORS);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      state.close();
    }
    return new Checkpoint(run, adam.steps(), galaxies, seconds, bytes.toByteArray());
  }

  /**
   * Restores the state of the optimiser.
   *
   * @param directory of the checkpoint, for messages
   * @throws IOException if the state is damaged
   * @throws IllegalArgumentException if it is of another network
   */
  void restore(Adam adam, NDManager manager, Path directory) throws IOException {
    Safetensors state = Safetensors.read(arrays, directory.resolve(FILE) + ": its optimiser state");
    try (NDManager scope = manager.newSubManager()) {
      adam.restore(state.load(scope), steps);
    }
  }

  void write(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    Path part = directory.resolve(FILE + ".part");
    try {
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
        out.writeInt(MAGIC);
        out.writeLong(run.seed);
        out.writeInt(run.iterations);
        out.writeUTF(run.survey);
        out.writeUTF(run.startedFrom);
        out.writeUTF(run.pairs);
        out.writeLong(steps);
        out.writeLong(galaxies);
        out.writeDouble(seconds);
        out.writeInt(arrays.length);
        out.write(arrays);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Reads the checkpoint of a directory, without its optimiser state.
   *
   * @return empty if there is none
   * @throws IOException if it is damaged; names the file
   */
  static Optional<Checkpoint> read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file"); // A device may be endless.
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " is not a checkpoint of a training run");
      }
      Run run = new Run(in.readLong(), in.readInt(), in.readUTF(), in.readUTF(), in.readUTF());
      long steps = in.readLong();
      long galaxies = in.readLong();
      double seconds = in.readDouble();
      int length = in.readInt();
      byte[] arrays = in.readNBytes(Math.max(0, length));
      if (steps < 0 || galaxies < 0 || !(seconds >= 0) || Double.isInfinite(seconds)) {
        throw new IOException(
            file
                + " is damaged: it has "
                + steps
                + " steps, "
                + galaxies
                + " galaxies and "
                + seconds
                + " seconds");
      }
      if (arrays.length != length || in.read() >= 0) {
        throw new IOException(
            file + " is damaged: its optimiser state does not have the " + length + " bytes given");
      }
      return Optional.of(new Checkpoint(run, steps, galaxies, seconds, arrays));
    } catch (EOFException | UTFDataFormatException e) {
      throw new IOException(file + " is damaged or truncated", e);
    }
  }
}
