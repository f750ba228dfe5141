// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.IOException;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.internal.fits.FitsTable;
import org.pix2prof.model.BadImageException;

/**
 * The first binary table of a FITS file that has the wanted columns. SExtractor's FITS_LDAC has a
 * table of header cards before the table of objects.
 */
final class FitsCatalog implements CatalogTable {
  private final FitsTable table;

  static CatalogTable open(FitsInput in, CatalogColumns<?> wanted)
      throws IOException, BadImageException {
    TableSearch search = new TableSearch(wanted);
    return FitsTable.open(in, (table, hdu) -> search.take(columns(table), "HDU " + hdu))
        .<CatalogTable>map(FitsCatalog::new)
        .orElseGet(search::none);
  }

  private FitsCatalog(FitsTable table) {
    this.table = table;
  }

  private static List<Column> columns(FitsTable table) {
    return table.columns().stream()
        .map(column -> new Column(column.name(), column.unit(), column.unusable()))
        .toList();
  }

  @Override
  public List<Column> columns() {
    return columns(table);
  }

  @Override
  public boolean next() throws IOException, BadImageException {
    return table.next();
  }

  @Override
  public @Nullable Object cell(int column) {
    return table.cell(column);
  }
}
