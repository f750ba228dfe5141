// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Float16Utils;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.pix2prof.model.bundle.InvalidModelException;

/**
 * A safetensors file: the length of its header (8 bytes, little-endian), the header as JSON, and
 * the numbers. The header is compared with the file size before any number is read: each tensor has
 * the bytes that its type and shape need, and together the tensors cover the file.
 */
public final class Safetensors {
  /** Maximum size of the header, far above the size that a network needs. */
  public static final int MAX_HEADER_BYTES = 1 << 20;

  private static final int MAX_AXES = 16;
  private static final String METADATA = "__metadata__";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String location;
  private final ByteBuffer numbers;
  private final List<Tensor> tensors;

  /**
   * One tensor.
   *
   * @param name unique in the file
   * @param type of its numbers
   * @param shape length of each axis
   * @param begin first byte, counted from the end of the header
   * @param end byte after the last
   */
  private record Tensor(String name, Type type, long[] shape, int begin, int end) {}

  /** The number types of the format. */
  private enum Type {
    BOOL(1, false),
    U8(1, false),
    I8(1, false),
    F8_E5M2(1, false),
    F8_E4M3(1, false),
    I16(2, false),
    U16(2, false),
    I32(4, false),
    U32(4, false),
    I64(8, false),
    U64(8, false),
    F16(2, true),
    BF16(2, true),
    F32(4, true),
    F64(8, true);

    final int size;
    final boolean floating;

    Type(int size, boolean floating) {
      this.size = size;
      this.floating = floating;
    }
  }

  private Safetensors(String location, ByteBuffer numbers, List<Tensor> tensors) {
    this.location = location;
    this.numbers = numbers;
    this.tensors = tensors;
  }

