// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.tables.Column;
import org.pix2prof.tables.Table;
import org.pix2prof.values.GalaxyStructure;
import org.pix2prof.wcs.SkyPoint;

/** The table of structural parameters: one record or row per profile. */
final class StructureRecords {
  static final Table<GalaxyStructure> TABLE =
      Table.of(
          "GalaxyStructure",
          "Radii, magnitudes, concentration, disc and Sersic profile of a galaxy, measured on its"
              + " profile",
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
    addQuantities(columns, q -> q.compareTo(StructureQuantity.DISC_R_OUT) <= 0);
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
    addQuantities(columns, q -> q.compareTo(StructureQuantity.DISC_R_OUT) > 0);
    columns.add(
        Column.optionalFloat64(
            "ra_deg",
            "deg",
            "Right ascension of the centre; null if the image has no usable WCS",
            s -> s.position().map(SkyPoint::raDeg)));
    columns.add(
        Column.optionalFloat64(
            "dec_deg",
            "deg",
            "Declination of the centre; null if the image has no usable WCS",
            s -> s.position().map(SkyPoint::decDeg)));
    return columns;
  }

  private static void addQuantities(
      List<Column<GalaxyStructure>> columns, Predicate<StructureQuantity> chosen) {
    StructureQuantity.all()
        .filter(chosen)
        .forEach(
            quantity -> {
              columns.add(
                  Column.<GalaxyStructure>optionalFloat32(
                          quantity.column(),
                          quantity.unit(),
                          quantity.description(),
                          s -> single(s.get(quantity).value()))
                      .withUcd(Ucds.of(quantity)));
              if (quantity.hasError()) {
                columns.add(
                    Column.<GalaxyStructure>optionalFloat32(
                            quantity.errorColumn(),
                            quantity.unit(),
                            "One standard deviation of " + quantity.column(),
                            s -> single(s.get(quantity).error()))
                        .withUcd(Ucds.ofError(quantity)));
              }
            });
  }

  private static Optional<Float> single(OptionalDouble number) {
    return number.isPresent() ? Optional.of((float) number.getAsDouble()) : Optional.empty();
  }

  private StructureRecords() {}
}
