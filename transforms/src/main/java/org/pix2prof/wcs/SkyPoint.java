// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.io.Serializable;

/**
 * Position on the sky.
 *
 * @param raDeg right ascension in degrees, from 0 up to but not including 360
 * @param decDeg declination in degrees, from -90 to 90
 * @serial exclude
 */
public record SkyPoint(double raDeg, double decDeg) implements Serializable {}
