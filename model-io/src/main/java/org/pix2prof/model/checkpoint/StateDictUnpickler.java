// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Unpickles only state dicts. It accepts the opcodes and classes that PyTorch's {@code
 * weights_only} loading needs for plain tensors. It rejects everything else by name, including
 * constructors that the library has registered. One object reads one pickle.
 */
final class StateDictUnpickler extends Unpickler {
  private static final int LONGEST_NAME = 256;
  private static final String OPCODES =
      "" // one character each; dispatch handles some more
          + (char) Opcodes.PROTO
          + (char) Opcodes.FRAME
          + (char) Opcodes.STOP
          + (char) Opcodes.MARK
          + (char) Opcodes.REDUCE
          + (char) Opcodes.BINPERSID
          + (char) Opcodes.NONE
          + (char) Opcodes.NEWTRUE
          + (char) Opcodes.NEWFALSE
          + (char) Opcodes.BININT
          + (char) Opcodes.BININT1
          + (char) Opcodes.BININT2
          + (char) Opcodes.LONG1
          + (char) Opcodes.BINFLOAT
          + (char) Opcodes.BINUNICODE
          + (char) Opcodes.SHORT_BINUNICODE
          + (char) Opcodes.SHORT_BINSTRING
          + (char) Opcodes.EMPTY_TUPLE
          + (char) Opcodes.TUPLE1
          + (char) Opcodes.TUPLE2
          + (char) Opcodes.TUPLE3
          + (char) Opcodes.TUPLE
          + (char) Opcodes.EMPTY_LIST
          + (char) Opcodes.APPEND
          + (char) Opcodes.APPENDS
          + (char) Opcodes.EMPTY_DICT
          + (char) Opcodes.MEMOIZE
          + (char) Opcodes.BINPUT
          + (char) Opcodes.LONG_BINPUT
          + (char) Opcodes.BINGET
          + (char) Opcodes.LONG_BINGET;

  private static final Map<String, IObjectConstructor> CLASSES = classes();

  private final Map<String, StorageRef> storages = new LinkedHashMap<>();

  /** Class of storages. Only a persistent id may name it. */
  private record StorageClass(ElementType type) implements IObjectConstructor {
    @Override
    public Object construct(Object[] args) {
      throw new PickleException("a storage inside the pickle, where only its key is expected");
    }
  }

  private static Map<String, IObjectConstructor> classes() {
    Map<String, IObjectConstructor> classes = new HashMap<>();
    classes.put("collections.OrderedDict", StateDictUnpickler::orderedDict);
    classes.put("torch._utils._rebuild_tensor_v2", StateDictUnpickler::tensor);
    for (ElementType type : ElementType.values()) {
      String name =
          type == ElementType.BFLOAT16
              ? "BFloat16"
              : type.name().charAt(0) + type.name().substring(1).toLowerCase(Locale.ROOT);
      classes.put("torch." + name + "Storage", new StorageClass(type));
    }
    return classes;
  }

  /** Storages that the pickle refers to, by key. */
  Map<String, StorageRef> storages() {
    return storages;
  }

  /**
   * Reads one pickle.
   *
   * @param in stream that supports mark and whose {@code available} is exact
   * @throws CheckpointException if it is malformed or contains objects that a state dict does not
   *     need
   */
  @Override
  public Object load(InputStream in) throws CheckpointException {
    try {
      return super.load(in);
    } catch (PickleException | IllegalArgumentException e) {
      throw new CheckpointException(e.getMessage(), e);
    } catch (IOException e) {
      throw new CheckpointException("its pickle ends too early", e);
    } catch (RuntimeException e) {
      throw new CheckpointException("its pickle is malformed (" + e + ")", e);
    }
  }

