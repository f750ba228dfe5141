// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.pix2prof.model.Flag;

/**
 * A row of the page's table: one galaxy. Unknown numbers are NaN.
 *
 * @param objectId name of the object
 * @param band photometric band, or null
 * @param model model of its profile; null if there is no profile
 * @param flags flags of the galaxy, in lower case
 * @param cutout whether there is a cutout
 * @param muCentre surface brightness of the first sample, mag/arcsec^2
 * @param muFaintest faintest surface brightness, mag/arcsec^2
 * @param radius semi-major axis of the last sample with mu, arcsec
 * @param ellipticity ellipticity of the isophote of 25 mag/arcsec^2, or of the last one if it is
 *     brighter
 * @param paDeg position angle of the same isophote, degrees counter-clockwise from the image's +x
 * @param magnitude within the last isophote
 * @param r25 semi-major axis of the isophote of 25 mag/arcsec^2, arcsec
 * @param totalMagnitude asymptote of the curve of growth
 * @param r50 semi-major axis of the ellipse with half of the light, arcsec
 * @param deviation median |mu - mu_reference|, mag/arcsec^2
 * @param bias median mu - mu_reference, mag/arcsec^2
 * @param referenceMu surface brightness of the reference's compared samples
 * @param residual mu - mu_reference of the same samples
 * @serial exclude
 */
public record ReportRow(
    String objectId,
    String band,
    String model,
    List<String> flags,
    boolean cutout,
    double muCentre,
    double muFaintest,
    double radius,
    double ellipticity,
    double paDeg,
    double magnitude,
    double r25,
    double totalMagnitude,
    double r50,
    double deviation,
    double bias,
    List<Double> referenceMu,
    List<Double> residual)
    implements Serializable {

  /** Flag of a row without a profile. */
  static final String NO_PROFILE = "no_profile";

  /** Flag of a row without a cutout. */
  static final String NO_IMAGE = "no_image";

  /** Returns the meaning of a flag, for readers. */
  static String meaning(String flag) {
    return switch (flag) {
      case NO_PROFILE -> "No profile for this image";
      case NO_IMAGE -> "No unique image matches this profile's object, band, file and HDU";
      default -> Flag.valueOf(flag.toUpperCase(Locale.ROOT)).meaning();
    };
  }
}
