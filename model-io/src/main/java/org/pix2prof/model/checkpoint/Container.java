package org.pix2prof.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One of the two ways in which {@code torch.save} lays out a file. */
interface Container extends AutoCloseable {
  /** Larger files are no checkpoint of a network that this project knows. */
  long LARGEST = Integer.MAX_VALUE;

  /** The object that was saved. */
  Object root();

  /**
   * The bytes of a storage, little-endian, exactly as many as it says.
   *
   * @throws CheckpointException if the file does not hold them
   */
  ByteBuffer storage(StorageRef storage) throws IOException;

  @Override
  void close() throws IOException;
}
