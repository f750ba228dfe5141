// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.internal.report.BadImage;
import org.pix2prof.internal.report.GalaxyCutout;
import org.pix2prof.internal.report.ReportEntry;
import org.pix2prof.internal.report.ReportPage;
import org.pix2prof.internal.report.ReportRow;
import org.pix2prof.internal.report.ReportSummary;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.RunSummary;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

/**
 * Writes profiles as an HTML page: a summary, a table that can be sorted and filtered, and for each
 * galaxy its profile, its cutout with the isophotes, and the residual. See {@code docs/report.md}.
 *
 * <pre>{@code
 * PCollectionTuple.of(WriteReport.PROFILES, profiles)
 *     .and(WriteReport.IMAGES, pipeline.apply(ReadFits.create().from("cutouts/*.fits")))
 *     .apply(WriteReport.create().to("out/report").withReference("truth.csv"));
 * }</pre>
 *
 * <p>The input is a tuple of {@link #PROFILES} and optionally {@link #IMAGES} and {@link
 * #BAD_RECORDS}. All of them must be bounded and in the global window, because the report of a
 * stream would never be complete.
 *
 * <p>The page is {@code index.html} in the output directory and works offline. The galaxies are in
 * {@code galaxies/*.js} beside it, several in each file; the page loads a file when one of its
 * galaxies is opened. The worker that reads an image renders its cutout, so only cutouts are
 * shuffled.
 *
 * <p>An image and a profile are matched by object, band, file name and HDU, so files may have been
 * moved. The report also shows profiles without an image and images without a profile.
 *
 * <p>Counts {@code report_profiles}, {@code report_profiles_without_image}, {@code
 * report_profiles_with_reference} and {@code report_images_without_profile} in the metrics'
 * namespace {@code pix2prof}.
 *
 * <p>The same input gives the same files. They replace an earlier report in the directory; other
 * files there are left alone. A page {@code index.html} that is not a report fails the pipeline.
 */
@AutoValue
public abstract class WriteReport extends PTransform<PCollectionTuple, PCollection<String>> {
  /** Profiles to show; required. */
  public static final TupleTag<SurfaceBrightnessProfile> PROFILES = new TupleTag<>("profiles") {};

  /** Images of the galaxies. Profiles may lack an image, and images a profile. */
  public static final TupleTag<GalaxyImage> IMAGES = new TupleTag<>("images") {};

  /** Lines of the files of {@link WriteBadRecords}: images and positions without a profile. */
  public static final TupleTag<String> BAD_RECORDS = new TupleTag<>("badRecords") {};

  private static final List<TupleTag<?>> INPUTS = List.of(PROFILES, IMAGES, BAD_RECORDS);

  /** Galaxies of one file; a cutout is some 50 KB. */
  private static final int PER_CHUNK = 20;

  abstract @Nullable ReportDirectory directory();

  abstract @Nullable String reference();

  abstract @Nullable RunSummary run();

  abstract ModelRef model();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setDirectory(ReportDirectory directory);

    abstract Builder setReference(String reference);

    abstract Builder setRun(RunSummary run);

    abstract Builder setModel(ModelRef model);

