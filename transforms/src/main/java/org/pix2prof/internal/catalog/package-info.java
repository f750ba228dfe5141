/** Catalogues of positions in CSV, FITS, VOTable or Parquet. No Beam. */
package org.pix2prof.internal.catalog;
