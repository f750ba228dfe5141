// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Pix2ProfTest {
  @Test
  void helpListsCommandsWithSummaries() {
    Cli cli = Cli.run("help");
    assertEquals(0, cli.status());
    assertTrue(cli.out().matches("(?s).*\\n  probe +prints its options\\n.*"), cli.out());
    assertEquals("", cli.err());
  }

  @Test
  void missingCommandIsInvalidUsage() {
    Cli cli = Cli.run();
    assertEquals(2, cli.status());
    assertTrue(cli.err().contains("usage: pix2prof COMMAND"), cli.err());
  }

  @ParameterizedTest
  @CsvSource({"probe,--help", "probe,-h", "help,probe"})
  void commandHelpListsOptionsOfCommand(String first, String second) {
    Cli cli = Cli.run(first, second);
    assertEquals(0, cli.status());
    assertTrue(
        cli.out().contains("--word=TEXT  (required)\n      A word that must be there.\n"),
        cli.out());
    assertTrue(cli.out().contains("--times=N\n      How many times. Default: 3.\n"), cli.out());
    assertTrue(
        cli.out()
            .contains(
                "--mood=well|broken-file|bug|confused\n      How to behave. Default: well.\n"),
        cli.out());
    assertTrue(cli.out().contains("--verbose"), cli.out());
    assertFalse(cli.out().contains("--jobName"), "options of Beam are not the command's own");
    assertTrue(cli.out().contains("Every option of Apache Beam works too"), cli.out());
  }

  @Test
  void passesTypedOptionsToCommand() {
    assertEquals("a x 3, scale null\n", Cli.run("probe", "--word=a").out());
    assertEquals(
        "b x 4, scale 0.5\n",
        Cli.run("probe", "--word=b", "--times=4", "--scale=.5", "--jobName=j").out());
  }

  @Test
  void acceptsFormerNameOfOption() {
    assertEquals("a x 4, scale null\n", Cli.run("probe", "--word=a", "--often=4").out());
    assertFalse(Cli.run("probe", "--help").out().contains("--often"), "help lists current names");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prob | pix2prof: unknown command 'prob'; did you mean 'probe'?"
            + " ('pix2prof help' lists them)",
        "xyzzy-frobnicate | pix2prof: unknown command 'xyzzy-frobnicate'"
            + " ('pix2prof help' lists them)",
        "probe | pix2prof probe: --word is missing: A word that must be there.",
        "probe --wrod=a | pix2prof probe: unknown option --wrod; did you mean --word?"
            + " ('pix2prof probe --help' lists the options)",
        "probe --runer=a | pix2prof probe: unknown option --runer; did you mean --runner?"
            + " ('pix2prof probe --help' lists the options)",
        "probe --word=a --qqqqqqqqqqqq | pix2prof probe: unknown option --qqqqqqqqqqqq"
            + " ('pix2prof probe --help' lists the options)",
        "probe word | pix2prof probe: expected --option=value, not 'word'",
        "probe --word | pix2prof probe: --word needs a value: --word=TEXT",
        "probe --word= | pix2prof probe: --word is empty",
        "probe --word=a --word=b | pix2prof probe: --word is given twice",
        "probe --word=a --times=1 --often=2 | pix2prof probe: --times is given twice",
        "probe --word=a --times=2.5 | pix2prof probe: --times must be a whole number, not '2.5'",
        "probe --word=a --scale=wide | pix2prof probe: --scale must be a number, not 'wide'",
        "probe --word=a --scale=NaN | pix2prof probe: --scale must be a finite number, not 'NaN'",
        "probe --word=a --verbose=si | pix2prof probe: --verbose must be true or false, not 'si'",
        "probe --word=a --mood=odd | pix2prof probe: --mood must be well, broken-file, bug,"
            + " confused, not 'odd'",
        "probe --word=a --progress=soon | pix2prof probe: --progress must be a duration such as"
            + " 500ms, 10s, 5m or 1h, not 'soon'",
        "probe --word=a --progress= | pix2prof probe: --progress is empty",
        "probe --word=a --mood=confused | pix2prof probe: --word and --times do not go together",
      })
  void reportsInvalidUsageInOneLineWithStatusTwo(String args, String message) {
    Cli cli = Cli.run(args.split(" "));
    assertEquals(message + "\n", cli.err());
    assertEquals(2, cli.status());
    assertEquals("", cli.out());
  }

  @Test
  void reportsUnknownRunner() {
    Cli cli = Cli.run("probe", "--word=a", "--runner=SparkleRunner");
    assertEquals(2, cli.status());
    assertTrue(cli.err().contains("'SparkleRunner'"), cli.err());
    assertTrue(cli.err().contains("DirectRunner"), cli.err());
    assertEquals(1, cli.err().lines().count());
  }

  @Test
  void reportsRootMessageOfFailureWithStatusOne() {
    Cli cli = Cli.run("probe", "--word=a", "--mood=broken-file");
    assertEquals(1, cli.status());
    assertEquals("pix2prof probe: a.fits: expected 3 blocks, found 2\n", cli.err());
  }

  @Test
  void reportsInternalErrorWithHint() {
    Cli cli = Cli.run("probe", "--word=a", "--mood=bug");
    assertEquals(1, cli.status());
    assertEquals(
        "pix2prof probe: ArrayIndexOutOfBoundsException: Array index out of range: 7"
            + " (--verbose shows where)\n",
        cli.err());
  }

  @Test
  void verboseShowsStackTrace() {
    Cli cli = Cli.run("probe", "--word=a", "--mood=bug", "--verbose");
    assertEquals(1, cli.status());
    assertTrue(cli.err().contains("\tat org.pix2prof.pipelines.ProbeCommand.run"), cli.err());
  }
}
