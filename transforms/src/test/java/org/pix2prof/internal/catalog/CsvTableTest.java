// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.CatalogPosition;

class CsvTableTest {
  @Test
  void readsRowsWithCommentsAndQuotes() throws Exception {
    Rows rows =
        Rows.ofText(
            "#Table1",
            "# from a, query",
            "",
            "name,dec, ra ,id",
            "\"a, \"\"b\"\"\",2.5,1,\"x,y\"",
            "\"two",
            "lines\", -3 , +1e1 , # z ",
            "",
            "c,0,.5,1237648720142401611");

    assertEquals(List.of(), rows.problems);
    assertEquals(
        List.of("1 x,y 1.0 2.5", "2 # z 10.0 -3.0", "3 1237648720142401611 0.5 0.0"),
        rows.described());
  }

  @Test
  void readsSemicolonsAndTabs() throws Exception {
    assertEquals(List.of("1 a,b 1.0 2.0"), Rows.ofText("id;ra;dec;x,y", "a,b;1;2;").described());
    assertEquals(List.of("1 a b 1.0 2.0"), Rows.ofText("id\tra\tdec", "a b\t1\t2").described());
    assertEquals(
        List.of("1 7 1.0 2.0"), Rows.ofText("id,ra,dec,\"a;b;c;d;e\"", "7,1,2,").described());
  }

