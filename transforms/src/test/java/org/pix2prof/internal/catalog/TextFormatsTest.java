// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ECSV, and the tables of VizieR and of IPAC. */
class TextFormatsTest {
  private static final CatalogOptions VIZIER =
      CatalogOptions.defaults().withIdColumn("PGC").withRaColumn("RA").withDecColumn("DE");

  @Test
  void readsEcsvWithBlanks() throws Exception {
    Rows rows =
        Rows.ofText(
            "# %ECSV 1.0",
            "# ---",
            "# datatype:",
            "# - {name: id, datatype: string}",
            "# - {name: ra, unit: deg, datatype: float64}",
            "# - name: dec",
            "#   unit: deg",
            "#   datatype: float64",
            "#   description: 'more, than: one'",
            "# schema: astropy-2.0",
            "id ra dec",
            "g0 150.5 2.5",
            "\"NGC \"\"1\"\"\"  151   -2",
            "",
            "\"two",
            "lines\" 1 2",
            "# a comment",
            "\"\" 1 2",
            "g3 \"\" 2",
            "g4 1",
            "g5 1 2");

    assertEquals(
        List.of("1 g0 150.5 2.5", "2 NGC \"1\" 151.0 -2.0", "3 two\nlines 1.0 2.0", "7 g5 1.0 2.0"),
        rows.described());
    assertEquals(
        List.of(
            "4 no_id: row 4: no value in column id",
            "5 bad_position: row 5: no value in column ra",
            "6 bad_row: row 6: 2 cells; expected 3, as the header line has"),
        rows.problems);
  }

  @Test
  void readsEcsvWithCommas() throws Exception {
    Rows rows =
        Rows.ofText(
            "# %ECSV 1.0",
            "# ---",
            "# delimiter: ','",
            "# datatype:",
            "# - {name: id, datatype: int64}",
            "# - {name: ra, datatype: string}",
            "# - {name: dec, datatype: float64}",
            "id,ra,dec",
            "1237648721789256061,\"10:00:01.2\",2");

    assertEquals(List.of("1 1237648721789256061 150.005 2.0"), rows.described());
  }

  @Test
  void typesAndUnitsOfEcsvAreRead() throws Exception {
    String[] lines = {
      "# %ECSV 1.0",
      "# ---",
      "# datatype:",
      "# - {name: id, datatype: float64}",
      "# - {name: ra, unit: rad, datatype: float64}",
      "# - {name: dec, datatype: string, subtype: 'float64[2]'}",
      "# - {name: hours, unit: hourangle, datatype: float64}",
      "# - {name: lat, datatype: float64}",
      "id ra dec hours lat",
      "12.0 1 [1,2] 10 -5"
    };
    CatalogOptions options = CatalogOptions.defaults();

    assertEquals(
        List.of("0 bad_unit: column ra is in 'rad'; expected degrees"),
        Rows.ofText(lines).problems);
    assertEquals(
        List.of(
            "0 bad_column: column dec holds arrays of texts; expected one number or text in each"
                + " row"),
        Rows.of(Rows.text(lines), options.withRaColumn("hours")).problems);
    assertEquals(
        List.of("1 12 150.0 -5.0"),
        Rows.of(Rows.text(lines), options.withRaColumn("hours").withDecColumn("lat")).described());
  }

