// SPDX-License-Identifier: Apache-2.0
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
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.internal.report.GalaxyCutout;
import org.pix2prof.internal.report.GalaxyParts;
import org.pix2prof.internal.report.ReportEntry;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Joins the profiles and cutouts of a part of the galaxies to entries of the report. */
final class ReportEntries extends DoFn<KV<Integer, CoGbkResult>, ReportEntry> {
  static final TupleTag<KV<SurfaceBrightnessProfile, ReferenceProfile>> PROFILES =
      new TupleTag<>() {};

  /** Cutouts by {@link ReportKey}. */
  static final TupleTag<KV<String, GalaxyCutout>> CUTOUTS = new TupleTag<>() {};

  private final Counter profiles = Metrics.counter("pix2prof", "report_profiles");
  private final Counter noImage = Metrics.counter("pix2prof", "report_profiles_without_image");
  private final Counter referenced = Metrics.counter("pix2prof", "report_profiles_with_reference");
  private final Counter noProfile = Metrics.counter("pix2prof", "report_images_without_profile");

  private static final class OfKey {
    private final List<KV<SurfaceBrightnessProfile, ReferenceProfile>> profiles = new ArrayList<>();
    private final List<GalaxyCutout> cutouts = new ArrayList<>();
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
        .getAll(CUTOUTS)
        .forEach(
            s -> keys.computeIfAbsent(s.getKey(), key -> new OfKey()).cutouts.add(s.getValue()));
    keys.forEach((key, found) -> join(key, found, out));
  }

  private void join(String key, OfKey found, OutputReceiver<ReportEntry> out) {
    found.profiles.sort(
        Comparator.comparing(
                (KV<SurfaceBrightnessProfile, ReferenceProfile> p) ->
                    p.getKey().provenance().source())
            .thenComparing(p -> p.getKey().model())
            .thenComparing(p -> Arrays.toString(p.getKey().mu())));
    Map<String, Optional<GalaxyCutout>> cutouts = cutouts(found.cutouts);
    Set<String> sources = new TreeSet<>();
    found.profiles.forEach(p -> sources.add(p.getKey().provenance().source()));

    Set<String> shown = new HashSet<>();
    Map<String, Integer> copies = new HashMap<>();
    for (KV<SurfaceBrightnessProfile, ReferenceProfile> p : found.profiles) {
      Provenance provenance = p.getKey().provenance();
      Optional<String> image = ReportKey.same(provenance.source(), sources, cutouts.keySet());
      image.ifPresent(shown::add);
      profiles.inc();
      noImage.inc(image.isPresent() ? 0 : 1);
      referenced.inc(p.getValue() == null ? 0 : 1);
      out.output(
          new GalaxyParts(
                  provenance,
                  Optional.of(p.getKey()),
                  Optional.ofNullable(p.getValue()),
                  image.flatMap(cutouts::get))
              .entry(copies.merge(provenance.source(), 1, Integer::sum) - 1));
    }
    cutouts.forEach(
        (source, cutout) -> {
          if (!shown.contains(source)) {
            noProfile.inc();
            Provenance provenance = ReportKey.provenance(key, source);
            out.output(
                new GalaxyParts(provenance, Optional.empty(), Optional.empty(), cutout).entry(0));
          }
        });
  }

  /**
   * Returns the cutout of each file; empty if there are different ones, as from the planes of a
   * cube without band names, because the right one is unknown.
   */
  private static Map<String, Optional<GalaxyCutout>> cutouts(Iterable<GalaxyCutout> all) {
    Map<String, Optional<GalaxyCutout>> bySource = new TreeMap<>();
    for (GalaxyCutout cutout : all) {
      bySource.merge(
          cutout.source(),
          Optional.of(cutout),
          (a, b) -> a.filter(one -> Arrays.equals(one.picture(), cutout.picture())));
    }
    return bySource;
  }
}
