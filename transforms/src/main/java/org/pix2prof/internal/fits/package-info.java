/** Reads galaxy images from FITS files, without Beam. */
package org.pix2prof.internal.fits;