  @Test
  void aQuoteLeftOpenInEcsvEndsTheFile() throws Exception {
    Rows rows = Rows.ofText("# %ECSV 1.0", "# ---", "id ra dec", "a 1 2", "\"b 1 2", "c 1 2");

    assertEquals(List.of("a"), rows.ids());
    assertEquals(
        List.of("0 bad_ecsv: the row after row 1 cannot be parsed: a quote is not closed"),
        rows.problems);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", ";", "|"})
  void readsTheTablesOfVizier(String separator) throws Exception {
    String[] lines = {
      "#",
      "#   VizieR Astronomical Server",
      "#Column\tRA\t(A10)\tRight ascension",
      "PGC~RA~DE~logd25",
      " ~\"h:m:s\"~\"d:m:s\"~[0.1arcmin]",
      "-----~----------~---------~----",
      "    2~10 00 01.2~-00 30 36~ 1.1",
      "    3~10 00 01.2~         ~ 1.1",
      "",
      "#END#"
    };
    for (int i = 3; i < lines.length; i++) {
      lines[i] = lines[i].replace("~", separator);
    }
    Rows rows = Rows.of(Rows.text(lines), VIZIER);

    assertEquals(List.of("1 2 150.005 -0.51"), rows.described());
    assertEquals(List.of("2 bad_position: row 2: no value in column DE"), rows.problems);
  }

  @Test
  void decimalDegreesOfVizierAreRead() throws Exception {
    assertEquals(
        List.of("1 2 150.005 -0.51"),
        Rows.of(
                Rows.text("PGC\tRA\tDE", " \tdeg\tdeg", "--\t---\t---", "2\t150.005\t -0.51"),
                VIZIER)
            .described());
  }

  @Test
  void aSecondTableOfVizierEndsTheFile() throws Exception {
    Rows rows =
        Rows.of(
            Rows.text(
                "PGC\tRA\tDE",
                "\tdeg\tdeg",
                "--\t---\t---",
                "2\t1\t2",
                "",
                "#RESOURCE=yCat_2",
                "#Column\tRA",
                "RA\tDE\tPGC",
                "deg\tdeg\t",
                "---\t---\t--",
                "1\t2\t3"),
            VIZIER);

    assertEquals(List.of("1 2 1.0 2.0"), rows.described());
    assertEquals(
        List.of("0 bad_csv: a second table begins in the file; expected a file for each table"),
        rows.problems);
  }

  @Test
  void readsTheTextOfSextractor() throws Exception {
    Rows rows =
        Rows.of(
            Rows.text(
                "#   1 NUMBER          Running object number",
                "#   2 MAG_APER        Fixed aperture magnitudes        [mag]",
                "#   4 ALPHA_J2000     Right ascension (J2000)          [deg]",
                "#   5 DELTA_J2000     Declination (J2000)              [deg]",
                "         1  20.1  19.9 150.5   -2.25",
                "         2  20.1  19.9 150.5"),
            CatalogOptions.defaults()
                .withIdColumn("NUMBER")
                .withRaColumn("ALPHA_J2000")
                .withDecColumn("DELTA_J2000"));

    assertEquals(List.of("1 1 150.5 -2.25"), rows.described());
    assertEquals(
        List.of("2 bad_row: row 2: 4 cells; expected 5, as the header line has"), rows.problems);
  }

  @Test
  void readsBlanksBelowACommentWithTheNames() throws Exception {
    assertEquals(
        List.of("1 NGC 1 1.0 2.0", "2 a 1.0 2.0"),
        Rows.ofText("# a list", "#  id   ra  dec", " \"NGC 1\" 1 2", " a 1 2").described());
  }

  @Test
  void readsBlanksBelowALineWithTheNames() throws Exception {
    assertEquals(
        List.of("1 a 10.5 -2.25", "2 NGC 1 20.0 3.0"),
        Rows.ofText("id ra dec mag", "a 10.5 -2.25 20", "\"NGC 1\" 20 3 21").described());
    assertEquals(
        List.of("1 a 1.0 2.0"), Rows.ofText("# from a program", "id ra dec", "a 1 2").described());
    assertEquals(
        List.of("1 a 1.0 2.0"), Rows.ofText("id   ra dec  ", "", "a    1   2").described());
    assertEquals(
        List.of("1 a 150.1125 2.2", "2 b 150.25 2.25"),
        Rows.ofText("#id ra dec", "a 10:00:27 +02:12:00", "b 10:01:00 +02:15:00").described());
    assertEquals("no_such_column", Rows.ofText("1 2 3", "4 5 6").problems.get(0).split("[ :]")[1]);
  }

  @Test
  void readsTheTablesOfIpac() throws Exception {
    Rows rows =
        Rows.ofText(
            "\\catalog = x",
            "\\ a comment",
            "|    id |       ra |      dec | clon        |",
            "|  long |   double |   double | char        |",
            "|       |      deg |      deg |             |",
            "|  null |     null |     -999 | null        |",
            " 12345   150.5      -2.25      10h00m01.2s  ",
            "   777   null       1          10h00m01.2s  ",
            "   778   1          -999       10h00m01.2s  ",
            "   779  11500.5     1          x            ",
            "   780    1          2                      ");

    assertEquals(List.of("1 12345 150.5 -2.25", "5 780 1.0 2.0"), rows.described());
    assertEquals(
        List.of(
            "2 bad_position: row 2: no value in column ra",
            "3 bad_position: row 3: no value in column dec",
            "4 bad_row: row 4: cells are not between the bars of the header lines"),
        rows.problems);
  }

  @Test
  void sexagesimalColumnsOfIpacAreRead() throws Exception {
    Rows rows =
        Rows.of(
            Rows.text(
                "|id|clon        |clat        |",
                "|ch|char        |char        |",
                " a  10h00m01.2s  -00d30m36s   "),
            CatalogOptions.defaults().withRaColumn("clon").withDecColumn("clat"));

    assertEquals(List.of("1 a 150.005 -0.51"), rows.described());
  }

  @Test
  void refusesMisalignedIpacTables() throws Exception {
    assertTrue(
        Rows.ofText("|id|ra|dec|", "|int |double|double|", "1 2 3")
            .problems
            .get(0)
            .startsWith("0 bad_ipac: the bars of the header lines"));
  }
}
