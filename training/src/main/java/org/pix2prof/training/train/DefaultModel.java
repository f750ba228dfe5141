// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Centre;
import org.pix2prof.model.ModelManifest.Decoder;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Format;
import org.pix2prof.model.ModelManifest.Head;
import org.pix2prof.model.ModelManifest.Input;
import org.pix2prof.model.ModelManifest.Missing;
import org.pix2prof.model.ModelManifest.Network;
import org.pix2prof.model.ModelManifest.Normalisation;
import org.pix2prof.model.ModelManifest.Pixels;
import org.pix2prof.model.ModelManifest.Profile;
import org.pix2prof.model.ModelManifest.Radius;
import org.pix2prof.model.ModelManifest.Sky;
import org.pix2prof.model.ModelManifest.Stop;
import org.pix2prof.training.simulate.Band;
import org.pix2prof.training.simulate.RadiusGrid;
import org.pix2prof.training.simulate.SurveyModel;

/** The manifest of the default model. */
final class DefaultModel {
  static final String NAME = "pix2prof-sim";
  static final String VERSION = "2.0.0";
  static final int ITERATIONS = 3;
  static final int WIDTH = 16;
  static final int HIDDEN = 128;
  private static final int ANGLES = 48;
  private static final int LAYERS = 1;

  /** Largest image, pixels. */
  private static final int SIDE = 4096;

  private DefaultModel() {}

  /**
   * Returns the manifest, without the weights' checksum.
   *
   * @param iterations number of refinement iterations
   * @param width channels of the first convolutions
   * @param hidden size of the GRU's hidden state
   * @param provenance free-form record of the training run
   */
  static ModelManifest manifest(
      int iterations, int width, int hidden, Map<String, Object> provenance) {
    SurveyModel survey = SurveyModel.SDSS;
    RadiusGrid grid = RadiusGrid.ofPixels(survey.pixelScaleArcsec());
    return new ModelManifest(
        NAME,
        VERSION,
        Format.SAFETENSORS,
        "weights.safetensors",
        "0".repeat(64),
        new Input(
            SIDE,
            SIDE,
            survey.pixelScaleArcsec(),
            survey.zeroPoint(),
            survey.bands().stream().map(Band::name).toList(),
            OptionalDouble.empty(),
            Sky.BORDER,
            Centre.DETECTED,
            Missing.NAN,
            new Normalisation.None(),
            Pixels.NATIVE),
        new Network(
            new Encoder.Polar(ANGLES, iterations, width, hidden, Set.of(Head.values())),
            new Decoder(LAYERS, hidden, List.of("mu", "mu_err", "ellipticity", "pa_deg"))),
        new Profile(
            new Radius.Geometric(grid.startArcsec(), grid.ratio()),
            grid.steps(),
            new Stop.Predicted(0.5)),
        provenance);
  }
}