  @Test
  void readsSpreadsheetExports() throws Exception {
    assertEquals(
        List.of("1 7 1.0 2.0", "2 8 1.0 2.0"),
        Rows.of(
                "\ufeffid,ra,dec\r\n7,1,2\r\n8,1,2".getBytes(StandardCharsets.UTF_8),
                CatalogOptions.defaults())
            .described());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "360, 0.0",
    "-0, 0.0",
    "-180, 180.0",
    "-0.25, 359.75",
    "-1e-20, 0.0",
    "359.9, 359.9"
  })
  void rightAscensionsAreNormalised(String ra, String expected) throws Exception {
    assertEquals(
        List.of("1 a " + expected + " 0.0"),
        Rows.ofText("id,ra,dec", "a," + ra + ",0").described());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,361,0        | bad_position: row 1: ra is 361.0; expected degrees from 0 to 360",
        "a,-180.1,0     | bad_position: row 1: ra is -180.1; expected degrees from 0 to 360",
        "a,0,90.01      | bad_position: row 1: dec is 90.01; expected degrees from -90 to 90",
        "a,0,-91        | bad_position: row 1: dec is -91.0; expected degrees from -90 to 90",
        "a,,0           | bad_position: row 1: no value in column ra",
        "a,0,NaN        | bad_position: row 1: no value in column dec",
        "a,null,0       | bad_position: row 1: no value in column ra",
        "a,0,--         | bad_position: row 1: no value in column dec",
        "a,Infinity,0   | bad_position: row 1: ra is 'Infinity'; expected decimal degrees",
        "a,1e999,0      | bad_position: row 1: ra is '1e999'; expected decimal",
        "a,12f,0        | bad_position: row 1: ra is '12f'; expected decimal",
        "a,0x10,0       | bad_position: row 1: ra is '0x10'; expected decimal",
        "a,1 2,0        | bad_position: row 1: ra is '1 2'; expected decimal degrees, or hours",
        "a,1 2 3,0      | bad_position: row 1: ra is '1 2 3'; expected decimal degrees, or hours",
        "a,24:00:00,0   | bad_position: row 1: ra is '24:00:00'; expected decimal degrees, or",
        "a,-1:00:00,0   | bad_position: row 1: ra is '-1:00:00'; expected decimal degrees, or",
        "a,1:60:00,0    | bad_position: row 1: ra is '1:60:00'; expected decimal degrees, or",
        "a,1:00,0       | bad_position: row 1: ra is '1:00'; expected decimal degrees, or",
        "a,0,-01 02 03  | bad_position: row 1: dec is '-01 02 03'; expected decimal degrees, or",
        "a,0,1h02m03s   | bad_position: row 1: dec is '1h02m03s'; expected decimal degrees, or",
        "a,0,91:00:00   | bad_position: row 1: dec is 91.0; expected degrees from -90 to 90",
        "' ',0,0        | no_id: row 1: no value in column id",
        "NULL,0,0       | no_id: row 1: no value in column id",
        "a,0            | bad_row: row 1: 2 cells; expected 3, as the header line has",
        "a,0,0,0        | bad_row: row 1: 4 cells; expected 3, as the header line has",
      },
      quoteCharacter = '~')
  void badRowHasAReasonAndAffectsNoOther(String row, String problem) throws Exception {
    Rows rows = Rows.ofText("id,ra,dec", row.replace("' '", "\" \""), "b,1,2");

    assertEquals(List.of("2 b 1.0 2.0"), rows.described());
    assertEquals(1, rows.problems.size());
    assertTrue(rows.problems.get(0).startsWith("1 " + problem), rows.problems.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "0, bad_size: row 1: size is 0.0; expected arcsec",
    "-3, bad_size: row 1: size is -3.0; expected arcsec",
    "nan, bad_size: row 1: no value in column size",
    "big, bad_size: row 1: size is 'big'; expected a number"
  })
  void badSizes(String size, String problem) throws Exception {
    Rows rows =
        Rows.of(
            Rows.text("id,ra,dec,size", "a,1,2," + size),
            CatalogOptions.defaults().withSizeColumn("size"));

    assertTrue(rows.problems.get(0).startsWith("1 " + problem), rows.problems.toString());
  }

  @Test
  void badPositionAngles() throws Exception {
    Rows rows =
        Rows.of(
            Rows.text("id,ra,dec,pa", "a,1,2,east", "b,1,2,361", "c,1,2,-1e-20"),
            CatalogOptions.defaults().withPositionAngleColumn("pa"));

    assertEquals(
        List.of(
            "1 bad_position_angle: row 1: pa is 'east'; expected a number",
            "2 bad_position_angle: row 2: pa is 361.0; expected degrees from -360 to 360"),
        rows.problems);
    assertEquals(0, rows.positions.get(0).positionAngleDeg().getAsDouble());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "10:00:01.20  | -00:30:36   | 150.005 -0.51",
        "10h00m01.20s | +0d30m36s   | 150.005 0.51",
        "10H 00M 01.2 | 0° 30' 36\"  | 150.005 0.51",
        "150d00m18s   | +00:30:36.0 | 150.005 0.51",
        "150.005      | -00:30:36   | 150.005 -0.51",
      })
  void readsUnambiguousSexagesimalPositions(String ra, String dec, String expected)
      throws Exception {
    Rows rows = Rows.ofText("id;ra;dec", "a;" + ra + ";" + dec.replace("\"", ""));

    assertEquals(List.of(), rows.problems);
    assertEquals(List.of("1 a " + expected), rows.described());
  }

  @Test
  void detectsSexagesimalColumnsByName() throws Exception {
    CatalogOptions options =
        CatalogOptions.defaults().withRaColumn("ra_hms").withDecColumn("Dec (d m s)");
    Rows rows =
        Rows.of(
            Rows.text("id,ra_hms,Dec (d m s)", "a,10 00 01.2,-00 30 36", "b,150.005,1 2 3"),
            options);

    assertEquals(List.of("1 a 150.005 -0.51"), rows.described());
    assertEquals(
        List.of(
            "2 bad_position: row 2: ra_hms is '150.005'; expected hours, minutes and seconds, as"
                + " the column's unit or name is"),
        rows.problems);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.91E+16",
        "1.2376487217892561e+18",
        "1.237648721789256061e+18",
        "1237648721789256100.0",
        "1237648721789256100.",
        "1.23457E+11",
        "1E16",
        "-3.91e16"
      })
  void refusesIdentifiersWithLostDigits(String id) throws Exception {
    assertEquals(
        List.of(
            "1 bad_id: row 1: id is '"
                + id
                + "', a floating-point number that may have lost digits; expected text, or an"
                + " integer with all its digits: write the catalogue again with this column as"
                + " such"),
        Rows.ofText("id,ra,dec", id + ",1,2").problems);
  }

  @Test
  void identifiersOfSpreadsheetsWithDecimalCommasAreRefused() throws Exception {
    assertEquals(
        List.of(1, 2),
        Rows.ofText("id;ra;dec", "3,91E+16;1;2", "1237648721789256100,0;1;2", "NGC 1,5;1;2")
            .problems
            .stream()
            .map(problem -> Integer.valueOf(problem.replaceFirst(" bad_id: .*", "")))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1237648721789256100", "12E3", "1E0657", "1E 0657-56", "12.0", "2E1", "1.5e-3"})
  void keepsOtherIdentifiersUnchanged(String id) throws Exception {
    assertEquals(List.of(id), Rows.ofText("id,ra,dec", id + ",1,2").ids());
  }

  @Test
  void stopsReadingAfterManyBadRows() throws Exception {
    Rows rows =
        Rows.of(
            ("id,ra,dec\n" + "a,?,2\n".repeat(CatalogDecoder.MOST_BAD_ROWS + 500))
                .getBytes(StandardCharsets.UTF_8),
            CatalogOptions.defaults());

    assertEquals(CatalogDecoder.MOST_BAD_ROWS + 1, rows.problems.size());
    assertEquals(
        "0 too_many_bad_rows: none of the first 10000 rows can be used; the rest is not read",
        rows.problems.get(CatalogDecoder.MOST_BAD_ROWS));
  }

  @Test
  void limitsTheNumberOfListedBadRows() throws Exception {
    Rows rows =
        Rows.of(
            ("id,ra,dec\nb,1,2\n" + "a,?,2\n".repeat(CatalogDecoder.MOST_BAD_ROWS + 5) + "c,1,2\n")
                .getBytes(StandardCharsets.UTF_8),
            CatalogOptions.defaults());

    assertEquals(List.of("b", "c"), rows.ids());
    assertEquals(CatalogDecoder.MOST_BAD_ROWS + 1, rows.problems.size());
    assertEquals(
        "0 too_many_bad_rows: 10005 of 10007 rows cannot be used; only the first 10000 of them are"
            + " listed",
        rows.problems.get(CatalogDecoder.MOST_BAD_ROWS));
  }

  @Test
  void columnsMatchExactlyOrElseInAnyCase() throws Exception {
    assertEquals(List.of("1 a 1.0 2.0"), Rows.ofText("ID,RA,Dec", "a,1,2").described());
    assertEquals(List.of("1 a 1.0 2.0"), Rows.ofText("id,RA,ra,dec", "a,9,1,2").described());
    assertEquals(
        List.of(
            "0 no_such_column: 2 columns are called 'ra'; the columns are 'id', 'RA', 'Ra',"
                + " 'dec'"),
        Rows.ofText("id,RA,Ra,dec", "a,9,1,2").problems);
  }

  @Test
  void namesTheExistingColumnsIfOneIsMissing() throws Exception {
    assertEquals(
        List.of("0 no_such_column: no column is called 'id'; the columns are 'objid', 'ra', 'dec'"),
        Rows.ofText("objid,ra,dec", "a,1,2").problems);
    assertEquals(
        List.of(
            "0 no_such_column: no column is called 'id'; the columns are 'id ra dec'; expected"
                + " commas, semicolons or tabs between columns"),
        Rows.ofText("id ra dec", "a 1 2 3").problems);
  }

  @Test
  void aCatalogueWithoutRowsIsAnError() throws Exception {
    assertEquals(
        List.of("0 empty_catalog: the catalogue has no rows of data"),
        Rows.ofText("id,ra,dec", "").problems);
    assertEquals(
        List.of("0 not_catalog: no header line, only comments"), Rows.ofText("# a").problems);
    assertEquals(
        List.of("0 not_catalog: the file is empty or blank"),
        Rows.of(new byte[0], CatalogOptions.defaults()).problems);
  }

  @Test
  void refusesBinaryFiles() throws Exception {
    Rows rows = Rows.of(new byte[] {'G', 'I', 'F', 0, 1, 2}, CatalogOptions.defaults());

    assertEquals(
        List.of(
            "0 not_catalog: expected CSV, ECSV, an IPAC table, a FITS table, a VOTable or Parquet;"
                + " it starts with 'GIF?'"),
        rows.problems);
  }

  @Test
  void keepsRowsBeforeABrokenQuote() throws Exception {
    Rows rows = Rows.ofText("id,ra,dec", "a,1,2", "\"b\"x,1,2", "c,1,2");

    assertEquals(List.of("a"), rows.ids());
    assertEquals(1, rows.problems.size());
    assertTrue(
        rows.problems.get(0).startsWith("0 bad_csv: the row after row 1 cannot be parsed: "),
        rows.problems.toString());
  }

  @Test
  void limitsTheLengthOfAnOpenQuote() throws Exception {
    String rest = "b,1,2\n".repeat(500_000);
    Rows rows =
        Rows.of(
            ("id,ra,dec\na,1,2\n\"" + rest).getBytes(StandardCharsets.UTF_8),
            CatalogOptions.defaults());

    assertEquals(List.of("a"), rows.ids());
    assertTrue(
        rows.problems.get(0).contains("more than 1048576 characters without an end"),
        rows.problems.toString());
  }

  @Test
  void aTruncatedGzipFileKeepsTheRowsBefore() throws Exception {
    StringBuilder text = new StringBuilder("id,ra,dec\n");
    for (int i = 0; i < 50_000; i++) {
      text.append(i).append(',').append(i * 0.0071).append(",-5\n");
    }
    byte[] whole = Rows.gzip(text.toString().getBytes(StandardCharsets.UTF_8));

    Rows rows = Rows.of(Arrays.copyOf(whole, whole.length / 2), CatalogOptions.defaults());

    assertTrue(rows.positions.size() > 1000, "rows: " + rows.positions.size());
    assertEquals(List.of("0 truncated: the compressed file ends too early"), rows.problems);
  }

  @Test
  void streamsTheRowsOfALargeCatalogue() throws Exception {
    int rows = 300_000;
    Generated text = new Generated(rows);
    long[] count = {0};
    long[] mostAhead = {0};
    CatalogHandler<CatalogPosition> sink =
        new CatalogHandler<>() {
          @Override
          public void row(CatalogPosition position) {
            count[0]++;
            mostAhead[0] = Math.max(mostAhead[0], text.rowsGiven - count[0]);
          }

          @Override
          public void bad(long row, BadImageException problem) {
            throw new AssertionError(problem);
          }
        };

    new CatalogDecoder<>(CatalogOptions.defaults())
        .decode(Channels.newChannel(text), -1, "file:///large.csv", sink);

    assertEquals(rows, count[0]);
    assertTrue(mostAhead[0] < 10_000, "rows held: " + mostAhead[0]);
  }

  /** A generated catalogue that never exists as a whole. */
  private static final class Generated extends InputStream {
    private final long rows;
    private byte[] line = "objra,id,ra,dec,r,comment\n".getBytes(StandardCharsets.US_ASCII);
    private int position;
    private long rowsGiven;

    Generated(long rows) {
      this.rows = rows;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (position == line.length) {
        if (rowsGiven == rows) {
          return -1;
        }
        long n = rowsGiven++;
        String text = "x," + (1237648720142000000L + n) + "," + n * 1e-3 + ",-1.25,17.5,\"a, b\"\n";
        line = text.getBytes(StandardCharsets.US_ASCII);
        position = 0;
      }
      int n = Math.min(length, line.length - position);
      System.arraycopy(line, position, bytes, offset, n);
      position += n;
      return n;
    }
  }
}