  /**
   * Reads the header.
   *
   * @param file all bytes
   * @param location of the file, for messages
   * @return the file
   * @throws InvalidModelException if the header is invalid or does not match the file
   */
  public static Safetensors read(byte[] file, String location) throws InvalidModelException {
    if (file.length < Long.BYTES) {
      throw invalid(location, "it has " + file.length + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long header = bytes.getLong();
    if (header < 2 || header > MAX_HEADER_BYTES || header > bytes.remaining()) {
      throw invalid(
          location,
          "its header length is "
              + Long.toUnsignedString(header)
              + " bytes; the file has "
              + bytes.remaining()
              + ", and a header at most "
              + MAX_HEADER_BYTES);
    }
    ByteBuffer numbers =
        bytes
            .slice(Long.BYTES + (int) header, bytes.remaining() - (int) header)
            .order(ByteOrder.LITTLE_ENDIAN);
    List<Tensor> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : header(file, (int) header, location).properties()) {
      if (!entry.getKey().equals(METADATA)) {
        tensors.add(tensor(entry.getKey(), entry.getValue(), numbers.remaining(), location));
      }
    }
    checkCovers(tensors, numbers.remaining(), location);
    return new Safetensors(location, numbers, List.copyOf(tensors));
  }

  private static JsonNode header(byte[] file, int length, String location)
      throws InvalidModelException {
    JsonNode header;
    try {
      header = JSON.readTree(file, Long.BYTES, length);
    } catch (JsonProcessingException e) {
      throw invalid(location, "its header is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw invalid(location, "its header is not JSON: " + e.getMessage(), e);
    }
    if (header == null || !header.isObject()) {
      throw invalid(location, "its header is not a JSON object");
    }
    return header;
  }

  private static Tensor tensor(String name, JsonNode entry, int available, String location)
      throws InvalidModelException {
    String where = "tensor '" + shown(name) + "' ";
    Type type = type(entry.path("dtype").asText());
    if (type == null) {
      throw invalid(
          location, where + "has the unknown type '" + shown(entry.path("dtype").asText()) + "'");
    }
    long[] shape = numbers(entry.path("shape"), MAX_AXES);
    long[] offsets = numbers(entry.path("data_offsets"), 2);
    if (shape == null || offsets == null || offsets.length != 2) {
      throw invalid(location, where + "has no shape and data_offsets of whole numbers");
    }
    if (offsets[0] > offsets[1] || offsets[1] > available) {
      throw invalid(
          location,
          where
              + "has the bytes "
              + offsets[0]
              + " to "
              + offsets[1]
              + " of "
              + available
              + " that are there");
    }
    long bytes = type.size;
    try {
      for (long axis : shape) {
        bytes = Math.multiplyExact(bytes, axis);
      }
    } catch (ArithmeticException e) {
      bytes = Long.MAX_VALUE;
    }
    if (bytes != offsets[1] - offsets[0] || bytes == 0) {
      throw invalid(
          location,
          where
              + "of "
              + type
              + " "
              + Arrays.toString(shape)
              + " has "
              + (offsets[1] - offsets[0])
              + " bytes");
    }
    return new Tensor(name, type, shape, (int) offsets[0], (int) offsets[1]);
  }

  private static Type type(String name) {
    for (Type type : Type.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** A list of whole numbers from 0 on; null for anything else. */
  private static long[] numbers(JsonNode list, int most) {
    if (!list.isArray() || list.size() > most) {
      return null;
    }
    long[] numbers = new long[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode number = list.get(i);
      if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
        return null;
      }
      numbers[i] = number.longValue();
    }
    return numbers;
  }

  /** Rejects gaps and shared bytes, which the format does not allow. */
  private static void checkCovers(List<Tensor> tensors, int available, String location)
      throws InvalidModelException {
    int at = 0;
    for (Tensor tensor : tensors.stream().sorted(Comparator.comparing(Tensor::begin)).toList()) {
      if (tensor.begin() != at) {
        throw invalid(
            location,
            "tensor '"
                + shown(tensor.name())
                + "' begins at byte "
                + tensor.begin()
                + " of the numbers, not at "
                + at);
      }
      at = tensor.end();
    }
    if (at != available) {
      throw invalid(location, "its tensors have " + at + " bytes, the file has " + available);
    }
  }

  /**
   * Copies the tensors to separate memory, as 32-bit floats.
   *
   * @param manager owner of the copies
   * @return one array per tensor, with its name
   * @throws InvalidModelException if one is not of floats, or has a NaN or infinite value
   */
  public NDList load(NDManager manager) throws InvalidModelException {
    NDList arrays = new NDList();
    try {
      for (Tensor tensor : tensors) {
        // A created array shares a Java buffer that is freed with the array, and so do the results
        // of DJL's toType and toDevice, even if a copy is requested.
        try (NDArray array = manager.create(values(tensor), new Shape(tensor.shape()))) {
          NDArray own = array.duplicate();
          own.setName(tensor.name());
          arrays.add(own);
        }
      }
      return arrays;
    } catch (InvalidModelException | RuntimeException | OutOfMemoryError e) {
      arrays.close();
      throw e;
    }
  }

  private float[] values(Tensor tensor) throws InvalidModelException {
    Type type = tensor.type();
    if (!type.floating) {
      throw new InvalidModelException(
          location
              + ": tensor "
              + shown(tensor.name())
              + " is "
              + type
              + "; expected F16, BF16, F32 or F64");
    }
    float[] values = new float[(tensor.end() - tensor.begin()) / type.size];
    for (int i = 0; i < values.length; i++) {
      int at = tensor.begin() + i * type.size;
      values[i] =
          switch (type) {
            case F16 -> Float16Utils.halfToFloat(numbers.getShort(at));
            case BF16 -> Float.intBitsToFloat(numbers.getShort(at) << 16);
            case F64 -> (float) numbers.getDouble(at);
            default -> numbers.getFloat(at);
          };
      if (!Float.isFinite(values[i])) {
        throw new InvalidModelException(
            location
                + ": tensor "
                + shown(tensor.name())
                + " has the value "
                + values[i]
                + "; expected finite weights");
      }
    }
    return values;
  }

  private static InvalidModelException invalid(String location, String why) {
    return invalid(location, why, null);
  }

  private static InvalidModelException invalid(String location, String why, Exception cause) {
    return new InvalidModelException(location + " is not a safetensors file: " + why, cause);
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }
}
