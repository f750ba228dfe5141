// SPDX-License-Identifier: Apache-2.0
/** World coordinates of FITS images: maps pixels to the sky and back. No Beam. */
package org.pix2prof.wcs;
