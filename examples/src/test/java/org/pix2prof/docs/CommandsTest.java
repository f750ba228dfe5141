// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.docs.Page.Block;
import org.pix2prof.docs.Page.Mark;
import org.pix2prof.values.ModelRef;

/**
 * Runs the commands of the documentation, which are the blocks marked {@code sh}. A comment above a
 * block, {@code <!-- run by SomeIT -->}, names the test of a command that needs a cluster or a
 * server; {@code <!-- run by hand: ... -->} states a requirement that no test has.
 */
@Tag("slow")
class CommandsTest {
  private static final List<String> COMMANDS =
      List.of("./pix2prof ", "mvn ", "java ", "python3 ", "docker ", "gcloud ", "benchmarks/");

  @TempDir private static Path directory;

  @TestFactory
  Stream<DynamicTest> everyCommandRuns() throws IOException {
    String manifest = ModelRef.DEFAULT_URI.substring("classpath:".length()) + "manifest.json";
    assumeTrue(ModelRef.class.getResource(manifest) != null, "the default model is not built in");
    Sandbox sandbox = Sandbox.in(directory);
    return blocks()
        .filter(block -> block.language().equals("sh") && block.mark().isEmpty())
        .map(block -> DynamicTest.dynamicTest(block.toString(), () -> run(sandbox, block)));
  }

  private static void run(Sandbox sandbox, Block block) throws Exception {
    int commands = 0;
    for (String line : String.join("\n", block.text()).replace("\\\n", " ").split("\n")) {
      for (List<String> command : sandbox.commands(line)) {
        commands++;
        List<String> args = command.subList(1, command.size());
        if (command.get(0).equals("mvn")) {
          checkMaven(args);
        } else {
          sandbox.run(args.toArray(String[]::new));
        }
      }
    }
    assertTrue(commands > 0, "no command in block");
  }

  /** Checks the names in a Maven command without running it; the build and other tests do that. */
  private static void checkMaven(List<String> args) throws Exception {
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i).equals("-pl")) {
        for (String module : args.get(i + 1).split(",")) {
          Path pom = Page.ROOT.resolve(module).resolve("pom.xml");
          assertTrue(Files.exists(pom), module + " is not a module");
        }
      } else if (args.get(i).startsWith("-Dexec.mainClass=")) {
        Class.forName(args.get(i).substring("-Dexec.mainClass=".length()))
            .getMethod("main", String[].class);
      } else if (args.get(i).startsWith("-Dtest=")) {
        for (String pattern : args.get(i).substring("-Dtest=".length()).split(",")) {
          String regex = pattern.replace("*", ".*");
          assertTrue(tests().stream().anyMatch(name -> name.matches(regex)), pattern);
        }
      }
    }
  }

  @Test
  void testsNamedInMarksExist() throws IOException {
    Set<String> tests = tests();
    List<Mark> marks = blocks().flatMap(block -> block.mark().stream()).toList();
    assertFalse(marks.isEmpty());
    for (Mark mark : marks) {
      if (!mark.byHand()) {
        for (String test : mark.who().split(", ")) {
          assertTrue(tests.contains(test), "no test " + test);
        }
      }
    }
  }

  @Test
  void commandsAreInShellBlocksOnly() throws IOException {
    List<Block> hidden =
        blocks()
            .filter(block -> !block.language().equals("sh"))
            .filter(
                block ->
                    block.text().stream()
                        .anyMatch(line -> COMMANDS.stream().anyMatch(line::startsWith)))
            .toList();
    assertEquals(List.of(), hidden);
  }

  private static Stream<Block> blocks() throws IOException {
    return Page.all().stream().flatMap(page -> page.blocks().stream());
  }

  /** Returns the simple names of all test classes. */
  private static Set<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(Page.ROOT)) {
      return files
          .map(Path::toString)
          .filter(file -> file.contains("/src/test/java/") && file.endsWith(".java"))
          .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - 5))
          .collect(Collectors.toSet());
    }
  }
}
