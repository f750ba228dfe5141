package org.pix2prof.model.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A tensor as a pickle describes it: a strided view of a storage, checked to lie inside it.
 *
 * @param storage what it looks at
 * @param offset index of its first element in the storage
 * @param shape length of each axis
 * @param strides storage elements from one index to the next, of each axis
 */
record TensorView(StorageRef storage, long offset, long[] shape, long[] strides) {

  private static final int MOST_AXES = 16;

  /** Checks that every element lies in the storage and none is asked for more than once. */
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
              "a tensor of shape %s, strides %s and offset %d does not lie in its storage of %d"
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
