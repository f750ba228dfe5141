/** Catalogues of positions as CSV, FITS, VOTable or Parquet, without Beam. */
package org.pix2prof.internal.catalog;
