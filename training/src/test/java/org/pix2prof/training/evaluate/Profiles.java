package org.pix2prof.training.evaluate;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Profiles for the tests of this package. */
final class Profiles {
  private static final float[] RADIUS = {1, 2, 4, 8};

  /** 20, 21, 22, 23 mag/arcsec^2 at 1, 2, 4, 8 arcsec. */
  static ReferenceProfile reference(String objectId, String band) {
    return new ReferenceProfile(
        objectId,
        Optional.ofNullable(band),
        Evaluation.doubles(RADIUS),
        new double[] {20, 21, 22, 23});
  }

  /** The same, fainter by as much; 0.1 mag uncertain. */
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

  private Profiles() {}
}
