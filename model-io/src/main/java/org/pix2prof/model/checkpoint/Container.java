// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;

/** File format of {@code torch.save}; there are two. */
interface Container extends AutoCloseable {
  /** Maximum size of a checkpoint; the networks of this project are smaller. */
  long LARGEST = Integer.MAX_VALUE;

  /** The object that was saved. */
  Object root();

  /**
   * Reads the bytes of a storage, little-endian, of exactly its length.
   *
   * @throws CheckpointException if the file does not contain them
   */
  ByteBuffer storage(StorageRef storage) throws IOException;

  @Override
  void close() throws IOException;
}
