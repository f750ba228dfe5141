package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.pix2prof.references.ReferenceProfile;
import org.pix2prof.report.GalaxyParts;
import org.pix2prof.report.ReportEntry;
import org.pix2prof.report.Stamp;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Makes the profiles and stamps of a part of the galaxies into entries of the report. */
final class ReportEntries extends DoFn<KV<Integer, CoGbkResult>, ReportEntry> {
  static final TupleTag<KV<SurfaceBrightnessProfile, ReferenceProfile>> PROFILES =
      new TupleTag<>() {};

  /** Stamps by {@link ReportKey}. */
  static final TupleTag<KV<String, Stamp>> STAMPS = new TupleTag<>() {};

  private static final class OfKey {
    private final List<KV<SurfaceBrightnessProfile, ReferenceProfile>> profiles = new ArrayList<>();
    private final List<Stamp> stamps = new ArrayList<>();
  }

  @ProcessElement
  public void process(@Element KV<Integer, CoGbkResult> part, OutputReceiver<ReportEntry> out) {
    Map<String, OfKey> keys = new TreeMap<>();
    part.getValue()
        .getAll(PROFILES)
        .forEach(
            p ->
                keys.computeIfAbsent(ReportKey.of(p.getKey().provenance()), key -> new OfKey())
                    .profiles
                    .add(p));
    part.getValue()
        .getAll(STAMPS)
        .forEach(
            s -> keys.computeIfAbsent(s.getKey(), key -> new OfKey()).stamps.add(s.getValue()));
    keys.forEach((key, found) -> join(key, found, out));
  }

  private static void join(String key, OfKey found, OutputReceiver<ReportEntry> out) {
    List<KV<SurfaceBrightnessProfile, ReferenceProfile>> profiles = found.profiles;
    profiles.sort(
        Comparator.comparing(
                (KV<SurfaceBrightnessProfile, ReferenceProfile> p) ->
                    p.getKey().provenance().source())
            .thenComparing(p -> p.getKey().model())
            .thenComparing(p -> Arrays.toString(p.getKey().mu())));
    Map<String, Optional<Stamp>> stamps = stamps(found.stamps);
    Set<String> sources = new TreeSet<>();
    profiles.forEach(p -> sources.add(p.getKey().provenance().source()));

    Set<String> shown = new HashSet<>();
    Map<String, Integer> copies = new HashMap<>();
    for (KV<SurfaceBrightnessProfile, ReferenceProfile> p : profiles) {
      Provenance provenance = p.getKey().provenance();
      Optional<String> image = ReportKey.same(provenance.source(), sources, stamps.keySet());
      image.ifPresent(shown::add);
      out.output(
          new GalaxyParts(
                  provenance,
                  Optional.of(p.getKey()),
                  Optional.ofNullable(p.getValue()),
                  image.flatMap(stamps::get))
              .entry(copies.merge(provenance.source(), 1, Integer::sum) - 1));
    }
    stamps.forEach(
        (source, stamp) -> {
          if (!shown.contains(source)) {
            Provenance provenance = ReportKey.provenance(key, source);
            out.output(
                new GalaxyParts(provenance, Optional.empty(), Optional.empty(), stamp).entry(0));
          }
        });
  }

  /**
   * The stamp of each file. Where there are different ones, as of a cube's planes that do not say
   * their band, none can be said to be the right one.
   */
  private static Map<String, Optional<Stamp>> stamps(Iterable<Stamp> all) {
    Map<String, Optional<Stamp>> bySource = new TreeMap<>();
    for (Stamp stamp : all) {
      bySource.merge(
          stamp.source(),
          Optional.of(stamp),
          (a, b) -> a.filter(one -> Arrays.equals(one.picture(), stamp.picture())));
    }
    return bySource;
  }
}
