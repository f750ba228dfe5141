// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerDefaultsTest {
  private static final List<String> DIRECT =
      List.of("--blockOnRun=false", "--enforceImmutability=false", "--enforceEncodability=false");

  @Test
  void directRunnerIsDefault() {
    List<String> expected = new ArrayList<>(List.of("--runner=DirectRunner"));
    expected.addAll(DIRECT);
    assertEquals(expected, RunnerDefaults.missing(List.of("--input=a.b")));
    assertEquals(DIRECT, RunnerDefaults.missing(List.of("--runner=DirectRunner")));
  }

  @Test
  void jarWithoutDirectRunnerUsesItsRunner() {
    assertEquals(
        "--runner=FlinkRunner",
        RunnerDefaults.missing(List.of(), List.of("TestFlinkRunner", "FlinkRunner")).get(0));
    assertEquals(
        List.of(),
        RunnerDefaults.missing(List.of("--runner=DataflowRunner"), List.of("FlinkRunner")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.beam.runners.flink.FlinkRunner",
        "FlinkRunner",
        "flinkrunner",
        "flink"
      })
  void acceptsRunnerNamesOfBeam(String name) {
    assertEquals(
        List.of("--fasterCopy=true", "--useDataStreamForBatch=true"),
        RunnerDefaults.missing(List.of("--runner=" + name, "--flinkConfDir=/conf")));
    assertEquals(
        "FlinkRunner",
        PipelineOptionsFactory.fromArgs("--runner=" + name).create().getRunner().getSimpleName());
  }

  @Test
  void keepsRequestedParallelismOnFlink() throws IOException {
    assumeTrue(System.getenv("FLINK_CONF_DIR") == null);
    String option = RunnerDefaults.missing(List.of("--runner=flink")).get(2);
    Path directory = Path.of(option.substring("--flinkConfDir=".length()));
    assertEquals(
        List.of("execution.batch.adaptive.auto-parallelism.enabled: false"),
        Files.readAllLines(directory.resolve("flink-conf.yaml")));
  }

  @Test
  void keepsOptionsOfUser() {
    assertEquals(
        List.of("--blockOnRun=false", "--enforceEncodability=false"),
        RunnerDefaults.missing(List.of("--runner=direct", "--enforceImmutability=true")));
  }

  @Test
  void watchOnFlinkRetainsCheckpoints() {
    assertEquals(
        List.of(
            "--fasterCopy=true",
            "--useDataStreamForBatch=true",
            "--externalizedCheckpointsEnabled=true",
            "--retainExternalizedCheckpointsOnCancellation=true",
            "--finishBundleBeforeCheckpointing=true",
            "--enableStableInputDrain=true"),
        RunnerDefaults.missing(
            List.of(
                "--runner=flink",
                "--watch=10s",
                "--checkpointingInterval=5000",
                "--flinkConfDir=/conf")));
    assertEquals(DIRECT, RunnerDefaults.missing(List.of("--runner=direct", "--watch=10s")));
  }

  @Test
  void setsNothingForOtherRunners() {
    assertEquals(List.of(), RunnerDefaults.missing(List.of("--runner=DataflowRunner")));
  }
}
