package org.pix2prof.internal.catalog;

import org.junit.jupiter.api.Test;
import org.pix2prof.model.fuzz.Fuzz;

/** Damaged catalogues give positions and bad records, and throw nothing. */
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
}
