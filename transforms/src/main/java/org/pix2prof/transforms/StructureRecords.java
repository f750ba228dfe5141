// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.tables.Column;
import org.pix2prof.tables.Table;
import org.pix2prof.values.GalaxyStructure;

/** The table of structural parameters: one record or row per profile. */
final class StructureRecords {
  static final Table<GalaxyStructure> TABLE =
      Table.of(
          "GalaxyStructure",
          "Radii, magnitudes, concentration and disc of a galaxy, measured on its profile",
          columns());

  private static List<Column<GalaxyStructure>> columns() {
    List<Column<GalaxyStructure>> columns = new ArrayList<>();
    columns.add(Column.text("object_id", "Name of the object", s -> s.provenance().objectId()));
    columns.add(
        Column.optionalText(
            "band", "Photometric band; null if unknown", s -> s.provenance().band()));
    columns.add(Column.text("source", "URI of the FITS file", s -> s.provenance().source()));
    columns.add(
        Column.int32("hdu", "Index of the HDU, the primary one is 0", s -> s.provenance().hdu()));
    columns.add(
        Column.text("model", "Name, version and checksum of the model", GalaxyStructure::model));
    StructureQuantity.all()
        .forEach(
            quantity -> {
              columns.add(
                  Column.optionalFloat32(
                      quantity.column(),
                      quantity.unit(),
                      quantity.description(),
                      s -> single(s.get(quantity).value())));
              if (quantity.hasError()) {
                columns.add(
                    Column.optionalFloat32(
                        quantity.errorColumn(),
                        quantity.unit(),
                        "One standard deviation of " + quantity.column(),
                        s -> single(s.get(quantity).error())));
              }
            });
    columns.add(
        Column.texts(
            "flags",
            "Reasons for absent quantities and errors, as quantity:reason",
            GalaxyStructure::flags));
    columns.add(
        Column.texts(
            "profile_flags",
            "Flags of the image, in lower case, as in the profile",
            s -> ProfileRecords.names(s.profileFlags())));
    return columns;
  }

  private static Optional<Float> single(OptionalDouble number) {
    return number.isPresent() ? Optional.of((float) number.getAsDouble()) : Optional.empty();
  }

  private StructureRecords() {}
}
