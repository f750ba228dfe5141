// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.pix2prof.internal.references.FloatConversions;
import org.pix2prof.internal.references.IsophoteShapes;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Profiles for the tests of this package. */
final class Profiles {
  private static final float[] RADIUS = {1, 2, 4, 8};

  /** A reference of 20, 21, 22, 23 mag/arcsec^2 at 1, 2, 4, 8 arcsec. */
  static ReferenceProfile reference(String objectId, String band) {
    return new ReferenceProfile(
        objectId,
        Optional.ofNullable(band),
        FloatConversions.of(RADIUS),
        new double[] {20, 21, 22, 23},
        Optional.empty());
  }

  /** A prediction fainter than the reference by an offset, with mu_err of 0.1 mag. */
  static SurfaceBrightnessProfile predicted(String objectId, String band, double fainter) {
    float[] mu = {20, 21, 22, 23};
    float[] muErr = new float[4];
    Arrays.fill(muErr, 0.1f);
    for (int i = 0; i < mu.length; i++) {
      mu[i] += (float) fainter;
    }
    return SurfaceBrightnessProfile.builder()
        .setProvenance(
            Provenance.of(objectId, Optional.ofNullable(band), "/images/" + objectId + ".fits", 0))
        .setModel("fake-1.0.0@0123456789ab")
        .setRadiusArcsec(RADIUS.clone())
        .setMu(mu)
        .setMuErr(Optional.of(muErr))
        .setFlags(Set.of())
        .build();
  }

  /** Adds isophotes of one shape to a reference. */
  static ReferenceProfile shaped(ReferenceProfile reference, double ellipticity, double paDeg) {
    double[] radius = reference.radiusArcsec();
    double[] e = new double[radius.length];
    double[] pa = new double[radius.length];
    Arrays.fill(e, ellipticity);
    Arrays.fill(pa, paDeg);
    return new ReferenceProfile(
        reference.objectId(),
        reference.band(),
        radius,
        reference.mu(),
        Optional.of(new IsophoteShapes(radius, e, pa)));
  }

  /** Adds isophotes of one shape to a prediction. */
  static SurfaceBrightnessProfile shaped(
      SurfaceBrightnessProfile profile, float ellipticity, float paDeg) {
    float[] e = new float[RADIUS.length];
    float[] pa = new float[RADIUS.length];
    Arrays.fill(e, ellipticity);
    Arrays.fill(pa, paDeg);
    return SurfaceBrightnessProfile.builder()
        .setProvenance(profile.provenance())
        .setModel(profile.model())
        .setRadiusArcsec(profile.radiusArcsec())
        .setMu(profile.mu())
        .setMuErr(profile.muErr())
        .setEllipticity(Optional.of(e))
        .setPaDeg(Optional.of(pa))
        .setFlags(profile.flags())
        .build();
  }

  private Profiles() {}
}
