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
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.internal.report.BadImage;
import org.pix2prof.internal.report.CutoutCentre;
import org.pix2prof.internal.report.GalaxyCutout;
import org.pix2prof.internal.report.ReportEntry;
import org.pix2prof.internal.report.ReportPage;
import org.pix2prof.internal.report.ReportRow;
import org.pix2prof.internal.report.ReportSummary;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.RunSummary;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Writes profiles as a page to look at in a browser: a summary, a table that can be sorted and
 * filtered, and for each galaxy its cutout with the isophotes over it and its profile. See {@code
 * docs/report.md}.
 *
 * <pre>{@code
 * profiles.apply(
 *     WriteReport.create()
 *         .to("out/report")
 *         .withImages(pipeline.apply(ReadFits.create().from("cutouts/*.fits")))
 *         .withReference("truth.csv"));
 * }</pre>
 *
 * <p>The page is {@code index.html} in the folder, and needs no network; the galaxies are in {@code
 * galaxies/*.js} beside it, some in each file, which the page loads when one is opened. Cutouts are
 * painted by the worker that reads the image, and only they are sent on.
 *
 * <p>An image and its profile find each other by object, band, name of the file and HDU, wherever
 * the file lies now. A profile without image and an image without profile are shown as such.
 *
 * <p>Counts {@code report_profiles}, {@code report_profiles_without_image}, {@code
 * report_profiles_with_reference} and {@code report_images_without_profile} in the metrics'
 * namespace {@code pix2prof}.
 *
 * <p>The same input gives the same files. They take the place of an earlier report in the folder;
 * other files there are left alone. A page {@code index.html} that is no report fails the pipeline.
 *
 * <p>For bounded collections in the global window only: a stream's report would never be whole.
 */
@AutoValue
public abstract class WriteReport
    extends PTransform<PCollection<SurfaceBrightnessProfile>, PCollection<String>> {
  /** Galaxies of one file; a cutout is some 50 KB. */
  private static final int PER_CHUNK = 20;

  abstract @Nullable ReportFolder folder();

  abstract @Nullable PCollection<GalaxyImage> images();

  abstract @Nullable PCollection<String> badRecords();

  abstract @Nullable String reference();

  abstract @Nullable RunSummary run();

  abstract ModelRef model();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setFolder(ReportFolder folder);

    abstract Builder setImages(PCollection<GalaxyImage> images);

    abstract Builder setBadRecords(PCollection<String> badRecords);

    abstract Builder setReference(String reference);

    abstract Builder setRun(RunSummary run);

    abstract Builder setModel(ModelRef model);

    abstract WriteReport build();
  }

  /**
   * A report that is nowhere yet; {@link #to} must be called.
   *
   * @return the transform, which gives the name of the page
   */
  public static WriteReport create() {
    return new AutoValue_WriteReport.Builder().setModel(ModelRef.defaultModel()).build();
  }

  /**
   * Sets where the report goes.
   *
   * @param folder at any Beam file system, made if it is not there
   * @return the transform with that folder
   * @throws IllegalArgumentException if it is empty or a pattern
   */
  public WriteReport to(String folder) {
    return toBuilder().setFolder(ReportFolder.of(folder)).build();
  }

  /**
   * Shows the images that the profiles are of.
   *
   * @param images bounded; may lack some, and have others
   * @return the transform with those images
   */
  public WriteReport withImages(PCollection<GalaxyImage> images) {
    return toBuilder().setImages(images).build();
  }

  /**
   * Compares the profiles with reference profiles.
   *
   * @param file CSV with {@code object_id,band,radius_arcsec,mu}, at any Beam file system
   * @return the transform with that reference
   */
  public WriteReport withReference(String file) {
    return toBuilder().setReference(file).build();
  }

  /**
   * Lists images and positions that gave no profile.
   *
   * @param lines bounded; the lines of {@link WriteBadRecords}' files
   * @return the transform with those bad records
   */
  public WriteReport withBadRecords(PCollection<String> lines) {
    return toBuilder().setBadRecords(lines).build();
  }

  /**
   * Tells of the run that made the profiles.
   *
   * @param run what is known of it
   * @return the transform with that run
   */
  public WriteReport withRun(RunSummary run) {
    return toBuilder().setRun(run).build();
  }

  /**
   * Sets the model that is asked what is not known of an image: its pixel scale, and the galaxy's
   * centre where the profile has none. Its manifest is read, not its weights.
   *
   * @param model the default is {@link ModelRef#defaultModel}
   * @return the transform with that model
   */
  public WriteReport withModel(ModelRef model) {
    return toBuilder().setModel(model).build();
  }

  /**
   * Looks whether a report can be written to a folder, before the work is done.
   *
   * @param folder as for {@link #to}
   * @throws IOException if it has a page {@code index.html} that is no report, which would be lost
   * @throws IllegalArgumentException if it is empty or a pattern
   */
  public static void checkFolder(String folder) throws IOException {
    ReportFolder.of(folder).checkOld();
  }

  @Override
  public PCollection<String> expand(PCollection<SurfaceBrightnessProfile> profiles) {
    if (folder() == null) {
      throw new IllegalArgumentException("WriteReport needs to(folder)");
    }
    requireWhole("profiles", profiles);
    PCollectionTuple compared = null;
    if (reference() != null) {
      compared = profiles.apply("Compare", new CompareProfiles(reference()));
    }
    PCollection<ReportEntry> entries =
        entries(
            profiles,
            compared == null
                ? CompareProfiles.withNothing(profiles)
                : compared.get(CompareProfiles.COMPARED));
    PCollection<KV<Integer, String>> chunks = chunks(entries);
    PCollectionView<Iterable<String>> alone =
        (compared == null ? nothing(profiles, "NoneAlone") : compared.get(CompareProfiles.ALONE))
            .apply("UnmatchedReferences", View.asIterable());
    PCollection<String> badLines = badRecords();
    if (badLines == null) {
      badLines = nothing(profiles, "NoBadRecords");
    } else {
      requireWhole("bad records", badLines);
    }
    PCollectionView<Iterable<String>> bad = badLines.apply("BadRecords", View.asIterable());
    PCollectionView<Iterable<KV<String, ReportRow>>> rows =
        entries
            .apply("Rows", ParDo.of(new RowFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(ReportRow.class)))
            .apply("AllRows", View.asIterable());
    PCollectionView<Iterable<KV<Integer, String>>> names =
        chunks.apply("AllChunks", View.asIterable());
    return profiles
        .getPipeline()
        .apply("Impulse", Impulse.create())
        .apply(
            "Page",
            ParDo.of(new PageFn(this, rows, names, alone, bad))
                .withSideInputs(rows, names, alone, bad))
        .setCoder(StringUtf8Coder.of());
  }

  private static PCollection<String> nothing(PCollection<?> beside, String name) {
    return beside.getPipeline().apply(name, Create.empty(StringUtf8Coder.of()));
  }

  private static void requireWhole(String what, PCollection<?> collection) {
    if (collection.isBounded() != IsBounded.BOUNDED
        || !(collection.getWindowingStrategy().getWindowFn() instanceof GlobalWindows)) {
      throw new IllegalArgumentException(
          "a report is of a whole run: its "
              + what
              + " must be bounded and in the global window; a stream's profiles can be written with"
              + " WriteProfiles, and reported of later");
    }
  }

  private PCollection<ReportEntry> entries(
      PCollection<SurfaceBrightnessProfile> profiles,
      PCollection<KV<SurfaceBrightnessProfile, ReferenceProfile>> compared) {
    KvCoder<Integer, KV<String, GalaxyCutout>> cutoutCoder =
        KvCoder.of(
            VarIntCoder.of(),
            KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(GalaxyCutout.class)));
    PCollection<KV<Integer, KV<String, GalaxyCutout>>> cutouts =
        images() == null
            ? profiles.getPipeline().apply("NoCutouts", Create.empty(cutoutCoder))
            : cutouts(profiles, images()).setCoder(cutoutCoder);
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
    requireWhole("images", images);
    var aims =
        profiles
            .apply("KeyCutoutCentres", ParDo.of(new AimFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(CutoutCentre.class)))
            .apply("CutoutCentres", View.asMultimap());
    return images.apply(
        "RenderCutouts", ParDo.of(new RenderCutoutsFn(model(), aims)).withSideInputs(aims));
  }

  /** Writes the galaxies; gives the number and name of each file. */
  private PCollection<KV<Integer, String>> chunks(PCollection<ReportEntry> entries) {
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
        .apply("WriteChunks", ParDo.of(new WriteChunkFn(folder())))
        .setCoder(KvCoder.of(VarIntCoder.of(), StringUtf8Coder.of()));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder
        .addIfNotNull(
            DisplayData.item("folder", folder() == null ? null : folder().folder())
                .withLabel("Folder of the report"))
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

  private static final class AimFn
      extends DoFn<SurfaceBrightnessProfile, KV<String, CutoutCentre>> {
    @ProcessElement
    public void process(
        @Element SurfaceBrightnessProfile profile, OutputReceiver<KV<String, CutoutCentre>> out) {
      out.output(KV.of(ReportKey.of(profile.provenance()), CutoutCentre.of(profile)));
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

  /** Brings the galaxies into the report's order. */
  private static final class OrderFn extends DoFn<KV<Void, Iterable<String>>, List<String>> {
    @ProcessElement
    public void process(@Element KV<Void, Iterable<String>> ids, OutputReceiver<List<String>> out) {
      out.output(stream(ids.getValue()).sorted(ReportEntry.ORDER).toList());
    }
  }

  private static final class ChunkFn extends DoFn<ReportEntry, KV<Integer, KV<Integer, String>>> {
    private final PCollectionView<List<String>> ids;
    // Runners may decode a view at each look.
    private transient List<String> ordered;

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
    private final ReportFolder folder;

    WriteChunkFn(ReportFolder folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<KV<Integer, String>>> chunk,
        OutputReceiver<KV<Integer, String>> out)
        throws IOException {
      List<String> galaxies = byKey(chunk.getValue()).map(KV::getValue).toList();
      out.output(KV.of(chunk.getKey(), folder.writeChunk(chunk.getKey(), galaxies)));
    }
  }

  private static final class PageFn extends DoFn<byte[], String> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ReportFolder folder;
    private final @Nullable RunSummary run;
    private final boolean images;
    private final @Nullable String reference;
    private final PCollectionView<Iterable<KV<String, ReportRow>>> rows;
    private final PCollectionView<Iterable<KV<Integer, String>>> chunks;
    private final PCollectionView<Iterable<String>> alone;
    private final PCollectionView<Iterable<String>> bad;

    PageFn(
        WriteReport report,
        PCollectionView<Iterable<KV<String, ReportRow>>> rows,
        PCollectionView<Iterable<KV<Integer, String>>> chunks,
        PCollectionView<Iterable<String>> alone,
        PCollectionView<Iterable<String>> bad) {
      this.folder = report.folder();
      this.run = report.run();
      this.images = report.images() != null;
      this.reference = report.reference();
      this.rows = rows;
      this.chunks = chunks;
      this.alone = alone;
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
              stream(context.sideInput(alone)).sorted().toList(),
              badImages(context.sideInput(bad)));
      String html =
          ReportPage.html(
              byKey(context.sideInput(rows)).map(KV::getValue).toList(), names, PER_CHUNK, summary);
      context.output(folder.replace(html, new HashSet<>(names)));
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
