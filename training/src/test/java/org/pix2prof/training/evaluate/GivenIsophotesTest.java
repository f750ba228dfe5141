// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pix2prof.internal.references.Deviation;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.engine.ModelLoader;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.training.simulate.SimulatedGalaxy;
import org.pix2prof.training.simulate.Simulator;
import org.pix2prof.training.simulate.SurveyModel;
import org.pix2prof.values.ModelRef;

/** Tests the default model along the ellipses of a deeper image of the same galaxy. */
@Tag("slow")
class GivenIsophotesTest {
  private static final int GALAXIES = 12;

  @Test
  void noisyBandImprovesWithEllipsesOfDeepBand() throws Exception {
    Simulator simulator = new Simulator(5005, SurveyModel.SDSS);
    double own = 0;
    double given = 0;
    try (CaptionModel model =
        ModelLoader.load(ModelBundle.open(ModelRef.DEFAULT_URI), Device.cpu())) {
      Preprocessor preprocessor = Preprocessor.of(model.manifest().input());
      for (int i = 0; i < GALAXIES; i++) {
        SimulatedGalaxy z = simulator.simulate(i, "z");
        float[] pixels = z.observe(simulator.noiseOf(i, "z"));
        SimulatedGalaxy deep = simulator.simulate(i, "r");
        PreparedImage r =
            preprocessor.prepare(sky(deep, deep.observe(simulator.noiseOf(i, "r")), null));
        Caption reference = caption(model, r);
        Isophotes isophotes =
            new Isophotes(
                r.originX() + r.scale() * reference.centreX(),
                r.originY() + r.scale() * reference.centreY(),
                model.manifest().profile().radius().first(reference.length()),
                reference.ellipticity(),
                reference.paDeg());
        Caption alone = caption(model, preprocessor.prepare(sky(z, pixels, null)));
        Caption along = caption(model, preprocessor.prepare(sky(z, pixels, isophotes)));

        int length = Math.min(along.length(), reference.length());
        assertArrayEquals(
            Arrays.copyOf(reference.ellipticity(), length),
            Arrays.copyOf(along.ellipticity(), length));
        assertArrayEquals(
            Arrays.copyOf(reference.paDeg(), length), Arrays.copyOf(along.paDeg(), length));
        own += deviation(z, model.manifest(), alone);
        given += deviation(z, model.manifest(), along);
      }
    }
    assertTrue(given < 0.95 * own, "along the given ellipses " + given + ", along its own " + own);
  }

  private static Caption caption(CaptionModel model, PreparedImage image) {
    return model.caption(List.of(image)).get(0);
  }

  private static SkyImage sky(SimulatedGalaxy galaxy, float[] pixels, Isophotes isophotes) {
    return new SkyImage(
        pixels,
        galaxy.width(),
        galaxy.height(),
        galaxy.pixelScaleArcsec(),
        galaxy.zeroPoint(),
        isophotes);
  }

  private static double deviation(SimulatedGalaxy galaxy, ModelManifest manifest, Caption caption) {
    double[] radius = new double[caption.length()];
    double[] mu = new double[caption.length()];
    for (int i = 0; i < radius.length; i++) {
      radius[i] = manifest.profile().radius().arcsec(i);
      mu[i] = caption.mu()[i];
    }
    return Deviation.of(galaxy.truth().radiusArcsec(), galaxy.truth().mu(), radius, mu).median();
  }
}