    abstract WriteReport build();
  }

  /**
   * Writes a report.
   *
   * @return a transform that needs {@link #to} and returns the name of the page
   */
  public static WriteReport create() {
    return new AutoValue_WriteReport.Builder().setModel(ModelRef.defaultModel()).build();
  }

  /**
   * Sets the output directory.
   *
   * @param directory directory on any Beam file system; created if it does not exist
   * @return this transform with the directory
   * @throws IllegalArgumentException if the name is empty or a pattern
   */
  public WriteReport to(String directory) {
    return toBuilder().setDirectory(ReportDirectory.of(directory)).build();
  }

  /**
   * Compares the profiles with reference profiles.
   *
   * @param file CSV with {@code object_id,band,radius_arcsec,mu}, on any Beam file system
   * @return this transform with the reference
   */
  public WriteReport withReference(String file) {
    return toBuilder().setReference(file).build();
  }

  /**
   * Shows a summary of the run that made the profiles.
   *
   * @param run summary of the run
   * @return this transform with the summary
   */
  public WriteReport withRun(RunSummary run) {
    return toBuilder().setRun(run).build();
  }

  /**
   * Sets the model whose pixel scale and centre finder are used for images without a pixel scale
   * and profiles without a centre. Only its manifest is read, not its weights.
   *
   * @param model the model; {@link ModelRef#defaultModel} by default
   * @return this transform with the model
   */
  public WriteReport withModel(ModelRef model) {
    return toBuilder().setModel(model).build();
  }

  /**
   * Checks that a report can be written to a directory, before the work is done.
   *
   * @param directory as for {@link #to}
   * @throws IOException if it contains a page {@code index.html} that is not a report
   * @throws IllegalArgumentException if the name is empty or a pattern
   */
  public static void checkDirectory(String directory) throws IOException {
    ReportDirectory.of(directory).checkOld();
  }

  @Override
  public PCollection<String> expand(PCollectionTuple input) {
    ReportDirectory directory = directory();
    if (directory == null) {
      throw new IllegalArgumentException("WriteReport needs to(directory)");
    }
    check(input);
    PCollection<SurfaceBrightnessProfile> profiles = input.get(PROFILES);
    String reference = reference();
    PCollectionTuple compared =
        reference == null ? null : profiles.apply("Compare", new CompareProfiles(reference));
    PCollection<ReportEntry> entries =
        entries(
            input,
            compared == null
                ? CompareProfiles.withoutReferences(profiles)
                : compared.get(CompareProfiles.COMPARED));
    PCollection<KV<Integer, String>> chunks = chunks(entries, directory);
    PCollectionView<Iterable<String>> unmatched =
        (compared == null ? empty(input, "NoReferences") : compared.get(CompareProfiles.UNMATCHED))
            .apply("UnmatchedReferences", View.asIterable());
    PCollectionView<Iterable<String>> bad =
        (input.has(BAD_RECORDS) ? input.get(BAD_RECORDS) : empty(input, "NoBadRecords"))
            .apply("BadRecords", View.asIterable());
    PCollectionView<Iterable<KV<String, ReportRow>>> rows =
        entries
            .apply("Rows", ParDo.of(new RowFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(ReportRow.class)))
            .apply("AllRows", View.asIterable());
    PCollectionView<Iterable<KV<Integer, String>>> names =
        chunks.apply("AllChunks", View.asIterable());
    PageFn pageFn = new PageFn(this, directory, input.has(IMAGES), rows, names, unmatched, bad);
    return input
        .getPipeline()
        .apply("Impulse", Impulse.create())
        .apply("Page", ParDo.of(pageFn).withSideInputs(rows, names, unmatched, bad))
        .setCoder(StringUtf8Coder.of());
  }

  private static void check(PCollectionTuple input) {
    if (!input.has(PROFILES)) {
      throw new IllegalArgumentException("WriteReport needs a tuple with WriteReport.PROFILES");
    }
    input
        .getAll()
        .forEach(
            (tag, collection) -> {
              if (!INPUTS.contains(tag)) {
                throw new IllegalArgumentException(
                    "WriteReport has no input "
                        + tag.getId()
                        + "; expected profiles, images or badRecords");
              }
              requireBounded(tag.getId(), collection);
            });
  }

  private static void requireBounded(String tag, PCollection<?> collection) {
    if (collection.isBounded() != IsBounded.BOUNDED
        || !(collection.getWindowingStrategy().getWindowFn() instanceof GlobalWindows)) {
      throw new IllegalArgumentException(
          "a report covers a complete run: its "
              + tag
              + " must be bounded and in the global window; write the profiles of a stream with"
              + " WriteProfiles and report on them later");
    }
  }

  private static PCollection<String> empty(PCollectionTuple input, String name) {
    return input.getPipeline().apply(name, Create.empty(StringUtf8Coder.of()));
  }

  private PCollection<ReportEntry> entries(
      PCollectionTuple input,
      PCollection<KV<SurfaceBrightnessProfile, ReferenceProfile>> compared) {
    KvCoder<Integer, KV<String, GalaxyCutout>> cutoutCoder =
        KvCoder.of(
            VarIntCoder.of(),
            KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(GalaxyCutout.class)));
    PCollection<KV<Integer, KV<String, GalaxyCutout>>> cutouts =
        input.has(IMAGES)
            ? cutouts(input.get(PROFILES), input.get(IMAGES)).setCoder(cutoutCoder)
            : input.getPipeline().apply("NoCutouts", Create.empty(cutoutCoder));
    return KeyedPCollectionTuple.of(
            ReportEntries.PROFILES,
            compared
                .apply("KeyProfiles", ParDo.of(new KeyFn()))
                .setCoder(KvCoder.of(VarIntCoder.of(), compared.getCoder())))
        .and(ReportEntries.CUTOUTS, cutouts)
        .apply("Join", CoGroupByKey.create())
        .apply("Entries", ParDo.of(new ReportEntries()))
        .setCoder(SerializableCoder.of(ReportEntry.class));
  }

  private PCollection<KV<Integer, KV<String, GalaxyCutout>>> cutouts(
      PCollection<SurfaceBrightnessProfile> profiles, PCollection<GalaxyImage> images) {
    var ofImages =
        profiles
            .apply("KeyByImage", ParDo.of(new ImageKeyFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SurfaceBrightnessProfileCoder.of()))
            .apply("ProfilesOfImages", View.asMultimap());
    return images.apply(
        "RenderCutouts", ParDo.of(new RenderCutoutsFn(model(), ofImages)).withSideInputs(ofImages));
  }

  /** Writes the galaxies; returns the number and name of each file. */
  private static PCollection<KV<Integer, String>> chunks(
      PCollection<ReportEntry> entries, ReportDirectory directory) {
    PCollectionView<List<String>> ids =
        entries
            .apply("Ids", ParDo.of(new IdFn()))
            .setCoder(KvCoder.of(VoidCoder.of(), StringUtf8Coder.of()))
            .apply("AllIds", GroupByKey.create())
            .apply("Order", ParDo.of(new OrderFn()))
            .setCoder(ListCoder.of(StringUtf8Coder.of()))
            .apply("Ordered", View.asSingleton());
    return entries
        .apply("Chunk", ParDo.of(new ChunkFn(ids)).withSideInputs(ids))
        .setCoder(KvCoder.of(VarIntCoder.of(), KvCoder.of(VarIntCoder.of(), StringUtf8Coder.of())))
        .apply("Chunks", GroupByKey.create())
        .apply("WriteChunks", ParDo.of(new WriteChunkFn(directory)))
        .setCoder(KvCoder.of(VarIntCoder.of(), StringUtf8Coder.of()));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    ReportDirectory directory = directory();
    builder
        .addIfNotNull(
            DisplayData.item("directory", directory == null ? null : directory.path())
                .withLabel("Output directory"))
        .addIfNotNull(DisplayData.item("reference", reference()).withLabel("Reference profiles"))
        .add(DisplayData.item("model", model().uri()).withLabel("Model"));
  }

  private static final class KeyFn
      extends DoFn<
          KV<SurfaceBrightnessProfile, ReferenceProfile>,
          KV<Integer, KV<SurfaceBrightnessProfile, ReferenceProfile>>> {
    @ProcessElement
    public void process(
        @Element KV<SurfaceBrightnessProfile, ReferenceProfile> profile,
        OutputReceiver<KV<Integer, KV<SurfaceBrightnessProfile, ReferenceProfile>>> out) {
      String key = ReportKey.of(profile.getKey().provenance());
      out.output(KV.of(ReportKey.part(key), profile));
    }
  }

  private static final class ImageKeyFn
      extends DoFn<SurfaceBrightnessProfile, KV<String, SurfaceBrightnessProfile>> {
    @ProcessElement
    public void process(
        @Element SurfaceBrightnessProfile profile,
        OutputReceiver<KV<String, SurfaceBrightnessProfile>> out) {
      out.output(KV.of(ReportKey.of(profile.provenance()), profile));
    }
  }

  private static final class RowFn extends DoFn<ReportEntry, KV<String, ReportRow>> {
    @ProcessElement
    public void process(@Element ReportEntry entry, OutputReceiver<KV<String, ReportRow>> out) {
      out.output(KV.of(entry.id(), entry.row()));
    }
  }

  private static final class IdFn extends DoFn<ReportEntry, KV<Void, String>> {
    @ProcessElement
    public void process(@Element ReportEntry entry, OutputReceiver<KV<Void, String>> out) {
      out.output(KV.of(null, entry.id()));
    }
  }

  /** Sorts the galaxies in the order of the report. */
  private static final class OrderFn extends DoFn<KV<Void, Iterable<String>>, List<String>> {
    @ProcessElement
    public void process(@Element KV<Void, Iterable<String>> ids, OutputReceiver<List<String>> out) {
      out.output(stream(ids.getValue()).sorted(ReportEntry.ORDER).toList());
    }
  }

  private static final class ChunkFn extends DoFn<ReportEntry, KV<Integer, KV<Integer, String>>> {
    private final PCollectionView<List<String>> ids;
    // Runners may decode a view whenever it is read.
    private transient @Nullable List<String> ordered;

    ChunkFn(PCollectionView<List<String>> ids) {
      this.ids = ids;
    }

    @StartBundle
    public void startBundle() {
      ordered = null;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      if (ordered == null) {
        ordered = context.sideInput(ids);
      }
      ReportEntry entry = context.element();
      int at = Collections.binarySearch(ordered, entry.id(), ReportEntry.ORDER);
      context.output(KV.of(at / PER_CHUNK, KV.of(at, entry.json())));
    }
  }

  private static final class WriteChunkFn
      extends DoFn<KV<Integer, Iterable<KV<Integer, String>>>, KV<Integer, String>> {
    private final ReportDirectory directory;

    WriteChunkFn(ReportDirectory directory) {
      this.directory = directory;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<KV<Integer, String>>> chunk,
        OutputReceiver<KV<Integer, String>> out)
        throws IOException {
      List<String> galaxies = byKey(chunk.getValue()).map(KV::getValue).toList();
      out.output(KV.of(chunk.getKey(), directory.writeChunk(chunk.getKey(), galaxies)));
    }
  }

  private static final class PageFn extends DoFn<byte[], String> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ReportDirectory directory;
    private final @Nullable RunSummary run;
    private final boolean images;
    private final @Nullable String reference;
    private final PCollectionView<Iterable<KV<String, ReportRow>>> rows;
    private final PCollectionView<Iterable<KV<Integer, String>>> chunks;
    private final PCollectionView<Iterable<String>> unmatched;
    private final PCollectionView<Iterable<String>> bad;

    PageFn(
        WriteReport report,
        ReportDirectory directory,
        boolean images,
        PCollectionView<Iterable<KV<String, ReportRow>>> rows,
        PCollectionView<Iterable<KV<Integer, String>>> chunks,
        PCollectionView<Iterable<String>> unmatched,
        PCollectionView<Iterable<String>> bad) {
      this.directory = directory;
      this.run = report.run();
      this.images = images;
      this.reference = report.reference();
      this.rows = rows;
      this.chunks = chunks;
      this.unmatched = unmatched;
      this.bad = bad;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      List<String> names = byKey(context.sideInput(chunks)).map(KV::getValue).toList();
      ReportSummary summary =
          new ReportSummary(
              Optional.ofNullable(run),
              images,
              Optional.ofNullable(reference),
              stream(context.sideInput(unmatched)).sorted().toList(),
              badImages(context.sideInput(bad)));
      String html =
          ReportPage.html(
              byKey(context.sideInput(rows)).map(KV::getValue).toList(), names, PER_CHUNK, summary);
      context.output(directory.replace(html, new HashSet<>(names)));
    }

    private static List<BadImage> badImages(Iterable<String> lines) throws IOException {
      List<BadImage> images = new ArrayList<>();
      for (String line : new HashSet<>(stream(lines).toList())) {
        if (!line.isBlank()) {
          JsonNode node = MAPPER.readTree(line);
          images.add(
              new BadImage(
                  node.path("source").textValue(),
                  node.path("hdu").asInt(-1),
                  node.path("reason").asText(),
                  node.path("message").asText()));
        }
      }
      return images;
    }
  }

  private static <K extends Comparable<K>, V> Stream<KV<K, V>> byKey(Iterable<KV<K, V>> pairs) {
    return stream(pairs).sorted(Comparator.comparing(KV::getKey));
  }

  private static <T> Stream<T> stream(Iterable<T> values) {
    return StreamSupport.stream(values.spliterator(), false);
  }
}
