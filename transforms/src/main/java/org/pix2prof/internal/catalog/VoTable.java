// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.model.BadImageException;

/**
 * The beginning of a VOTable (IVOA, 1.0 to 1.5), up to the data of its first table with the wanted
 * columns. Nothing outside the file is opened: no DTD, no entities, no data at other addresses.
 */
final class VoTable {
  private final FitsInput in;
  private final XMLStreamReader xml;
  private final TableSearch search;
  private List<VoField> fields = new ArrayList<>();
  private String table = "TABLE";
  private boolean anyTable;
  private String service = "";

  static CatalogTable open(FitsInput in, CatalogColumns<?> wanted)
      throws IOException, BadImageException {
    return open(in, new TableSearch(wanted));
  }

  /** Opens the first table that a search takes. */
  static CatalogTable open(FitsInput in, TableSearch search) throws IOException, BadImageException {
    try {
      // The JDK's own parser, regardless of the class path.
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      XMLStreamReader xml = factory.createXMLStreamReader(XmlText.of(in));
      return new VoTable(in, xml, search).firstTable();
    } catch (XMLStreamException | IOException | RuntimeException e) {
      throw broken(in, e);
    }
  }

  private VoTable(FitsInput in, XMLStreamReader xml, TableSearch search) {
    this.in = in;
    this.xml = xml;
    this.search = search;
  }

  /** Returns the exception for a document that cannot be parsed. */
  static BadImageException broken(FitsInput in, Exception e) throws IOException, BadImageException {
    in.throwFailure();
    String message = String.valueOf(e.getMessage());
    if (e instanceof XMLStreamException parse && parse.getLocation() != null) {
      message =
          "line "
              + parse.getLocation().getLineNumber()
              + ": "
              + message.replaceFirst("(?s).*\\nMessage: ", "");
    }
    if (!(e instanceof XMLStreamException || e instanceof IOException)) {
      message = e.toString();
    }
    return new BadImageException(
        "bad_votable",
        "the VOTable cannot be parsed, " + message.replaceAll("\\p{Cntrl}+", " "),
        e);
  }

  private CatalogTable firstTable() throws XMLStreamException, IOException, BadImageException {
    boolean root = true;
    while (xml.hasNext()) {
      if (xml.next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      String element = xml.getLocalName();
      if (root && !element.equals("VOTABLE")) {
        throw new BadImageException(
            "not_catalog",
            "it is XML, but no VOTable: its first element is " + CellValues.quote(element));
      }
      root = false;
      switch (element) {
        case "TABLE" -> {
          anyTable = true;
          fields = new ArrayList<>();
          table =
              "TABLE" + Optional.ofNullable(attribute("name")).map(n -> " '" + n + "'").orElse("");
        }
        case "FIELD" -> fields.add(field());
        case "INFO" -> info();
        case "DATA" -> {
          if (search.take(VoField.columns(fields), table)) {
            return data();
          }
        }
        default -> {}
      }
    }
    if (search.isWithoutResult()) {
      return search.none();
    }
    if (anyTable) {
      return new TableSearch.WithoutRows(VoField.columns(fields), "");
    }
    throw new BadImageException("no_table", "the VOTable has no TABLE" + service);
  }

  /** Reads a FIELD up to its end, because its VALUES contains the text of a missing value. */
  private VoField field() throws XMLStreamException {
    String name = Optional.ofNullable(attribute("name")).orElse(attribute("ID"));
    String datatype = attribute("datatype");
    String arraysize = attribute("arraysize");
    String unit = attribute("unit");
    String blank = null;
    for (int depth = 1; depth > 0; ) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        if (xml.getLocalName().equals("VALUES") && attribute("null") != null) {
          blank = attribute("null");
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
    return new VoField(
        name == null ? "col" + (fields.size() + 1) : name,
        Optional.ofNullable(unit).filter(text -> !text.isBlank()),
        VoType.of(datatype),
        VoShape.of(arraysize),
        Optional.ofNullable(blank).map(String::trim));
  }

  /** Services report a failed query in a VOTable. */
  private void info() throws XMLStreamException {
    if ("QUERY_STATUS".equals(attribute("name")) && "ERROR".equals(attribute("value"))) {
      service = "; the service says " + CellValues.quote(xml.getElementText());
    }
  }

  private CatalogTable data() throws XMLStreamException, BadImageException {
    xml.nextTag();
    String serialization = xml.getLocalName();
    switch (serialization) {
      case "TABLEDATA":
        return new TabledataRows(in, xml, fields);
      case "BINARY", "BINARY2":
        xml.nextTag();
        String href = attribute("href");
        String encoding =
            Optional.ofNullable(attribute("encoding")).orElse("base64").toLowerCase(Locale.ROOT);
        if (href != null) {
          throw unsupported("the data are elsewhere, at " + CellValues.quote(href));
        }
        if (!encoding.equals("base64")) {
          throw unsupported("the data are encoded as " + CellValues.quote(encoding));
        }
        boolean blankFlags = serialization.equals("BINARY2");
        if (fields.stream().allMatch(VoField::takesNoBytes) && (fields.isEmpty() || !blankFlags)) {
          throw new BadImageException(
              "bad_votable", "the FIELDs take no bytes; expected rows of at least one byte");
        }
        return new BinaryRows(in, xml, fields, blankFlags);
      default:
        throw unsupported("the data are in " + CellValues.quote(serialization));
    }
  }

  private static BadImageException unsupported(String what) {
    return new BadImageException(
        "unsupported_votable", what + "; expected TABLEDATA, BINARY or BINARY2 within the VOTable");
  }

  private @Nullable String attribute(String name) {
    return xml.getAttributeValue(null, name);
  }
}
