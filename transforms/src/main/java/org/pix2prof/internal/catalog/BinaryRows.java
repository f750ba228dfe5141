// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import javax.xml.stream.XMLStreamReader;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.model.BadImageException;

/** Rows of a VOTable's BINARY or BINARY2: bytes in base64 within the XML. */
final class BinaryRows implements CatalogTable {
  private final FitsInput in;
  private final List<VoField> fields;
  private final boolean blankFlags;
  private final BufferedInputStream bytes;
  private final DataInputStream data;
  private final @Nullable Object[] cells;
  private BitSet wanted = new BitSet();
  private long row;

  /**
   * Reads rows from a STREAM element.
   *
   * @param blankFlags true if rows start with one bit per cell that marks missing values, as in
   *     BINARY2
   */
  BinaryRows(FitsInput in, XMLStreamReader xml, List<VoField> fields, boolean blankFlags) {
    this.in = in;
    this.fields = fields;
    this.blankFlags = blankFlags;
    this.bytes = new BufferedInputStream(Base64.getMimeDecoder().wrap(new ElementText(xml)));
    this.data = new DataInputStream(bytes);
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
      bytes.mark(1);
      if (bytes.read() < 0) {
        return false;
      }
      bytes.reset();
      row++;
      byte[] blank = data.readNBytes(blankFlags ? (cells.length + 7) / 8 : 0);
      for (int i = 0; i < cells.length; i++) {
        Object value = fields.get(i).read(data, wanted.get(i));
        cells[i] = blankFlags && (blank[i / 8] << i % 8 & 0x80) != 0 ? null : value;
      }
      return true;
    } catch (EOFException e) {
      in.throwFailure();
      throw new BadImageException("truncated", "the data end in the middle of row " + row, e);
    } catch (IOException | RuntimeException e) {
      throw VoTable.broken(in, e);
    }
  }

  @Override
  public @Nullable Object cell(int column) {
    return cells[column];
  }
}
