// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a reader on damaged files. The damage depends on a seed, so that a failure can be repeated:
 * {@code -Dfuzz.seed=SEED -Dfuzz.mutations=1}. {@code -Dfuzz.mutations=100000} makes a long search.
 */
public final class Fuzz {
  private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 300);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final int SECONDS = 20;

  /** Sizes and counts that may break readers. */
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    1 << 15,
    1 << 16,
    1 << 24,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    1L << 53,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final String[] TEXTS = {
    "0",
    "-1",
    "99999999999",
    "1e999999999",
    "NaN",
    "-Infinity",
    "2147483648",
    "",
    "\"",
    "'",
    "<",
    "]]>",
    "{",
    "}",
    "[",
    "null",
    "\0",
    "\n",
    "\u0661\u0662",
    "1.5",
    "=",
    ",",
    "&lt;",
    "T"
  };

  /** Reads a file that may be damaged. */
  public interface Target {
    /**
     * Reads the file.
     *
     * @param file its bytes
     * @throws Exception if the reader fails in a way that a damaged file must not cause
     */
    void read(byte[] file) throws Exception;
  }

  /**
   * Runs a reader on damaged copies of files.
   *
   * @param target the reader, called by one thread at a time
   * @param files undamaged files
   */
  public static void run(Target target, byte[]... files) {
    Map<String, String> faults = new LinkedHashMap<>();
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      for (byte[] file : files) {
        target.read(file); // An undamaged file.
      }
      for (long seed = SEED; seed < SEED + MUTATIONS; seed++) {
        Random random = new Random(seed);
        byte[] damaged = damaged(files[(int) Math.floorMod(seed, files.length)], random);
        String fault = fault(target, damaged);
        if (fault == null && printed.size() > 0) {
          fault = "it printed " + printed.toString(StandardCharsets.UTF_8);
        }
        printed.reset();
        if (fault != null) {
          // The same fault has the same first lines.
          faults.putIfAbsent(fault.replaceAll("[0-9]+", "#"), "-Dfuzz.seed=" + seed + ": " + fault);
        }
      }
    } catch (Exception e) {
      fail("an undamaged file: " + e, e);
    } finally {
      System.setErr(err);
    }
    assertTrue(faults.isEmpty(), () -> String.join("\n", faults.values()));
  }

  /** Describes the fault of a reader; null if there is none. */
  private static String fault(Target target, byte[] file) throws InterruptedException {
    FutureTask<Void> reading =
        new FutureTask<>(
            () -> {
              target.read(file);
              return null;
            });
    Thread reader = new Thread(reading, "fuzz");
    reader.setDaemon(true);
    reader.start();
    try {
      reading.get(SECONDS, TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException e) {
      return e.getCause() + place(e.getCause().getStackTrace());
    } catch (TimeoutException e) {
      return "it takes more than " + SECONDS + " s" + place(reader.getStackTrace());
    }
  }

  private static String place(StackTraceElement[] stack) {
    StringBuilder place = new StringBuilder();
    for (int i = 0; i < Math.min(stack.length, 12); i++) {
      place.append("\n    at ").append(stack[i]);
    }
    return place.toString();
  }

  private static byte[] damaged(byte[] file, Random random) throws IOException {
    byte[] bytes = file;
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      bytes = edited(bytes, random);
    }
    return bytes;
  }

  private static byte[] edited(byte[] file, Random random) throws IOException {
    if (file.length == 0) {
      return new byte[random.nextInt(64)];
    }
    // Headers are at the beginning, tables of contents at the end.
    int range = random.nextBoolean() ? file.length : Math.min(file.length, 1 << random.nextInt(14));
    int at = random.nextInt(range);
    at = random.nextInt(8) == 0 ? file.length - 1 - at : at;
    int length = Math.min(file.length - at, 1 << random.nextInt(12));
    switch (random.nextInt(9)) {
      case 0:
        return replaced(file, at, 1, new byte[] {(byte) (file[at] ^ 1 << random.nextInt(8))});
      case 1:
        return replaced(file, at, 1, new byte[] {(byte) random.nextInt(256)});
      case 2:
        return replaced(file, at, file.length - at, new byte[0]);
      case 3:
        return replaced(file, at, length, new byte[0]);
      case 4:
        byte[] copy = new byte[length];
        System.arraycopy(file, at, copy, 0, length);
        return replaced(file, random.nextInt(file.length), 0, copy);
      case 5:
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return replaced(file, at, length, noise);
      case 6:
        return replaced(file, at, 0, number(random));
      case 7:
        byte[] number = number(random);
        return replaced(file, at, Math.min(number.length, file.length - at), number);
      default:
        byte[] text = TEXTS[random.nextInt(TEXTS.length)].getBytes(StandardCharsets.UTF_8);
        int end = at;
        while (end < file.length && Character.isDigit(file[end])) {
          end++;
        }
        return replaced(file, at, end - at, text);
    }
  }

  private static byte[] number(Random random) {
    long number = NUMBERS[random.nextInt(NUMBERS.length)];
    byte[] bytes = new byte[1 << random.nextInt(4)];
    boolean big = random.nextBoolean();
    for (int i = 0; i < bytes.length; i++) {
      bytes[big ? bytes.length - 1 - i : i] = (byte) (number >> 8 * i);
    }
    return bytes;
  }

  private static byte[] replaced(byte[] file, int at, int length, byte[] by) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + by.length);
    out.write(file, 0, at);
    out.write(by);
    out.write(file, at + length, file.length - at - length);
    return out.toByteArray();
  }

  private Fuzz() {}
}
