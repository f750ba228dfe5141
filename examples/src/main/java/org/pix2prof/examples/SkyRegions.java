// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.examples;

import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.extensions.joinlibrary.Join;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.pix2prof.tables.Column;
import org.pix2prof.tables.Table;
import org.pix2prof.tables.TableSinks;
import org.pix2prof.transforms.CaptionProfiles;
import org.pix2prof.transforms.Preprocess;
import org.pix2prof.transforms.ReadCatalog;
import org.pix2prof.transforms.ReadFits;
import org.pix2prof.values.CatalogPosition;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Joins profiles by name with a catalogue ({@code id, ra, dec}) and writes Parquet to a directory
 * per 10 x 10 degrees, {@code ra=180/dec=30}, a partition for Spark, DuckDB and pyarrow.
 */
public final class SkyRegions {
  private static final Table<KV<CatalogPosition, SurfaceBrightnessProfile>> GALAXIES =
      Table.of(
          "Galaxy",
          "A catalogued galaxy and its profile",
          List.of(
              Column.text("object_id", "Name", g -> g.getKey().id()),
              Column.optionalFloat64("ra_deg", "deg", "", g -> Optional.of(g.getKey().raDeg())),
              Column.optionalFloat64("dec_deg", "deg", "", g -> Optional.of(g.getKey().decDeg())),
              Column.float32s("radius_arcsec", "arcsec", "", g -> g.getValue().radiusArcsec()),
              Column.float32s("mu", "mag/arcsec**2", "", g -> g.getValue().mu())));

  private static String region(CatalogPosition at) {
    int ra = 10 * (int) Math.floor(at.raDeg() / 10);
    return "ra=" + ra + "/dec=" + 10 * (int) Math.floor(at.decDeg() / 10);
  }

  /**
   * Runs the pipeline to its end.
   *
   * @param args pattern of FITS files, catalogue, output directory, then any Beam options
   */
  public static void main(String[] args) {
    String[] beam = List.of(args).subList(3, args.length).toArray(String[]::new);
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(beam).create());
    ModelRef model = ModelRef.defaultModel();
    WithKeys<String, SurfaceBrightnessProfile> byId = WithKeys.of(p -> p.provenance().objectId());
    WithKeys<String, CatalogPosition> byName = WithKeys.of(CatalogPosition::id);
    var profiles =
        pipeline
            .apply(ReadFits.create().from(args[0]))
            .apply(Preprocess.forModel(model))
            .apply(CaptionProfiles.of(model))
            .apply("ById", byId.withKeyType(TypeDescriptors.strings()));
    var positions =
        pipeline
            .apply(ReadCatalog.create().from(args[1]))
            .apply("ByName", byName.withKeyType(TypeDescriptors.strings()));
    Join.innerJoin(positions, profiles)
        .apply(Values.create())
        .apply(
            FileIO.<String, KV<CatalogPosition, SurfaceBrightnessProfile>>writeDynamic()
                .by(galaxy -> region(galaxy.getKey()))
                .withDestinationCoder(StringUtf8Coder.of())
                .via(TableSinks.parquet(GALAXIES))
                .to(args[2])
                .withNaming(at -> FileIO.Write.defaultNaming(at + "/galaxies", ".parquet")));
    pipeline.run().waitUntilFinish();
  }
}
