// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pix2prof.pipelines.Pix2Prof;

/**
 * A directory with small samples of the files in the documentation, to run its commands in.
 *
 * <p>Bash parses the lines, with fake {@code ./pix2prof} and {@code mvn} commands that record their
 * arguments. Then {@code pix2prof} runs in this process. Relative paths are resolved in the
 * directory, and {@code --count} is limited to {@value #MAX_COUNT} galaxies.
 */
final class Sandbox {
  private static final int MAX_COUNT = 4;
  private static final Set<String> PATHS =
      Set.of(
          "input",
          "output",
          "truth",
          "catalog",
          "frames",
          "badRecords",
          "model",
          "profiles",
          "reference",
          "plots",
          "mask",
          "weight",
          "targets",
          "isophotes",
          "modelImages");

  private final Path directory;

  private Sandbox(Path directory) {
    this.directory = directory;
  }

  /** Creates a sandbox with the examples only. */
  static Sandbox withExamples(Path directory) throws IOException {
    Sandbox sandbox = new Sandbox(directory);
    Files.createSymbolicLink(directory.resolve("examples"), Page.ROOT.resolve("examples"));
    sandbox.tool("pix2prof");
    sandbox.tool("mvn");
    return sandbox;
  }

  /** Creates the files in a directory. */
  static Sandbox in(Path directory) throws IOException {
    Sandbox sandbox = withExamples(directory);
    sandbox.run("simulate", "--count=2", "--seed=11", "--bands=g,r", "--output=cutouts");
    sandbox.run("simulate", "--count=3", "--seed=12", "--output=images");
    Files.copy(directory.resolve("images/truth.csv"), directory.resolve("reference.csv"));
    sandbox.run(
        "simulate",
        "--frames=1",
        "--count=3",
        "--seed=13",
        "--bands=g,r",
        "--frameSize=512x512",
        "--output=frames");
    Files.copy(directory.resolve("frames/catalog.csv"), directory.resolve("catalog.csv"));
    sandbox.describeCutouts();
    return sandbox;
  }

  /** Writes a mask, a map of the noise and a target for each cutout. */
  private void describeCutouts() throws IOException {
    List<Path> cutouts;
    try (Stream<Path> files = Files.list(directory.resolve("cutouts"))) {
      cutouts = files.filter(file -> file.toString().endsWith(".fits")).sorted().toList();
    }
    Files.createDirectory(directory.resolve("maps"));
    StringBuilder targets = new StringBuilder("id,x,y\n");
    for (Path cutout : cutouts) {
      String id = cutout.getFileName().toString().replace(".fits", "");
      Files.write(directory.resolve("maps/" + id + "_mask.fits"), map(cutout, 0));
      Files.write(directory.resolve("maps/" + id + "_rms.fits"), map(cutout, 0.02f));
      targets.append(id).append(",127,127\n");
    }
    Files.writeString(directory.resolve("targets.csv"), targets);
  }

  /** Returns an image of 32-bit floats with all pixels replaced by one value. */
  private static byte[] map(Path image, float value) throws IOException {
    byte[] bytes = Files.readAllBytes(image);
    int at = 0;
    while (!new String(bytes, at, 80, StandardCharsets.US_ASCII).startsWith("END ")) {
      at += 80;
    }
    ByteBuffer pixels = ByteBuffer.wrap(bytes).position((at / 2880 + 1) * 2880);
    while (pixels.remaining() >= Float.BYTES) {
      pixels.putFloat(value);
    }
    return bytes;
  }

  private void tool(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(
        file,
        "#!/bin/bash\nprintf '%s\\0' " + name + " \"$@\" >> calls\nprintf '\\n\\0' >> calls\n");
    assertEquals(true, file.toFile().setExecutable(true));
  }

  /** Returns the commands in a line of bash. */
  List<List<String>> commands(String line) throws IOException, InterruptedException {
    Path calls = directory.resolve("calls");
    Files.write(calls, new byte[0]);
    Path log = directory.resolve("log");
    int status =
        new ProcessBuilder("bash", "-euc", "mvn() { ./mvn \"$@\"; }; " + line)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertEquals(0, status, () -> line + ": " + read(log));
    List<List<String>> commands = new ArrayList<>();
    List<String> command = new ArrayList<>();
    for (String word : read(calls).split("\0")) {
      if (word.equals("\n")) {
        commands.add(command);
        command = new ArrayList<>();
      } else {
        command.add(word);
      }
    }
    return commands;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Runs pix2prof. */
  void run(String... args) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    String[] here = Arrays.stream(args).map(this::here).toArray(String[]::new);
    int status = Pix2Prof.run(out, out, here);
    assertEquals(
        0, status, () -> String.join(" ", here) + ": " + said.toString(StandardCharsets.UTF_8));
  }

  private String here(String arg) {
    Matcher option = Pattern.compile("--(\\w+)=(.*)").matcher(arg);
    if (!option.matches()) {
      return arg;
    }
    String name = option.group(1);
    if (name.equals("count")) {
      return "--count=" + Math.min(MAX_COUNT, Integer.parseInt(option.group(2)));
    }
    return PATHS.contains(name)
        ? "--"
            + name
            + "="
            + Stream.of(option.group(2).split(","))
                .map(this::resolve)
                .collect(Collectors.joining(","))
        : arg;
  }

  private String resolve(String path) {
    // --frames is a pattern for caption and a number for simulate.
    return path.startsWith("/") || path.matches("\\d+") ? path : directory.resolve(path).toString();
  }
}
