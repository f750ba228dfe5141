// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.internal.fits.FitsFixtures;

/** FITS and VOTables from astropy: {@code src/test/scripts/make_catalogs.py}. */
class TablesTest {
  private static final CatalogOptions OBJID = CatalogOptions.defaults().withIdColumn("OBJID");

  /** A right ascension that every row has. */
  private static final CatalogOptions EVERY_ROW = CatalogOptions.defaults().withRaColumn("last");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "galaxies.fits",
        "galaxies-tabledata.vot",
        "galaxies-binary.vot",
        "galaxies-binary2.vot"
      })
  void everyFormatGivesTheSameRows(String file) throws Exception {
    Rows rows = Rows.of(Rows.resource(file), OBJID.withSizeColumn("side"));

    assertEquals(
        List.of("1 1237648720142401611 184.7396 47.304", "2 1237648720142401612 210.8023 54.3488"),
        rows.described());
    assertEquals(OptionalDouble.of(60), rows.positions.get(0).sizeArcsec());
    assertEquals(OptionalDouble.of(120.5), rows.positions.get(1).sizeArcsec());
    assertEquals(
        List.of(
            "3 bad_position: row 3: no value in column ra",
            "4 bad_size: row 4: side is 0.0; expected arcsec, greater than 0"),
        rows.problems);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "galaxies.fits",
        "galaxies-tabledata.vot",
        "galaxies-binary.vot",
        "galaxies-binary2.vot"
      })
  void detectsTheFormatInsideGzip(String file) throws Exception {
    Rows rows = Rows.of(Rows.gzip(Rows.resource(file)), OBJID);

    assertEquals(List.of("1237648720142401611", "1237648720142401612", "-4"), rows.ids());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "galaxies.fits          | name    | NGC 4258,M 101,IC 10",
        "galaxies.fits          | latin   | a,bb,ccc,d d",
        "galaxies.fits          | real    | 12,13,14.5",
        "galaxies.fits          | single  | 12,13,14.5",
        "galaxies.fits          | byte    | 1,2,3,255",
        "galaxies.fits          | short   | -1,2,3,-32768",
        "galaxies.fits          | blank   | 1,3,4",
        "galaxies.fits          | ubig    | 18446744073709551615,9223372036854775808,1,0",
        "galaxies.fits          | ushort  | 65535,32768,1,0",
        "galaxies.fits          | scaled  | 100,100.5,101,0",
        "galaxies.fits          | flag    | true,false,true,false",
        "galaxies-binary.vot    | name    | NGC 4258,M 101,IC 10",
        "galaxies-binary.vot    | latin   | a,bb,ccc,d d",
        "galaxies-binary.vot    | real    | 12,13,14.5",
        "galaxies-binary.vot    | single  | 12,13,14.5",
        "galaxies-binary.vot    | byte    | 1,2,3,255",
        "galaxies-binary.vot    | short   | -1,2,3,-32768",
        "galaxies-binary.vot    | blank   | 1,3,4",
        "galaxies-binary.vot    | words   | a,bc,d e f",
        "galaxies-binary.vot    | truth   | true,false,true",
        "galaxies-binary.vot    | final   | 1.5,2.5,3.5,4.5",
        "galaxies-binary2.vot   | name    | NGC 4258,M 101,IC 10",
        "galaxies-binary2.vot   | blank   | 1,3,4",
        "galaxies-binary2.vot   | words   | a,bc,d e f",
        "galaxies-binary2.vot   | final   | 1.5,2.5,3.5,4.5",
        "galaxies-tabledata.vot | name    | NGC 4258,M 101,IC 10",
        "galaxies-tabledata.vot | latin   | a,bb,ccc,d d",
        "galaxies-tabledata.vot | real    | 12,13,14.5",
        "galaxies-tabledata.vot | single  | 12,13,14.5",
        "galaxies-tabledata.vot | short   | -1,2,3,-32768",
        "galaxies-tabledata.vot | blank   | 1,3,4",
        "galaxies-tabledata.vot | words   | a,bc,d e f",
        "galaxies-tabledata.vot | final   | 1.5,2.5,3.5,4.5",
      })
  void identifiersOfEveryType(String file, String column, String ids) throws Exception {
    Rows rows = Rows.of(Rows.resource(file), EVERY_ROW.withIdColumn(column));

    List<String> expected = List.of(ids.split(","));
    assertEquals(expected, rows.ids());
    assertEquals(4 - expected.size(), rows.problems.size(), rows.problems.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "real|   4 bad_id: row 4: real is '1.15292150460684698E18'",
        "single| 4 bad_id: row 4: single is '3.3554432E7'"
      })
  void refusesFloatingPointIdentifiersWithLostDigits(String column, String problem)
      throws Exception {
    Rows rows = Rows.of(Rows.resource("galaxies.fits"), EVERY_ROW.withIdColumn(column));

    assertTrue(rows.problems.get(0).startsWith(problem), rows.problems.toString());
  }

  @Test
  void readsCellsAfterBlankCells() throws Exception {
    Rows rows = Rows.of(Rows.resource("galaxies-binary2.vot"), EVERY_ROW.withIdColumn("blank"));

    assertEquals(List.of("2 no_id: row 2: no value in column blank"), rows.problems);
  }

  @ParameterizedTest
  @CsvSource({
    "galaxies.fits, flux, arrays of 5",
    "galaxies.fits, complex, complex numbers",
    "galaxies.fits, bits, bits",
    "galaxies.fits, words, arrays",
    "galaxies.fits, texts, arrays of texts",
    "galaxies-binary.vot, flux, arrays",
    "galaxies-binary.vot, curve, arrays",
    "galaxies-binary.vot, complex, complex numbers",
    "galaxies-binary.vot, flag, bits"
  })
  void refusesColumnsOfListsAndRecords(String file, String column, String what) throws Exception {
    Rows rows = Rows.of(Rows.resource(file), OBJID.withIdColumn(column));

    assertEquals(
        List.of(
            "0 bad_column: column "
                + column
                + " holds "
                + what
                + "; expected one number or text in each row"),
        rows.problems);
  }

  @ParameterizedTest
  @ValueSource(strings = {"galaxies.fits", "galaxies-binary2.vot"})
  void normalisesOptionalPositionAngles(String file) throws Exception {
    Rows rows =
        Rows.of(Rows.resource(file), EVERY_ROW.withIdColumn("OBJID").withPositionAngleColumn("pa"));

    assertEquals(
        List.of(
            OptionalDouble.of(150),
            OptionalDouble.empty(),
            OptionalDouble.of(10),
            OptionalDouble.of(150)),
        rows.positions.stream().map(p -> p.positionAngleDeg()).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"galaxies.fits", "galaxies-tabledata.vot"})
  void otherUnitsAreRefused(String file) throws Exception {
    byte[] catalog = Rows.resource(file);

    assertEquals(
        List.of("0 bad_unit: column ra_rad is in 'rad'; expected degrees"),
        Rows.of(catalog, OBJID.withRaColumn("ra_rad")).problems);
    assertEquals(
        List.of("0 bad_unit: column ra is in 'deg'; expected arcsec"),
        Rows.of(catalog, OBJID.withRaColumn("ra_single").withSizeColumn("ra")).problems);
  }

  @Test
  void ignoresCommentsInPlaceOfUnits() throws Exception {
    byte[] catalog =
        FitsFixtures.file(
            FitsFixtures.empty(),
            FitsFixtures.table(1).card("TTYPE1", "ra").card("TUNIT1", "J2000 degrees"));

    assertTrue(Rows.of(catalog, CatalogOptions.defaults()).problems.get(0).contains("called 'id'"));
    assertEquals(null, AngleUnit.of("J2000 degrees"));
    assertEquals(AngleUnit.DEGREE, AngleUnit.of(" Deg "));
    assertEquals(AngleUnit.HMS, AngleUnit.of("\"h:m:s\""));
    assertEquals(AngleUnit.HOUR, AngleUnit.of("hourangle"));
  }

  private static FitsFixtures.Part named(String name, int... values) {
    return FitsFixtures.table(values).card("EXTNAME", name);
  }

  private static FitsFixtures.Part objects() {
    return FitsFixtures.rows(new byte[] {0, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0, 2}, 12, 1)
        .card("EXTNAME", "LDAC_OBJECTS")
        .card("TFIELDS", 3)
        .card("TFORM1", "J")
        .card("TTYPE1", "id")
        .card("TFORM2", "J")
        .card("TTYPE2", "ra")
        .card("TFORM3", "J")
        .card("TTYPE3", "dec");
  }

  @Test
  void theFirstTableWithTheColumnsIsRead() throws Exception {
    byte[] ldac = FitsFixtures.file(FitsFixtures.empty(), named("LDAC_IMHEAD", 1), objects());

    assertEquals(List.of("1 7 1.0 2.0"), Rows.of(ldac, CatalogOptions.defaults()).described());
  }

  @Test
  void namesEachTableWithoutTheColumns() throws Exception {
    byte[] ldac = FitsFixtures.file(FitsFixtures.empty(), named("LDAC_IMHEAD", 1), objects());

    assertEquals(
        List.of(
            "0 no_such_column: no column is called 'NUMBER'; the columns are 'N'; no table of the"
                + " file has all columns: HDU 1 'LDAC_IMHEAD' (4 x 1) has 'N'; HDU 2 'LDAC_OBJECTS'"
                + " (12 x 1) has 'id', 'ra', 'dec'"),
        Rows.of(ldac, CatalogOptions.defaults().withIdColumn("NUMBER")).problems);
  }

  @Test
  void fitsErrorsDoNotMentionCommas() throws Exception {
    byte[] file =
        FitsFixtures.file(
            FitsFixtures.empty(),
            FitsFixtures.rows(new byte[4], 4, 1)
                .card("TFIELDS", 1)
                .card("TFORM1", "J")
                .card("TTYPE1", "Field Header Card"));

    assertEquals(
        List.of("0 no_such_column: no column is called 'id'; the columns are 'Field Header Card'"),
        Rows.of(file, CatalogOptions.defaults()).problems);
  }

  @Test
  void theFirstTableOfAVotableWithTheColumnsIsRead() throws Exception {
    String table =
        "<TABLE name='%s'><FIELD name='%s'"
            + " datatype='int'/>%s<DATA><TABLEDATA>%s</TABLEDATA></DATA></TABLE>";
    String position = "<FIELD name='ra' datatype='double'/><FIELD name='dec' datatype='double'/>";
    Rows rows =
        Rows.ofText(
            "<VOTABLE><RESOURCE>"
                + table.formatted("one", "x", "", "<TR><TD>1</TD></TR>")
                + table.formatted("two", "id", position, "<TR><TD>7</TD><TD>1</TD><TD>2</TD></TR>")
                + "</RESOURCE></VOTABLE>");

    assertEquals(List.of("1 7 1.0 2.0"), rows.described());
  }

  @Test
  void rowsWithoutBytesAreRefused() throws Exception {
    byte[] fits =
        FitsFixtures.file(
            FitsFixtures.empty(),
            FitsFixtures.rows(new byte[0], 0, 900_000_000)
                .card("TFIELDS", 1)
                .card("TFORM1", "0A")
                .card("TTYPE1", "id"));
    assertEquals(
        List.of(
            "0 bad_header: NAXIS1 = 0, but NAXIS2 = 900000000; expected rows of at least one byte"),
        Rows.of(fits, OBJID).problems);

    String none = "datatype='char' arraysize='0'/>";
    for (String serialization : List.of("BINARY", "BINARY2")) {
      Rows rows =
          Rows.ofText(
              "<VOTABLE><RESOURCE><TABLE><FIELD name='id' "
                  + none
                  + "<FIELD name='ra' "
                  + none
                  + "<FIELD name='dec' "
                  + none
                  + "<DATA><"
                  + serialization
                  + "><STREAM encoding='base64'>AAAA</STREAM></"
                  + serialization
                  + "></DATA></TABLE></RESOURCE></VOTABLE>");
      assertTrue(
          serialization.equals("BINARY2")
              ? rows.problems.size() == 3
              : rows.problems.equals(
                  List.of(
                      "0 bad_votable: the FIELDs take no bytes; expected rows of at least one"
                          + " byte")),
          rows.problems.toString());
    }
  }

  @Test
  void reportsInvalidXmlWithoutPrinting() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    Rows rows;
    try {
      byte[] text = Rows.text("<VOTABLE><RESOURCE name='~'/></VOTABLE>");
      text[new String(text, StandardCharsets.US_ASCII).indexOf('~')] = (byte) 0xff;
      rows = Rows.of(text, OBJID);
    } finally {
      System.setErr(before);
    }

    assertEquals("", printed.toString(StandardCharsets.UTF_8));
    assertTrue(
        rows.problems.get(0).startsWith("0 bad_votable: the VOTable cannot be parsed, "),
        rows.problems.toString());
  }

  @Test
  void encodingsOfVotables() throws Exception {
    String table =
        "<VOTABLE><TABLE><FIELD name='id' datatype='char' arraysize='*'/><FIELD name='ra'/>"
            + "<FIELD name='dec'/><DATA><TABLEDATA><TR><TD>é</TD><TD>1</TD><TD>2</TD></TR>"
            + "</TABLEDATA></DATA></TABLE></VOTABLE>";
    byte[] latin =
        ("<?xml version='1.0' encoding='ISO-8859-1'?>" + table)
            .getBytes(StandardCharsets.ISO_8859_1);

    assertEquals(List.of("é"), Rows.of(latin, CatalogOptions.defaults()).ids());
    assertEquals(List.of("é"), Rows.ofText("﻿<?xml version='1.0'?>" + table).ids());
    assertEquals(
        List.of("0 bad_votable: its encoding is 'x-none'; expected UTF-8"),
        Rows.ofText("<?xml version='1.0' encoding='x-none'?>" + table).problems);
  }

  @Test
  void aFitsFileWithoutATableIsRefused() throws Exception {
    byte[] image = FitsFixtures.file(FitsFixtures.ramp(16, 3, 2));

    assertEquals(
        List.of("0 no_table: no HDU of the file is a binary table; they are 0 'PRIMARY' (3 x 2)"),
        Rows.of(image, OBJID).problems);
  }

  @Test
  void compressedTablesAreRefused() throws Exception {
    byte[] table =
        FitsFixtures.file(FitsFixtures.empty(), FitsFixtures.table(1).card("ZTABLE", true));

    assertTrue(Rows.of(table, OBJID).problems.get(0).contains("is a tile-compressed table"));
  }

  @Test
  void refusesTablesWithInconsistentRows() throws Exception {
    byte[] table = FitsFixtures.file(FitsFixtures.empty(), FitsFixtures.table(1).card("NAXIS1", 3));

    assertEquals(
        List.of("0 bad_header: NAXIS1 = 3, but the columns take 4 bytes of each row"),
        Rows.of(table, OBJID).problems);
  }

  @Test
  void keepsRowsOfATruncatedFitsTable() throws Exception {
    byte[] whole = Rows.resource("galaxies.fits");
    int table = whole.length - 2880;
    byte[] cut = Arrays.copyOf(whole, table + 155 + 100);

    Rows rows = Rows.of(cut, OBJID);

    assertEquals(List.of("1237648720142401611"), rows.ids());
    assertEquals(1, rows.problems.size());
    assertTrue(rows.problems.get(0).startsWith("0 truncated: "), rows.problems.toString());
  }

  @Test
  void keepsRowsOfATruncatedVotable() throws Exception {
    byte[] whole = Rows.resource("galaxies-tabledata.vot");
    byte[] cut = Arrays.copyOf(whole, new String(whole, "UTF-8").lastIndexOf("<TR>") + 30);

    Rows rows = Rows.of(cut, EVERY_ROW.withIdColumn("OBJID"));

    assertEquals(List.of("1237648720142401611", "1237648720142401612", "3"), rows.ids());
    assertEquals(1, rows.problems.size());
    assertTrue(
        rows.problems.get(0).startsWith("0 bad_votable: the VOTable cannot be parsed, line "),
        rows.problems.toString());
  }

  @Test
  void binaryDataThatEndWithinARowAreTruncated() throws Exception {
    String whole = new String(Rows.resource("galaxies-binary.vot"), "UTF-8");
    int data = whole.indexOf("AAAA");
    String cut = whole.substring(0, data + 300) + whole.substring(whole.indexOf("</STREAM>"));

    Rows rows = Rows.of(Rows.text(cut), EVERY_ROW.withIdColumn("OBJID"));

    assertEquals(List.of("1237648720142401611"), rows.ids());
    assertEquals(List.of("0 truncated: the data end in the middle of row 2"), rows.problems);
  }

  @Test
  void aVotableWithoutRowsIsEmpty() throws Exception {
    String none = "0 empty_catalog: the catalogue has no rows of data";

    assertEquals(List.of(none), votable("<DATA><TABLEDATA></TABLEDATA></DATA>").problems);
    assertEquals(List.of(none), votable("").problems);
  }

  private static Rows votable(String data) throws Exception {
    return Rows.ofText(
        "<VOTABLE><RESOURCE><TABLE><FIELD name='id' datatype='int'/>"
            + "<FIELD ID='ra' datatype='double'/><FIELD name='dec' datatype='double'/>"
            + data
            + "</TABLE></RESOURCE></VOTABLE>");
  }

  @Test
  void readsCellsInEveryXmlNotation() throws Exception {
    Rows rows =
        votable(
            "<DATA><TABLEDATA><TR><TD>0x1F</TD><TD><![CDATA[1]]>2<!-- ? -->.5</TD>"
                + "<TD> &#45;3 </TD></TR></TABLEDATA></DATA>");

    assertEquals(List.of("1 0x1F 12.5 -3.0"), rows.described());
  }

  @Test
  void aVotableRowWithTooFewCellsIsBad() throws Exception {
    Rows rows =
        votable(
            "<DATA><TABLEDATA><TR><TD>1</TD><TD>2</TD></TR><TR><TD>1</TD><TD>2</TD><TD>3</TD>"
                + "</TR></TABLEDATA></DATA>");

    assertEquals(List.of("2 1 2.0 3.0"), rows.described());
    assertEquals(
        List.of("1 bad_row: row 1: 2 cells; expected 3, one for each FIELD"), rows.problems);
  }

  @Test
  void reportsTheErrorOfAFailedQuery() throws Exception {
    Rows rows =
        Rows.ofText(
            "<VOTABLE><RESOURCE type='results'>"
                + "<INFO name='QUERY_STATUS' value='ERROR'>unknown table sdss.x</INFO>"
                + "</RESOURCE></VOTABLE>");

    assertEquals(
        List.of("0 no_table: the VOTable has no TABLE; the service says 'unknown table sdss.x'"),
        rows.problems);
  }

  @Test
  void opensNothingOutsideTheVotable() throws Exception {
    assertEquals(
        List.of(
            "0 unsupported_votable: the data are elsewhere, at 'file:///etc/hosts'; expected"
                + " TABLEDATA, BINARY or BINARY2 within the VOTable"),
        votable("<DATA><BINARY><STREAM href='file:///etc/hosts'/></BINARY></DATA>").problems);
    assertTrue(
        votable("<DATA><FITS><STREAM encoding='base64'/></FITS></DATA>")
            .problems
            .get(0)
            .startsWith("0 unsupported_votable: the data are in 'FITS'"));
    Rows entity =
        Rows.ofText(
            "<!DOCTYPE VOTABLE [<!ENTITY x SYSTEM 'file:///etc/hosts'>]>",
            "<VOTABLE><TABLE><FIELD name='id'/><FIELD name='ra'/><FIELD name='dec'/><DATA>",
            "<TABLEDATA><TR><TD>&x;</TD><TD>1</TD><TD>2</TD></TR></TABLEDATA></DATA></TABLE>",
            "</VOTABLE>");
    assertEquals(List.of(), entity.positions);
    assertEquals(1, entity.problems.size(), entity.problems.toString());
  }

  @Test
  void ignoresTheDtdOfOldVotables() throws Exception {
    Rows rows =
        Rows.ofText(
            "<?xml version='1.0'?>",
            "<!DOCTYPE VOTABLE SYSTEM 'http://us-vo.org/xml/VOTable.dtd'>",
            "<VOTABLE version='1.0'><RESOURCE><TABLE><FIELD name='id' datatype='int'/>",
            "<FIELD name='ra' datatype='float'/><FIELD name='dec' datatype='float'/>",
            "<DATA><TABLEDATA><TR><TD>1</TD><TD>2</TD><TD>3</TD></TR></TABLEDATA></DATA>",
            "</TABLE></RESOURCE></VOTABLE>");

    assertEquals(List.of("1 1 2.0 3.0"), rows.described());
  }

  @Test
  void otherXmlIsNoCatalogue() throws Exception {
    assertEquals(
        List.of("0 not_catalog: it is XML, but no VOTable: its first element is 'html'"),
        Rows.ofText("<!DOCTYPE html>", "<html><body>404</body></html>").problems);
  }

  @Test
  void reportsUnsupportedShapesBeforeANeededColumn() {
    assertArrayEquals(
        new Object[] {6L, false, 2},
        new Object[] {
          VoShape.of("2x3").count(), VoShape.of("2x3").variable(), VoShape.of("2x3").axes()
        });
    List<Boolean> single = new ArrayList<>();
    for (String size : new String[] {null, "", "1", "2", "*", "1*", "2x3"}) {
      single.add(VoShape.of(size).isSingle());
    }
    assertEquals(List.of(true, true, true, false, false, false, false), single);
  }
}
