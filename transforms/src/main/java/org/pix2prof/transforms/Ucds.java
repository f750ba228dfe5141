// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.tables.Column;
import org.pix2prof.tables.Table;

/** Unified Content Descriptors of columns, of the IVOA's list of words UCD1+ 1.4. */
final class Ucds {
  private static final String RADIUS = "phys.angSize.smajAxis";
  private static final String SURFACE_BRIGHTNESS = "phot.mag.sb";
  private static final String INTENSITY = "phot.flux.sb";
  private static final String ERROR = "stat.error;";

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("object_id", "meta.id;meta.main"),
          Map.entry("band", "instr.bandpass"),
          Map.entry("radius_arcsec", RADIUS),
          Map.entry("mu", SURFACE_BRIGHTNESS),
          Map.entry("mu_err", ERROR + SURFACE_BRIGHTNESS),
          Map.entry("mu_limit", SURFACE_BRIGHTNESS + ";stat.max"),
          Map.entry("source", "meta.ref.url"),
          Map.entry("hdu", "meta.number"),
          Map.entry("model", "meta.id"),
          Map.entry("ellipticity", "src.ellipticity"),
          Map.entry("pa_deg", "pos.posAng"),
          Map.entry("pa_sky_deg", "pos.posAng"),
          Map.entry("intensity", INTENSITY),
          Map.entry("intensity_err", ERROR + INTENSITY),
          Map.entry("intensity_scatter", "stat.stdev;" + INTENSITY),
          Map.entry("mag_within", "phot.mag"),
          Map.entry("flags", "meta.code"),
          Map.entry("profile_flags", "meta.code"),
          Map.entry("centre_x", "pos.cartesian.x"),
          Map.entry("centre_y", "pos.cartesian.y"),
          Map.entry("ra_deg", "pos.eq.ra;meta.main"),
          Map.entry("dec_deg", "pos.eq.dec;meta.main"),
          Map.entry("mag_system", "meta.note"),
          Map.entry("zero_point", "phot.mag;arith.zp"),
          Map.entry("sky", "phot.count;instr.background"),
          Map.entry("sky_err", ERROR + "phot.count;instr.background"),
          Map.entry("sky_sigma", "stat.stdev;phot.count;instr.background"),
          Map.entry("n_pixels", "meta.number;instr.pixel"),
          Map.entry("pixel_scale", "instr.scale"));

  /** Returns a table whose columns have their UCDs. */
  static <T> Table<T> of(Table<T> table) {
    List<Column<T>> columns = new ArrayList<>();
    for (Column<T> column : table.columns()) {
      columns.add(column.withUcd(WORDS.getOrDefault(column.name(), column.ucd())));
    }
    return Table.of(table.name(), table.description(), columns);
  }

  /** Returns the UCD of a structural parameter. */
  static String of(StructureQuantity quantity) {
    return switch (quantity.unit()) {
      case "arcsec" -> quantity.column().endsWith("_circ") ? "phys.angSize" : RADIUS;
      case "deg" -> "pos.posAng";
      case "mag" -> "phot.mag";
      case "mag/arcsec**2" -> SURFACE_BRIGHTNESS;
      default ->
          quantity.column().startsWith("ellipticity") ? "src.ellipticity" : "src.morph.param";
    };
  }

  /** Returns the UCD of the error of a structural parameter. */
  static String ofError(StructureQuantity quantity) {
    return ERROR + of(quantity);
  }

  private Ucds() {}
}
