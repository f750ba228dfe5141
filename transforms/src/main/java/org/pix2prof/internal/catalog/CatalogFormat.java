// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.nio.charset.StandardCharsets;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.model.BadImageException;

/** Formats of catalogues, detected from the first bytes of a file. */
enum CatalogFormat {
  CSV,
  ECSV,
  IPAC,
  FITS,
  VOTABLE,
  PARQUET;

  /** Number of bytes used for detection. */
  static final int HEAD = 4096;

  static CatalogFormat of(byte[] head) throws BadImageException {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("SIMPLE")) {
      return FITS;
    }
    if (text.startsWith("PAR1")) {
      return PARQUET;
    }
    String visible = text.replaceFirst("^ï»¿", "").stripLeading();
    if (visible.isEmpty()) {
      throw new BadImageException("not_catalog", "the file is empty or blank");
    }
    if (visible.startsWith("<")) {
      return VOTABLE;
    }
    if (visible.startsWith("# %ECSV")) {
      return ECSV;
    }
    if (visible.startsWith("|") || visible.startsWith("\\")) {
      return IPAC;
    }
    if (text.chars().anyMatch(c -> c < ' ' && "\t\n\r\f".indexOf(c) < 0)) {
      throw new BadImageException(
          "not_catalog",
          "expected CSV, ECSV, an IPAC table, a FITS table, a VOTable or Parquet; it starts with "
              + FitsInput.describe(head, head.length));
    }
    return CSV;
  }
}
