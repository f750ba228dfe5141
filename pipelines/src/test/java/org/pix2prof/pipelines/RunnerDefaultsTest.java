package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunnerDefaultsTest {
  @Test
  void theDirectRunnerIsTheDefault() {
    assertEquals(
        List.of("--blockOnRun=false", "--enforceImmutability=false", "--enforceEncodability=false"),
        RunnerDefaults.missing(List.of("--input=a.b")));
    assertEquals(
        RunnerDefaults.missing(List.of()),
        RunnerDefaults.missing(List.of("--runner=DirectRunner")));
  }

  @Test
  void aRunnerMayBeAClassName() {
    assertEquals(
        List.of("--fasterCopy=true"),
        RunnerDefaults.missing(List.of("--runner=org.apache.beam.runners.flink.FlinkRunner")));
  }

  @Test
  void theUsersChoiceStands() {
    assertEquals(
        List.of("--blockOnRun=false", "--enforceEncodability=false"),
        RunnerDefaults.missing(List.of("--enforceImmutability=true")));
  }

  @Test
  void otherRunnersAreLeftAlone() {
    assertEquals(List.of(), RunnerDefaults.missing(List.of("--runner=DataflowRunner")));
  }
}
