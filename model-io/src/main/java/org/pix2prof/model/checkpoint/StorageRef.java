// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

/**
 * Reference of a pickle to a flat array of a checkpoint file.
 *
 * @param type of its elements
 * @param key its name in the container
 * @param elements their number
 */
record StorageRef(ElementType type, String key, long elements) {

  /** Number of bytes in the container. */
  long bytes() {
    return Math.multiplyExact(elements, type.size);
  }
}
