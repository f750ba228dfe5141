// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.training.simulate.ObservingConditions;
import org.pix2prof.training.simulate.SimulatedGalaxy;
import org.pix2prof.training.simulate.Simulator;
import org.pix2prof.training.simulate.SurveyModel;

class ViewTest {
  private static final Preprocessor PREPROCESSOR =
      Preprocessor.of(DefaultModel.manifest(1, 16, 16, Map.of()).input());

  /** A large galaxy whose sky was subtracted half a standard deviation too little. */
  private static SimulatedGalaxy galaxy() {
    ObservingConditions conditions =
        new ObservingConditions(
            OptionalDouble.empty(), OptionalDouble.of(3), OptionalDouble.of(0.5), Optional.empty());
    Simulator simulator = new Simulator(21, SurveyModel.SDSS.inPixels(), conditions);
    return LongStream.range(0, 50)
        .mapToObj(simulator::simulate)
        .filter(galaxy -> galaxy.truth().length() > 52)
        .findFirst()
        .orElseThrow();
  }

  private static View view(SimulatedGalaxy galaxy, View.Part part) throws Exception {
    return View.of(galaxy, part, new SplittableRandom(3), PREPROCESSOR);
  }

  @Test
  void wholeImageHasTheWholeProfile() throws Exception {
    SimulatedGalaxy galaxy = galaxy();
    View view = view(galaxy, View.Part.whole(galaxy));
    assertEquals(galaxy.truth().length(), view.length());
    assertEquals(galaxy.centreX(), view.centre().x());
    assertEquals(galaxy.centreY(), view.centre().y());
    assertEquals(256, view.image().width());
    assertEquals(
        view.image().sky().level() - galaxy.noise().skyOffset(),
        view.sky() * view.image().sky().sigma(),
        1e-6);
  }

  @Test
  void galaxyFillsAPartOfTheImage() throws Exception {
    SimulatedGalaxy galaxy = galaxy();
    View whole = view(galaxy, View.Part.whole(galaxy));
    View.Part part = new View.Part(100, 96, 64, 60);
    View view = view(galaxy, part);
    assertEquals(galaxy.centreX() - 100, view.centre().x());
    assertEquals(galaxy.centreY() - 96, view.centre().y());
    assertEquals(64, view.image().width());
    assertEquals(60, view.image().height());
    assertTrue(view.length() < whole.length(), view.length() + " of " + whole.length());
    // The border of the part is in the galaxy, so more of its light is taken for sky.
    assertTrue(view.sky() > whole.sky() + 0.1, view.sky() + " and " + whole.sky());
  }

  @Test
  void drawnPartsContainTheGalaxy() {
    SimulatedGalaxy galaxy = galaxy();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 100; i++) {
      View.Part part = View.Part.draw(galaxy, 64, random);
      assertEquals(part.width(), part.height());
      assertTrue(part.width() >= 64 && part.width() <= 0.9 * 256);
      assertTrue(part.left() >= 0 && part.left() + part.width() <= 256);
      assertTrue(part.top() >= 0 && part.top() + part.height() <= 256);
      assertTrue(Math.abs(part.left() + part.width() / 2.0 - galaxy.centreX()) < 10);
      assertTrue(Math.abs(part.top() + part.height() / 2.0 - galaxy.centreY()) < 10);
    }
  }
}
