package org.pix2prof.model.checkpoint;

/**
 * One flat array of a checkpoint file, as a pickle refers to it.
 *
 * @param type of its elements
 * @param key its name in the container
 * @param elements their number
 */
record StorageRef(ElementType type, String key, long elements) {

  /** Number of bytes that the container must hold for it. */
  long bytes() {
    return Math.multiplyExact(elements, type.size);
  }
}
