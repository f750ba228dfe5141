// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import java.nio.ByteBuffer;

/** The number types of PyTorch's storages, little-endian, read as doubles. */
enum ElementType {
  DOUBLE(8) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.getDouble(at);
    }
  },
  FLOAT(4) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.getFloat(at);
    }
  },
  HALF(2) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return halfToDouble(bytes.getShort(at));
    }
  },
  BFLOAT16(2) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return Float.intBitsToFloat(bytes.getShort(at) << 16);
    }
  },
  LONG(8) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.getLong(at);
    }
  },
  INT(4) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.getInt(at);
    }
  },
  SHORT(2) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.getShort(at);
    }
  },
  CHAR(1) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.get(at);
    }
  },
  BYTE(1) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.get(at) & 0xff;
    }
  },
  BOOL(1) {
    @Override
    double get(ByteBuffer bytes, int at) {
      return bytes.get(at) == 0 ? 0 : 1;
    }
  };

  /** Bytes of one element. */
  final int size;

  ElementType(int size) {
    this.size = size;
  }

  /** The element that starts at byte {@code at}. */
  abstract double get(ByteBuffer bytes, int at);

  /** IEEE 754 binary16. */
  private static double halfToDouble(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double size;
    if (exponent == 0) {
      size = Math.scalb((double) fraction, -24);
    } else if (exponent < 31) {
      size = Math.scalb((double) (0x400 | fraction), exponent - 25);
    } else {
      size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    return bits < 0 ? -size : size;
  }
}
