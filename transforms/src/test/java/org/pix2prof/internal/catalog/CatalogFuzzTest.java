// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import org.junit.jupiter.api.Test;
import org.pix2prof.model.fuzz.Fuzz;

/** Checks that damaged catalogues give positions and bad records without exceptions. */
class CatalogFuzzTest {
  private static final CatalogOptions OBJID = CatalogOptions.defaults().withIdColumn("OBJID");

  @Test
  void catalogues() throws Exception {
    byte[] csv =
        Rows.text(
            "# a comment",
            "OBJID,ra,dec,name",
            "1,10.5,-2.25,\"NGC, 1\"",
            "2,359.75,89.5,",
            "3,1e2,-0.125,x");
    Fuzz.run(
        file -> Rows.of(file, OBJID),
        csv,
        Rows.gzip(csv),
        Rows.resource("galaxies.fits"),
        Rows.resource("galaxies-tabledata.vot"),
        Rows.resource("galaxies-binary.vot"),
        Rows.resource("galaxies-binary2.vot"));
  }

  @Test
  void textFormats() throws Exception {
    Fuzz.run(
        file -> Rows.of(file, OBJID),
        Rows.text(
            "# %ECSV 1.0",
            "# ---",
            "# delimiter: ' '",
            "# datatype:",
            "# - {name: OBJID, datatype: int64}",
            "# - {name: ra, unit: deg, datatype: float64}",
            "# - {name: dec, unit: deg, datatype: float64}",
            "OBJID ra dec",
            "1 10.5 \"-2.25\"",
            "2 359.75 89.5"),
        Rows.text(
            "\\fixlen = T",
            "|OBJID|ra    |dec   |",
            "|int  |double|double|",
            "|     |deg   |deg   |",
            "|null |null  |null  |",
            " 1     10.5   -2.25 ",
            " 2     359.75 89.5  "),
        Rows.text(
            "#Table\tII/349",
            "OBJID\tra\tdec",
            " \t\"h:m:s\"\t\"d:m:s\"",
            "----\t-----------\t-----------",
            "1\t10 00 01.2\t-00 30 36",
            "2\t10:00:01.2\t+00:30:36"),
        Rows.text(
            "#   1 OBJID   Running number",
            "#   2 ra      Right ascension   [deg]",
            "#   3 dec     Declination       [deg]",
            "         1  10.5     -2.25",
            "         2 359.75    89.5"));
  }
}
