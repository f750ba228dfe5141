// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MetadataCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Lists the files of patterns and distributes them over the workers.
 *
 * <pre>{@code
 * pipeline
 *     .apply(MatchFiles.of(List.of("cutouts/*.fits")))
 *     .apply(FileIO.readMatches().withCompression(Compression.UNCOMPRESSED))
 *     .apply(ReadFits.files());
 * }</pre>
 *
 * <p>On a cluster patterns are listed in parallel, as by {@link FileIO#matchAll}. On the Direct
 * runner the files are in a few bundles, sorted by name within each pattern, so the same files make
 * the same bundles in every run. A local pattern with {@code **} matches each file once on any
 * runner.
 *
 * <p>Directories that a pattern matches are listed too, as in {@link FileIO}.
 */
public final class MatchFiles extends PTransform<PBegin, PCollection<MatchResult.Metadata>> {
  private final transient List<String> patterns;
  private final transient EmptyMatchTreatment empty;

  private MatchFiles(List<String> patterns, EmptyMatchTreatment empty) {
    this.patterns = patterns;
    this.empty = empty;
  }

  /**
   * Lists files; a pattern that matches none fails the pipeline.
   *
   * @param patterns files or globs on any Beam file system
   * @return the transform
   * @throws IllegalArgumentException if there are none, or one is blank
   */
  public static MatchFiles of(List<String> patterns) {
    return new MatchFiles(FilePatterns.check(patterns), EmptyMatchTreatment.DISALLOW);
  }

  /**
   * Sets the treatment of a pattern that matches no file.
   *
   * @param treatment treatment as in {@link FileSystems#match(String, EmptyMatchTreatment)}
   * @return the transform with it
   */
  public MatchFiles withEmptyMatchTreatment(EmptyMatchTreatment treatment) {
    return new MatchFiles(patterns, requireNonNull(treatment, "treatment"));
  }

  /**
   * Lists the files of a pattern in this process. A local pattern with {@code **} lists each file
   * once, even if links form loops.
   *
   * @param pattern file or glob on any Beam file system
   * @param treatment treatment of a pattern that matches no file
   * @return the files
   * @throws IOException if they cannot be listed, or there are none and the treatment forbids it
   */
  public static List<MatchResult.Metadata> list(String pattern, EmptyMatchTreatment treatment)
      throws IOException {
    Optional<RecursiveGlob> recursive = RecursiveGlob.list(pattern);
    List<MatchResult.Metadata> files =
        recursive.isPresent()
            ? recursive.get().files()
            : FileSystems.match(pattern, treatment).metadata();
    if (files.isEmpty() && treatment == EmptyMatchTreatment.DISALLOW) {
      throw new FileNotFoundException("No files matched spec: " + pattern);
    }
    return files;
  }

  /**
   * Lists the dangling links that a pattern matches, which are not among its files.
   *
   * @param pattern pattern as for {@link #list}; a link, or with {@code **}
   * @return names of the links
   * @throws IOException if they cannot be listed
   */
  public static List<String> danglingLinks(String pattern) throws IOException {
    Optional<RecursiveGlob> recursive = RecursiveGlob.list(pattern);
    return recursive.isEmpty()
        ? List.of()
        : recursive.get().danglingLinks().stream().map(Path::toString).toList();
  }

  @Override
  public PCollection<MatchResult.Metadata> expand(PBegin input) {
    if (LocalRunner.directThreads(input.getPipeline().getOptions()).isEmpty()) {
      return input
          .apply("Patterns", patterns(patterns.stream().map(List::of).toList()))
          // Lists long patterns in parallel.
          .apply("Reshuffle", Reshuffle.viaRandomKey())
          .apply("Match", ParDo.of(new MatchFn(empty)))
          .setCoder(MetadataCoder.of())
          .apply("Spread", Reshuffle.viaRandomKey());
    }
    return input
        .apply("Patterns", patterns(List.of(patterns)))
        // FileIO's transform would make each file a bundle.
        .apply("Match", ParDo.of(new MatchFn(empty)))
        .setCoder(MetadataCoder.of())
        .apply("Reshuffle", SpreadElements.bySize(MatchResult.Metadata::sizeBytes));
  }

  private static Create.Values<List<String>> patterns(List<List<String>> bundles) {
    return Create.of(bundles).withCoder(ListCoder.of(StringUtf8Coder.of()));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    FilePatterns.display(builder, "patterns", "File patterns", patterns);
  }

  /** Lists the files of all patterns, sorted by name within each. */
  private static final class MatchFn extends DoFn<List<String>, MatchResult.Metadata> {
    private final EmptyMatchTreatment empty;

    MatchFn(EmptyMatchTreatment empty) {
      this.empty = empty;
    }

    @ProcessElement
    public void process(@Element List<String> patterns, OutputReceiver<MatchResult.Metadata> out)
        throws IOException {
      for (String pattern : patterns) {
        list(pattern, empty).stream()
            .sorted(
                Comparator.comparing((MatchResult.Metadata file) -> file.resourceId().toString()))
            .forEach(out::output);
      }
    }
  }
}
