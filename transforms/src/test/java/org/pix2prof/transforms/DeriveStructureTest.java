// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.structure.StructureFlag;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.values.GalaxyStructure;
import org.pix2prof.values.GalaxyStructureCoder;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.SkyPoint;

class DeriveStructureTest {
  /** An exponential disc with mu_0 = 20 and h = 2 arcsec. */
  private static SurfaceBrightnessProfile disc(String id, int samples) {
    float[] radius = new float[samples];
    float[] mu = new float[samples];
    float[] errors = new float[samples];
    for (int k = 0; k < samples; k++) {
      radius[k] = 0.396f * k;
      mu[k] = (float) (20 + 2.5 / Math.log(10) * radius[k] / 2);
      errors[k] = 0.02f;
    }
    return SurfaceBrightnessProfile.builder()
        .setProvenance(Provenance.of(id, Optional.of("r"), id + ".fits", 0))
        .setModel("m-1@0")
        .setRadiusArcsec(radius)
        .setMu(mu)
        .setMuErr(Optional.of(errors))
        .setEllipticity(Optional.of(new float[samples]))
        .setPaDeg(Optional.of(new float[samples]))
        .setFlags(Set.of())
        .build();
  }

  @Test
  void everyProfileHasAStructure() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    SurfaceBrightnessProfile whole = disc("whole", 40);
    SurfaceBrightnessProfile cut = disc("cut", 6);
    SurfaceBrightnessProfile empty = disc("empty", 0);
    PCollection<GalaxyStructure> structures =
        pipeline.apply(Create.of(whole, cut, empty)).apply(DeriveStructure.create());
    assertEquals(GalaxyStructureCoder.of(), structures.getCoder());
    PAssert.that(structures)
        .containsInAnyOrder(
            GalaxyStructure.of(whole), GalaxyStructure.of(cut), GalaxyStructure.of(empty));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void keepsTheProvenanceOfTheProfile() {
    SurfaceBrightnessProfile profile = disc("whole", 40);
    GalaxyStructure structure = GalaxyStructure.of(profile);
    assertEquals(profile.provenance(), structure.provenance());
    assertEquals("m-1@0", structure.model());
    assertEquals(3.357, structure.get(StructureQuantity.R_50).value().orElseThrow(), 0.02);
    assertEquals(2, structure.get(StructureQuantity.DISC_H).value().orElseThrow(), 1e-3);
    double error = structure.get(StructureQuantity.R_50).error().orElseThrow();
    assertTrue(error > 0.001 && error < 0.2, "error " + error);
    assertEquals(List.of("pa_sky_25:no_wcs", "pa_sky_50:no_wcs"), structure.flags());
    assertEquals(1, structure.get(StructureQuantity.SERSIC_N).value().orElseThrow(), 1e-3);
  }

  @Test
  void givesPositionAndAnglesOnSky() {
    SurfaceBrightnessProfile profile = disc("whole", 40);
    float[] angles = new float[profile.mu().length];
    Arrays.fill(angles, 77);
    SkyPoint position = new SkyPoint(150.1, 2.2);
    GalaxyStructure structure =
        GalaxyStructure.of(
            profile.toBuilder()
                .setSkyAngles(Optional.of(angles))
                .setPosition(Optional.of(position))
                .build());
    assertEquals(Optional.of(position), structure.position());
    assertEquals(77, structure.get(StructureQuantity.PA_SKY_25).value().orElseThrow(), 1e-4);
  }

  /** The sky's error is per pixel, and the sky of mu_err is not counted twice. */
  @Test
  void errorsIncludeTheSky() {
    SurfaceBrightnessProfile profile = disc("whole", 40);
    double side = 0.5;
    // One standard deviation is 27 mag/arcsec^2.
    double error = Math.pow(10, -0.4 * (27 - 25)) * side * side;
    SurfaceBrightnessProfile above =
        profile.toBuilder()
            .setZeroPoint(OptionalDouble.of(25))
            .setPixelScaleArcsec(OptionalDouble.of(side))
            .setSky(Optional.of(new SkyLevel(10, error, 0.1)))
            .build();
    assertEquals(27, above.skyErrorMu().orElseThrow(), 1e-9);
    double before = GalaxyStructure.of(profile).get(StructureQuantity.R_25).error().orElseThrow();
    double after = GalaxyStructure.of(above).get(StructureQuantity.R_25).error().orElseThrow();
    // The sky is 0.16 of the light at 25 mag/arcsec^2, and r_25 changes by h per e-fold; the error
    // of mu, 0.02 mag, is smaller than that of the sky there.
    assertEquals(0.16 * 2, after, 0.02);
    assertTrue(before < 0.2 * after, before + " and " + after);
    assertTrue(profile.skyErrorMu().isEmpty());
  }

  @Test
  void flagsUnmeasurableParameters() {
    GalaxyStructure structure = GalaxyStructure.of(disc("cut", 6));
    assertEquals(
        Optional.of(StructureFlag.NOT_REACHED), structure.get(StructureQuantity.R_25).flag());
    assertTrue(structure.flags().contains("r_25:not_reached"), structure.flags().toString());
    assertTrue(structure.flags().contains("mag_total:no_convergence"));
    assertFalse(structure.flags().contains("r_25_err:not_reached"));
  }

  @Test
  void displaysTheParameters() {
    String quantities =
        DisplayData.from(DeriveStructure.create()).items().stream()
            .filter(item -> item.getKey().equals("quantities"))
            .map(item -> item.getValue().toString())
            .findFirst()
            .orElseThrow();
    assertEquals(
        "r_23_5,r_25,r_26,mag_23_5,mag_25,mag_26,mag_total,r_20,r_50,r_80,r_90,mu_mean_50,"
            + "c_28,c_9050,disc_mu_0,disc_h,disc_r_in,disc_r_out,ellipticity_25,pa_25,pa_sky_25,"
            + "ellipticity_50,pa_50,pa_sky_50,r_25_circ,r_20_circ,r_50_circ,r_80_circ,r_90_circ,"
            + "r_petro,r_petro_circ,mag_petro,sersic_n,sersic_r_e,sersic_mu_e,sersic_r_in,"
            + "sersic_r_out,sersic_rms",
        quantities);
  }
}
