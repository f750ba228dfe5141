// SPDX-License-Identifier: Apache-2.0
/** Catalogues of positions in CSV, FITS, VOTable or Parquet. No Beam. */
package org.pix2prof.internal.catalog;
