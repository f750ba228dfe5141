// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.model.BadImageException;

/** Rows of a VOTable's TABLEDATA, which has an element per row and per cell. */
final class TabledataRows implements CatalogTable {
  private static final int MOST_CELL_CHARACTERS = 1 << 20;

  private final FitsInput in;
  private final XMLStreamReader xml;
  private final List<VoField> fields;
  private final @Nullable Object[] cells;
  private BitSet wanted = new BitSet();
  private int count;

  TabledataRows(FitsInput in, XMLStreamReader xml, List<VoField> fields) {
    this.in = in;
    this.xml = xml;
    this.fields = fields;
    this.cells = new Object[fields.size()];
  }

  @Override
  public List<Column> columns() {
    return VoField.columns(fields);
  }

  @Override
  public void select(BitSet columns) {
    wanted = columns;
  }

  @Override
  public boolean next() throws IOException, BadImageException {
    try {
      while (true) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("TR")) {
          row();
          return true;
        }
        if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("TABLEDATA")) {
          return false;
        }
      }
    } catch (XMLStreamException | RuntimeException e) {
      throw VoTable.broken(in, e);
    }
  }

  @Override
  public void finish() throws IOException, BadImageException {
    try {
      while (xml.hasNext()) {
        xml.next();
      }
    } catch (XMLStreamException | RuntimeException e) {
      throw VoTable.broken(in, e);
    }
  }

  private void row() throws XMLStreamException, BadImageException {
    count = 0;
    while (true) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("TD")) {
        String text = text(wanted.get(count));
        if (count < cells.length) {
          cells[count] = wanted.get(count) ? fields.get(count).parse(text) : null;
        }
        count++;
      } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("TR")) {
        return;
      }
    }
  }

  private String text(boolean kept) throws XMLStreamException, BadImageException {
    StringBuilder text = new StringBuilder();
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        throw new XMLStreamException("an element within a cell", xml.getLocation());
      }
      if (kept && xml.hasText() && event != XMLStreamConstants.COMMENT) {
        if (text.length() + xml.getTextLength() > MOST_CELL_CHARACTERS) {
          throw new BadImageException(
              "bad_votable", "a cell of more than " + MOST_CELL_CHARACTERS + " characters");
        }
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
      }
    }
    return text.toString();
  }

  @Override
  public @Nullable Object cell(int column) throws BadImageException {
    if (count != cells.length) {
      throw new BadImageException(
          "bad_row", count + " cells; expected " + cells.length + ", one for each FIELD");
    }
    return cells[column];
  }
}
