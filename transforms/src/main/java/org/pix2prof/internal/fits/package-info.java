/** FITS files into galaxy images, without Beam. */
package org.pix2prof.internal.fits;