  @Override
  protected Object dispatch(short opcode) throws IOException {
    switch (opcode) {
      case Opcodes.GLOBAL, Opcodes.INST -> {
        String module = line();
        push(opcode, module, line());
      }
      case Opcodes.STACK_GLOBAL -> {
        String name = (String) stack.pop();
        push(opcode, (String) stack.pop(), name);
      }
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        put(stack.pop(), value);
      }
      case Opcodes.SETITEMS -> {
        List<Object> items = stack.pop_all_since_marker();
        for (int i = 0; i < items.size(); i += 2) {
          put(items.get(i), items.get(i + 1));
        }
      }
      case Opcodes.BUILD -> {
        stack.pop();
        // The attributes of a state dict: _metadata, the versions of its layers.
        if (!(stack.peek() instanceof Map)) {
          throw new PickleException("attributes for an object that is not a dict");
        }
      }
      default -> {
        if (OPCODES.indexOf(opcode) < 0) {
          throw new PickleException(
              opcode < 0
                  ? "its pickle ends too early"
                  : String.format(
                      Locale.ROOT,
                      "its pickle has the opcode 0x%02x, which is not allowed",
                      opcode));
        }
        if (opcode == Opcodes.BINUNICODE) {
          checkLength();
        }
        return super.dispatch(opcode);
      }
    }
    return NO_RETURN_VALUE;
  }

  private void push(short opcode, String module, String name) {
    IObjectConstructor known = CLASSES.get(module + "." + name);
    if (known == null || opcode == Opcodes.INST) {
      throw new PickleException(
          "its pickle refers to " + module + "." + name + ", which no state dict needs");
    }
    stack.add(known);
  }

  /** Restricts keys to strings and numbers, so that hashing terminates. */
  private void put(Object key, Object value) {
    if (!(key instanceof String || key instanceof Number)) {
      throw new PickleException("a key of a dict is neither a string nor a number");
    }
    @SuppressWarnings("unchecked")
    Map<Object, Object> dict = (Map<Object, Object>) stack.peek();
    dict.put(key, value);
  }

  /** Checks the length of a string, because the library allocates memory for it before reading. */
  private void checkLength() throws IOException {
    input.mark(4);
    int length = PickleUtils.bytes_to_integer(PickleUtils.readbytes(input, 4));
    if (length < 0 || length > input.available()) {
      throw new PickleException("its pickle ends too early");
    }
    input.reset();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = input.read(); c != '\n'; c = input.read()) {
      if (c < 0 || line.length() == LONGEST_NAME) {
        throw new PickleException("the name of a class in its pickle does not end");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private static Object orderedDict(Object[] args) {
    if (args.length > 0) {
      throw new PickleException("an OrderedDict made from arguments, which no state dict needs");
    }
    return new HashMap<>();
  }

  /** {@code (storage, offset, shape, strides, requires_grad, hooks[, metadata])}. */
  private static Object tensor(Object[] args) {
    if (args.length < 6 || args.length > 7 || !(args[0] instanceof StorageRef storage)) {
      throw new PickleException("a tensor without a storage, offset, shape and strides");
    }
    return new TensorView(storage, asLong(args[1]), asLongs(args[2]), asLongs(args[3]));
  }

  /** {@code ('storage', class, key, location, elements[, view])}. */
  @Override
  protected Object persistentLoad(Object id) {
    if (!(id instanceof Object[] parts)
        || parts.length < 5
        || parts.length > 6
        || !"storage".equals(parts[0])
        || !(parts[1] instanceof StorageClass type)
        || !(parts[2] instanceof String key)) {
      throw new PickleException("a persistent id that is not that of a storage");
    }
    if (parts.length == 6 && parts[5] != null) {
      throw new PickleException("a view of a storage, which PyTorch has not written since 0.4");
    }
    StorageRef storage = new StorageRef(type.type(), key, asLong(parts[4]));
    StorageRef before = storages.putIfAbsent(key, storage);
    if (before != null && !before.equals(storage)) {
      throw new PickleException("the storage " + key + " is described in two ways");
    }
    if (storage.elements() < 0 || storage.elements() > Container.LARGEST) {
      throw new PickleException(
          "the storage " + key + " claims " + storage.elements() + " elements");
    }
    return storage;
  }

  private static long[] asLongs(Object tuple) {
    Object[] items = (Object[]) tuple;
    long[] longs = new long[items.length];
    for (int i = 0; i < items.length; i++) {
      longs[i] = asLong(items[i]);
    }
    return longs;
  }

  private static long asLong(Object number) {
    if (number instanceof Integer || number instanceof Long) {
      return ((Number) number).longValue();
    }
    throw new PickleException("a length or offset that is not a whole number below 2^63");
  }
}
