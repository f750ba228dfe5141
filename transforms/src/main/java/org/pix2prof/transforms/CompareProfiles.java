// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.pix2prof.internal.fits.ObjectIds;
import org.pix2prof.internal.references.ProfileMatch;
import org.pix2prof.internal.references.ProfileTable;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.internal.references.ReferenceProfileCoder;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

/** Pairs each profile with its reference, if it has one. */
final class CompareProfiles
    extends PTransform<PCollection<SurfaceBrightnessProfile>, PCollectionTuple> {
  /** Each profile, with its reference or null. */
  static final TupleTag<KV<SurfaceBrightnessProfile, ReferenceProfile>> COMPARED =
      new TupleTag<>() {};

  /** Descriptions of the references without a profile. */
  static final TupleTag<String> UNMATCHED = new TupleTag<>() {};

  private static final TupleTag<SurfaceBrightnessProfile> PROFILES = new TupleTag<>() {};
  private static final TupleTag<ReferenceProfile> REFERENCES = new TupleTag<>() {};

  private final String file;

  /**
   * Compares with the references in a file.
   *
   * @param file CSV table on any Beam file system
   */
  CompareProfiles(String file) {
    this.file = file;
  }

  /** Returns the profiles as {@link #COMPARED} with null references. */
  static PCollection<KV<SurfaceBrightnessProfile, ReferenceProfile>> withoutReferences(
      PCollection<SurfaceBrightnessProfile> profiles) {
    return profiles.apply("NoReference", ParDo.of(new NoReferenceFn())).setCoder(coder());
  }

  private static KvCoder<SurfaceBrightnessProfile, ReferenceProfile> coder() {
    return KvCoder.of(
        SurfaceBrightnessProfileCoder.of(), NullableCoder.of(ReferenceProfileCoder.of()));
  }

  @Override
  public PCollectionTuple expand(PCollection<SurfaceBrightnessProfile> profiles) {
    PCollection<KV<Integer, SurfaceBrightnessProfile>> parts =
        profiles
            .apply(
                "Parts",
                WithKeys.of((SurfaceBrightnessProfile p) -> part(p.provenance().objectId()))
                    .withKeyType(TypeDescriptors.integers()))
            .setCoder(KvCoder.of(VarIntCoder.of(), SurfaceBrightnessProfileCoder.of()));
    PCollection<KV<Integer, ReferenceProfile>> references =
        profiles
            .getPipeline()
            .apply("File", Create.of(file))
            .apply("Read", ParDo.of(new ReadFn()))
            .setCoder(KvCoder.of(VarIntCoder.of(), ReferenceProfileCoder.of()));
    PCollectionTuple compared =
        KeyedPCollectionTuple.of(PROFILES, parts)
            .and(REFERENCES, references)
            .apply("Join", CoGroupByKey.create())
            .apply(
                "Match",
                ParDo.of(new MatchFn()).withOutputTags(COMPARED, TupleTagList.of(UNMATCHED)));
    compared.get(COMPARED).setCoder(coder());
    compared.get(UNMATCHED).setCoder(StringUtf8Coder.of());
    return compared;
  }

  /**
   * Returns the part of an object; the images of one file, whose names share a prefix, are in one
   * part.
   */
  private static int part(String objectId) {
    return ReportKey.part(ObjectIds.withoutSuffix(objectId));
  }

  private static final class ReadFn extends DoFn<String, KV<Integer, ReferenceProfile>> {
    @ProcessElement
    public void process(@Element String file, OutputReceiver<KV<Integer, ReferenceProfile>> out)
        throws IOException {
      for (ReferenceProfile reference : ProfileTable.read(file)) {
        out.output(KV.of(part(reference.objectId()), reference));
      }
    }
  }

  private static final class MatchFn
      extends DoFn<KV<Integer, CoGbkResult>, KV<SurfaceBrightnessProfile, ReferenceProfile>> {
    @ProcessElement
    public void process(@Element KV<Integer, CoGbkResult> group, MultiOutputReceiver out) {
      List<SurfaceBrightnessProfile> profiles = new ArrayList<>();
      group.getValue().getAll(PROFILES).forEach(profiles::add);
      List<ReferenceProfile> references = new ArrayList<>();
      group.getValue().getAll(REFERENCES).forEach(references::add);
      Map<SurfaceBrightnessProfile, ReferenceProfile> found = new IdentityHashMap<>();
      for (ProfileMatch match : ProfileMatch.each(references, profiles)) {
        if (match.prediction().isPresent()) {
          found.putIfAbsent(match.prediction().get(), match.reference());
        } else {
          out.get(UNMATCHED).output(match.reference().label() + ": " + match.reason());
        }
      }
      profiles.forEach(profile -> out.get(COMPARED).output(KV.of(profile, found.get(profile))));
    }
  }

  private static final class NoReferenceFn
      extends DoFn<SurfaceBrightnessProfile, KV<SurfaceBrightnessProfile, ReferenceProfile>> {
    @ProcessElement
    public void process(
        @Element SurfaceBrightnessProfile profile,
        OutputReceiver<KV<SurfaceBrightnessProfile, ReferenceProfile>> out) {
      out.output(KV.of(profile, null));
    }
  }
}
