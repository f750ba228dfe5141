// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pix2prof.model.Flag;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;

/** Profiles to write. */
final class TestProfiles {
  static final SurfaceBrightnessProfile PLAIN =
      SurfaceBrightnessProfile.builder()
          .setProvenance(Provenance.of("NGC1", Optional.of("r"), "gs://b/NGC1.fits", 1))
          .setModel("fake-1.0@0123456789ab")
          .setRadiusArcsec(new float[] {0.396f, 1e-5f + 1, 33.333332f})
          .setMu(new float[] {18.1f, 20.123457f, 26.5f})
          .setMuErr(Optional.of(new float[] {0.01f, 1.0E-10f, 0.3f}))
          .setFlags(EnumSet.of(Flag.PADDED, Flag.PIXEL_SCALE_ASSUMED))
          .build();

  static final SurfaceBrightnessProfile AWKWARD =
      SurfaceBrightnessProfile.builder()
          .setProvenance(
              Provenance.of("a \"b\", c", Optional.empty(), "/data/x,\ny \u00e9.fits", 0))
          .setModel("fake-1.0@0123456789ab")
          .setRadiusArcsec(new float[] {0, 0.1f})
          .setMu(new float[] {17, 1 / 3f})
          .setCentre(Optional.of(new PixelPoint(1, 2)))
          .setMuErr(Optional.empty())
          .setFlags(Set.of())
          .build();

  static final SurfaceBrightnessProfile ELLIPSES =
      SurfaceBrightnessProfile.builder()
          .setProvenance(Provenance.of("NGC2", Optional.of("g"), "gs://b/NGC2.fits", 0))
          .setModel("fake-1.0@0123456789ab")
          .setRadiusArcsec(new float[] {1, 2})
          .setMu(new float[] {20, 20})
          .setMuErr(Optional.of(new float[] {0.01f, 0.02f}))
          .setEllipticity(Optional.of(new float[] {0, 0.4f}))
          .setPaDeg(Optional.of(new float[] {0, 179.5f}))
          .setCentre(Optional.of(new PixelPoint(63.125, -0.25)))
          .setWcs(Optional.of(new LocalWcs(63.125, 99.75, 150.125, 2, -1e-4, 0, 0, 1e-4)))
          .setFlags(Set.of())
          .build();

  static final List<SurfaceBrightnessProfile> ALL = List.of(PLAIN, AWKWARD, ELLIPSES);

  private TestProfiles() {}
}
