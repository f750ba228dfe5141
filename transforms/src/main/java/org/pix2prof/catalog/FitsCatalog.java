package org.pix2prof.catalog;

import java.io.IOException;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.fits.FitsInput;
import org.pix2prof.fits.FitsTable;
import org.pix2prof.model.BadImageException;

/** The first binary table of a FITS file. */
final class FitsCatalog implements CatalogTable {
  private final FitsTable table;

  FitsCatalog(FitsInput in) throws IOException, BadImageException {
    table = FitsTable.open(in);
  }

  @Override
  public List<Column> columns() {
    return table.columns().stream()
        .map(column -> new Column(column.name(), column.unit(), column.unusable()))
        .toList();
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
