// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.util.List;
import java.util.Optional;

/** Tables with a column of every kind. */
final class TestTables {
  @SuppressWarnings("ArrayRecordComponent")
  record Measured(
      String name,
      Optional<String> band,
      int count,
      float[] mu,
      Optional<float[]> muErr,
      Optional<Float> r25,
      Optional<Double> mag,
      List<String> flags) {}

  static final Table<Measured> ALL =
      Table.of(
          "Measured",
          "What was measured",
          List.of(
              Column.text("name", "Name of the object", Measured::name),
              Column.optionalText("band", "Photometric band", Measured::band),
              Column.int32("count", "How many", Measured::count),
              Column.float32s("mu", "mag/arcsec**2", "Surface brightness", Measured::mu),
              Column.optionalFloat32s(
                  "mu_err", "mag/arcsec**2", "One standard deviation of mu", Measured::muErr),
              Column.optionalFloat32("r_25", "arcsec", "Isophotal radius", Measured::r25),
              Column.optionalFloat64("mag", "mag", "Magnitude: \"total\"", Measured::mag),
              Column.texts("flags", "What to know", Measured::flags)));

  static final Table<Measured> FLAT = ALL.select("name", "band", "r_25", "mag", "flags");

  static final Measured FULL =
      new Measured(
          "a,b",
          Optional.of("r"),
          3,
          new float[] {20.1f, 21},
          Optional.of(new float[] {0.1f, Float.NaN}),
          Optional.of(12.5f),
          Optional.of(-1e-10),
          List.of("r_26:short", "mag:none"));

  static final Measured EMPTY = named("c");

  /** A table with only a name and a number. */
  static Measured named(String name) {
    return new Measured(
        name,
        Optional.empty(),
        -1,
        new float[0],
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private TestTables() {}
}
