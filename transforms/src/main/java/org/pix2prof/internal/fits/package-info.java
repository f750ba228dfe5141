// SPDX-License-Identifier: Apache-2.0
/** Reads galaxy images from FITS files, without Beam. */
package org.pix2prof.internal.fits;
