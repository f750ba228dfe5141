// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.junit.jupiter.api.Test;
import org.pix2prof.transforms.WriteToBigQuery;
import org.pix2prof.values.GalaxyStructureCoder;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

class BigQueryOutputTest {
  /** Returns the steps that write to BigQuery, with their input and table. */
  private static Map<String, Object> tables(String... args) throws Exception {
    CaptionOptions options = PipelineOptionsFactory.fromArgs(args).as(CaptionOptions.class);
    CaptionOutput output = CaptionOutput.of(options);
    PipelineOptions ours = options.as(PipelineOptions.class);
    Pipeline pipeline = Pipeline.create(ours);
    output
        .start(options, new Console(System.out, System.err, false))
        .accept(pipeline.apply(Create.empty(SurfaceBrightnessProfileCoder.of())));
    Map<String, Object> tables = new TreeMap<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            if (node.getTransform() instanceof WriteToBigQuery<?> write) {
              Coder<?> rows = node.getInputs().values().iterator().next().getCoder();
              DisplayData.from(write)
                  .asMap()
                  .values()
                  .forEach(item -> tables.put(node.getFullName(), rows + " " + item.getValue()));
            }
            return CompositeBehavior.ENTER_TRANSFORM;
          }
        });
    return tables;
  }

  @Test
  void writesProfilesAndStructuresToTwoTables() throws Exception {
    String[] args = {
      "--format=BIGQUERY", "--output=my-project:sky.galaxies", "--tempLocation=gs://bucket/x"
    };
    String profiles = SurfaceBrightnessProfileCoder.of() + " my-project:sky.galaxies";
    String structures = GalaxyStructureCoder.of() + " my-project:sky.galaxies_structure";
    assertEquals(Map.of("WriteProfiles", profiles), tables(args));
    assertEquals(
        Map.of("WriteProfiles", profiles, "WriteStructure", structures),
        tables(args[0], args[1], args[2], "--structure=true"));
  }

  private static String refused(String... args) {
    return assertThrows(UsageException.class, () -> tables(args)).getMessage();
  }

  @Test
  void checksNameOfStructureTable() {
    String table = "t".repeat(1024 - "_structure".length() + 1);
    String[] args = {
      "--format=BIGQUERY", "--output=my-project:sky." + table, "--tempLocation=gs://bucket/x"
    };
    assertDoesNotThrow(() -> tables(args));
    String message = refused(args[0], args[1], args[2], "--structure=true");
    assertTrue(
        message.startsWith(
            "--structure with --format=bigquery: a table of BigQuery is named"
                + " PROJECT:DATASET.TABLE"),
        message);
    assertTrue(message.endsWith(table + "_structure'"), message);
  }

  @Test
  void requiresTempLocationOnCloudStorage() {
    String expected =
        "--format=bigquery needs --tempLocation=gs://BUCKET/DIRECTORY, from where rows are loaded";
    String[] args = {"--format=BIGQUERY", "--output=my-project:sky.galaxies"};
    assertEquals(expected, refused(args));
    assertEquals(expected + ", not '/tmp/x'", refused(args[0], args[1], "--tempLocation=/tmp/x"));
  }

  @Test
  void allowsWindowOnlyWithBadRecords() {
    String[] args = {
      "--format=BIGQUERY", "--output=my-project:sky.galaxies", "--watch=10s", "--window=1m"
    };
    assertEquals(
        "--window does nothing with --format=bigquery, which adds rows as they arrive, except for"
            + " files of --badRecords",
        refused(args));
    CaptionOptions options = PipelineOptionsFactory.fromArgs(args).as(CaptionOptions.class);
    options.setBadRecords("out/bad");
    assertDoesNotThrow(() -> CaptionOutput.of(options));
    options.setBadRecords(null);
    options.setWindow(null);
    assertDoesNotThrow(() -> CaptionOutput.of(options));
  }
}
