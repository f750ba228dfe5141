package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.junit.jupiter.api.Test;
import org.pix2prof.transforms.WriteToBigQuery;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

class BigQueryOutputTest {
  /** The steps that write to BigQuery, and the table of each. */
  private static Map<String, Object> tables(String... args) throws UsageException {
    CaptionOptions options = PipelineOptionsFactory.fromArgs(args).as(CaptionOptions.class);
    CaptionOutput output = CaptionOutput.of(options);
    PipelineOptions ours = options.as(PipelineOptions.class);
    Pipeline pipeline = Pipeline.create(ours);
    output.accept(pipeline.apply(Create.empty(SurfaceBrightnessProfileCoder.of())));
    Map<String, Object> tables = new TreeMap<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            if (node.getTransform() instanceof WriteToBigQuery<?> write) {
              DisplayData.from(write)
                  .asMap()
                  .values()
                  .forEach(item -> tables.put(node.getFullName(), item.getValue()));
            }
            return CompositeBehavior.ENTER_TRANSFORM;
          }
        });
    return tables;
  }

  @Test
  void profilesAndStructuresGoToTablesOfTheirOwn() throws UsageException {
    String[] args = {
      "--format=BIGQUERY", "--output=my-project:sky.galaxies", "--tempLocation=/tmp/x"
    };
    assertEquals(Map.of("WriteProfiles", "my-project:sky.galaxies"), tables(args));
    assertEquals(
        Map.of(
            "WriteProfiles", "my-project:sky.galaxies",
            "WriteStructure", "my-project:sky.galaxies_structure"),
        tables(args[0], args[1], args[2], "--structure=true"));
  }
}
