/** World coordinates of FITS images: from pixels to the sky and back. No Beam. */
package org.pix2prof.wcs;
