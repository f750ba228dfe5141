// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Tensor of a pickle: a strided view of a storage, checked to be inside it.
 *
 * @param storage the viewed storage
 * @param offset index of its first element in the storage
 * @param shape length of each axis
 * @param strides storage elements between consecutive indices of each axis
 */
record TensorView(StorageRef storage, long offset, long[] shape, long[] strides) {

  private static final int MOST_AXES = 16;

  /** Checks that every element is in the storage and is used at most once. */
  TensorView {
    if (shape.length != strides.length || shape.length > MOST_AXES) {
      throw new IllegalArgumentException(
          "a tensor has " + shape.length + " axes and " + strides.length + " strides");
    }
    long elements = 1;
    long last = offset;
    boolean inside = offset >= 0;
    try {
      for (int i = 0; i < shape.length; i++) {
        inside &= shape[i] >= 0 && strides[i] >= 0;
        elements = Math.multiplyExact(elements, shape[i]);
        last = Math.addExact(last, Math.multiplyExact(shape[i] - 1, strides[i]));
      }
    } catch (ArithmeticException e) {
      inside = false;
    }
    if (!inside || elements > storage.elements() || (elements > 0 && last >= storage.elements())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a tensor of shape %s, strides %s and offset %d is not inside its storage of %d"
                  + " elements",
              Arrays.toString(shape),
              Arrays.toString(strides),
              offset,
              storage.elements()));
    }
  }

  /**
   * The elements, row-major.
   *
   * @param bytes of the storage
   */
  double[] values(ByteBuffer bytes) {
    double[] values = new double[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
    long[] index = new long[shape.length];
    long at = offset;
    for (int i = 0; i < values.length; i++) {
      values[i] = storage.type().get(bytes, Math.toIntExact(at * storage.type().size));
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        at += strides[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        at -= shape[axis] * strides[axis];
        index[axis] = 0;
      }
    }
    return values;
  }
}
