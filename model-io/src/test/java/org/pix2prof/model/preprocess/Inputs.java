// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import java.util.List;
import java.util.OptionalDouble;
import org.pix2prof.model.ModelManifest.Centre;
import org.pix2prof.model.ModelManifest.Input;
import org.pix2prof.model.ModelManifest.Missing;
import org.pix2prof.model.ModelManifest.Normalisation;
import org.pix2prof.model.ModelManifest.Pixels;
import org.pix2prof.model.ModelManifest.Sky;

/** Manifest inputs for tests. */
final class Inputs {
  private static final List<String> BANDS = List.of("g", "r", "i");

  /** Input of the published network. */
  static Input published(int size) {
    return new Input(
        size,
        size,
        0.396,
        22.5,
        BANDS,
        OptionalDouble.of(99.9),
        Sky.NONE,
        Centre.IMAGE,
        Missing.ZERO,
        new Normalisation.MinMax(2, 30));
  }

  /** Input of a network with a detected centre and a subtracted sky. */
  static Input detected(int size) {
    return new Input(
        size,
        size,
        0.396,
        22.5,
        BANDS,
        OptionalDouble.empty(),
        Sky.BORDER,
        Centre.DETECTED,
        Missing.NAN,
        new Normalisation.None());
  }

  /** Input of a network that takes images of up to a size in their own pixels. */
  static Input ownPixels(int most) {
    Input i = detected(most);
    return with(i, i.normalisation(), i.sky(), i.centre(), i.missing(), Pixels.NATIVE);
  }

  static Input with(Input i, Normalisation normalisation) {
    return with(i, normalisation, i.sky(), i.centre(), i.missing(), i.pixels());
  }

  static Input with(Input i, Sky sky, Centre centre, Missing missing) {
    return with(i, i.normalisation(), sky, centre, missing, i.pixels());
  }

  private static Input with(
      Input i,
      Normalisation normalisation,
      Sky sky,
      Centre centre,
      Missing missing,
      Pixels pixels) {
    return new Input(
        i.height(),
        i.width(),
        i.pixelScaleArcsec(),
        i.zeroPoint(),
        i.bands(),
        i.clipPercentile(),
        sky,
        centre,
        missing,
        normalisation,
        pixels);
  }

  private Inputs() {}
}
