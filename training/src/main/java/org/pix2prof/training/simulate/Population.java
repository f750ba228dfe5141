// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws galaxies: magnitudes, sizes, morphological types and components. */
final class Population {

  private final SurveyModel survey;
  private final Band band;
  private final double floor;

  /**
   * Creates a population observed in a band.
   *
   * @param floor surface brightness below which light may be truncated
   */
  Population(SurveyModel survey, Band band, double floor) {
    this.survey = survey;
    this.band = band;
    this.floor = floor;
  }

  GalaxyModel draw(SplittableRandom random) {
    // Much flatter than real number counts, since only bright and large galaxies have profiles.
    double span = survey.faintest() - survey.brightest();
    double apparent = survey.brightest() + span * Math.pow(random.nextDouble(), 0.9);
    boolean early = random.nextDouble() < 0.3;
    double absolute = RandomVariates.clippedNormal(random, early ? -21.3 : -20.6, 1.0, -23.5, -17);
    double halfLight = 0;
    for (int i = 0; i < 100 && !(halfLight > 1.2 && halfLight < 40); i++) {
      halfLight = SizeRelation.drawArcsec(random, apparent, absolute, early);
    }
    halfLight = Math.min(40, Math.max(1.2, halfLight)) / survey.pixelScaleArcsec();
    double magnitude = apparent + colour(random, early);
    double flux = Math.pow(10, 0.4 * (survey.zeroPoint() - magnitude));
    double kind = random.nextDouble();
    if (early) {
      return kind < 0.6
          ? elliptical(random, halfLight, flux)
          : disc(random, halfLight, flux, RandomVariates.uniform(random, 0.25, 0.75), false);
    }
    double bulge = kind < 0.25 ? 0 : 0.6 * Math.pow(random.nextDouble(), 1.5) + 0.02;
    return disc(random, halfLight, flux, bulge, true);
  }

  /** Draws magnitude in the band minus magnitude in r, from the mean colours of the two classes. */
  private double colour(SplittableRandom random, boolean early) {
    double g = early ? 0.75 : 0.5;
    double shade = 0.1 * random.nextGaussian();
    return switch (band.name()) {
      case "g" -> g + shade;
      case "i" -> -0.45 * g - 0.4 * shade;
      case "z" -> -0.75 * g - 0.6 * shade;
      default -> 0;
    };
  }

  private RadialTable sersic(double n, double halfLight) {
    double most = Math.max(1500, 3 * survey.width());
    double reach = Math.min(halfLight * (n < 1.5 ? 12 : 40), most);
    return RadialTable.of(Profiles.sersic(n, halfLight), reach);
  }

  private LightModel withFlux(
      RadialTable table, double axisRatio, double pa, double kappa, double flux) {
    return EllipticalModel.withFlux(table, axisRatio, pa, kappa, flux).cutBelow(floor);
  }

  /** Draws one or two Sersic components, whose axis ratios and position angles differ slightly. */
  private GalaxyModel elliptical(SplittableRandom random, double halfLight, double flux) {
    double n = RandomVariates.clippedNormal(random, 4, 1.3, 1.5, 8);
    double q = RandomVariates.clippedNormal(random, 0.78, 0.17, 0.3, 1);
    double pa = RandomVariates.angle(random);
    double kappa = RandomVariates.clippedNormal(random, 1, 0.06, 0.85, 1.15);
    List<LightModel> lights = new ArrayList<>();
    if (random.nextDouble() < 0.4) {
      lights.add(withFlux(sersic(n, halfLight), q, pa, kappa, flux));
    } else {
      double outer = RandomVariates.uniform(random, 0.2, 0.6);
      double q2 = Math.min(1, Math.max(0.25, q + 0.12 * random.nextGaussian()));
      double pa2 = pa + 0.25 * random.nextGaussian();
      lights.add(withFlux(sersic(n, halfLight * 0.7), q, pa, kappa, flux * (1 - outer)));
      lights.add(
          withFlux(
              sersic(
                  RandomVariates.uniform(random, 1, 3),
                  halfLight * RandomVariates.uniform(random, 1.2, 2.5)),
              q2,
              pa2,
              1,
              flux * outer));
    }
    return new GalaxyModel("elliptical", lights, List.of());
  }

  /** Draws a disc with optional bulge, bar, ring, arms and clumps. */
  private GalaxyModel disc(
      SplittableRandom random, double halfLight, double flux, double bulge, boolean late) {
    List<LightModel> lights = new ArrayList<>();
    List<GaussianBlob> clumps = new ArrayList<>();
    double cosI = random.nextDouble();
    double thickness = RandomVariates.clippedNormal(random, late ? 0.18 : 0.25, 0.05, 0.08, 0.4);
    double q = Math.sqrt(cosI * cosI + (1 - cosI * cosI) * thickness * thickness);
    double pa = RandomVariates.angle(random);
    // 1.678 is the ratio for a pure exponential; a bulge reduces the half-light radius.
    double scale = halfLight / (1.678 * (1 - 0.6 * bulge));
    StringBuilder kind = new StringBuilder(late ? "late" : "lenticular");

    if (bulge > 0) {
      double n = RandomVariates.clippedNormal(random, late ? 2 : 3.5, 1.2, 0.5, 8);
      double size =
          scale
              * RandomVariates.logUniform(random, late ? 0.1 : 0.2, late ? 0.45 : 0.9)
              * (0.7 + bulge);
      double flattening = RandomVariates.uniform(random, late ? 0.5 : 0.6, 1);
      double qBulge = Math.sqrt(cosI * cosI + (1 - cosI * cosI) * flattening * flattening);
      lights.add(withFlux(sersic(n, size), qBulge, pa, 1, flux * bulge));
    }

    double discFlux = flux * (1 - bulge);
    if (cosI < 0.12 && late) {
      kind.append(" edge-on");
      double height = 2 * scale * RandomVariates.uniform(random, 0.08, 0.2);
      double dust = random.nextDouble() < 0.5 ? RandomVariates.uniform(random, 0.1, 0.6) : 0;
      lights.add(
          EdgeOnDisc.of(
              scale,
              height,
              pa,
              dust,
              height * RandomVariates.uniform(random, -0.3, 0.3),
              height * RandomVariates.uniform(random, 0.15, 0.35),
              discFlux));
      return new GalaxyModel(kind.toString(), lights, clumps);
    }

    if (random.nextDouble() < (late ? 0.35 : 0.3) && cosI > 0.25) {
      kind.append(" barred");
      double fraction = RandomVariates.uniform(random, 0.05, 0.3);
      lights.add(bar(random, scale, cosI, pa, discFlux * fraction));
      discFlux *= 1 - fraction;
    }
    if (random.nextDouble() < 0.12) {
      kind.append(" ringed");
      double fraction = RandomVariates.uniform(random, 0.04, 0.2);
      double radius = scale * RandomVariates.uniform(random, 0.8, 2.5);
      double width = radius * RandomVariates.uniform(random, 0.08, 0.25);
      lights.add(
          withFlux(
              RadialTable.of(Profiles.ring(radius, width), radius + 5 * width),
              q,
              pa,
              1,
              discFlux * fraction));
      discFlux *= 1 - fraction;
    }
    RadialTable table = discTable(random, scale);
    table = table.times(discFlux / (q * table.flux())).cutBelow(floor);
    if (late && random.nextDouble() < 0.5) {
      kind.append(" clumpy");
      clumps(random, table, scale, q, pa, clumps);
    }
    if (late && random.nextDouble() < 0.6) {
      kind.append(" spiral");
      lights.add(lopsided(random, arms(random, table, scale, q, pa), scale, late));
    } else {
      lights.add(lopsided(random, new EllipticalModel(table, 0, 0, q, pa, 1), scale, late));
    }
    return new GalaxyModel(kind.toString(), lights, clumps);
  }

  /**
   * Makes a third of late discs lopsided. An exponential disc shifted by a fraction of its scale
   * length has a first harmonic of about that amplitude. The amplitude reaches 0.2, which up to a
   * third of field spirals exceed (Zaritsky and Rix 1997, ApJ 477, 118).
   */
  private static LightModel lopsided(
      SplittableRandom random, LightModel disc, double scale, boolean late) {
    double shift = scale * 0.2 * Math.pow(random.nextDouble(), 1.5);
    double direction = RandomVariates.angle(random);
    return late && random.nextDouble() < 0.35
        ? new OffsetSource(disc, shift * Math.cos(direction), shift * Math.sin(direction))
        : disc;
  }

  /** Draws disc types I, II and III in about the proportions of Pohlen and Trujillo 2006. */
  private RadialTable discTable(SplittableRandom random, double scale) {
    double type = random.nextDouble();
    double reach = 14 * scale;
    if (type < 0.25) {
      return RadialTable.of(r -> Math.exp(-r / scale), reach);
    }
    boolean truncated = type < 0.75;
    double breakAt =
        scale * RandomVariates.uniform(random, truncated ? 1.5 : 3, truncated ? 3.5 : 5);
    double outer =
        scale * RandomVariates.uniform(random, truncated ? 0.4 : 1.3, truncated ? 0.8 : 2.2);
    double sharpness = RandomVariates.logUniform(random, 0.8, 5) / scale;
    return RadialTable.of(
        Profiles.brokenExponential(scale, outer, breakAt, sharpness),
        truncated ? reach : 2 * reach);
  }

  /** Draws a bar in the plane of the disc and projects it with the disc. */
  private LightModel bar(
      SplittableRandom random, double scale, double cosI, double pa, double flux) {
    double length = scale * RandomVariates.uniform(random, 0.6, 1.8);
    double q = RandomVariates.uniform(random, 0.2, 0.6);
    double inPlane = RandomVariates.uniform(random, 0, Math.PI);
    double[] projected = project(length, q, inPlane, cosI);
    RadialTable table =
        random.nextBoolean()
            ? RadialTable.of(
                Profiles.ferrers(projected[0], RandomVariates.uniform(random, 1.5, 2.5)),
                projected[0])
            : sersic(RandomVariates.uniform(random, 0.5, 0.9), 0.5 * projected[0]);
    return withFlux(
        table, projected[1], pa + projected[2], RandomVariates.uniform(random, 0.3, 1.05), flux);
  }

  /**
   * Projects an ellipse in the plane of the disc: semi-major axis, axis ratio, angle from the line
   * of nodes.
   */
  static double[] project(double a, double q, double angle, double cosI) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    double xx = a * a * (c * c + q * q * s * s);
    double xy = a * a * (1 - q * q) * c * s * cosI;
    double yy = a * a * (s * s + q * q * c * c) * cosI * cosI;
    double middle = 0.5 * (xx + yy);
    double split = Math.hypot(0.5 * (xx - yy), xy);
    double major = Math.sqrt(middle + split);
    double minor = Math.sqrt(Math.max(1e-4 * a * a, middle - split));
    return new double[] {major, minor / major, 0.5 * Math.atan2(2 * xy, xx - yy)};
  }

  private static LightModel arms(
      SplittableRandom random, RadialTable table, double scale, double q, double pa) {
    int arms = random.nextDouble() < 0.7 ? 2 : 1 + random.nextInt(4);
    double pitch =
        Math.toRadians(RandomVariates.uniform(random, 8, 30)) * (random.nextBoolean() ? 1 : -1);
    return SpiralDisc.of(
        table,
        q,
        pa,
        arms,
        1 + random.nextInt(3),
        pitch,
        RandomVariates.angle(random),
        arms == 1
            ? RandomVariates.uniform(random, 0.1, 0.4)
            : RandomVariates.uniform(random, 0.2, 1.3),
        RandomVariates.uniform(random, 0, 1),
        random.nextDouble() < 0.4 ? RandomVariates.uniform(random, 0.1, 0.6) : 0,
        RandomVariates.uniform(random, 0.5, 1.5),
        scale * RandomVariates.uniform(random, 0.3, 1),
        scale * RandomVariates.uniform(random, 2.5, 5));
  }

  /** Draws star-forming clumps, each up to twice as bright as the disc at its position. */
  private static void clumps(
      SplittableRandom random,
      RadialTable disc,
      double scale,
      double q,
      double pa,
      List<GaussianBlob> clumps) {
    int count = 3 + random.nextInt(40);
    double brightest = RandomVariates.logUniform(random, 0.2, 2);
    double cos = Math.cos(pa);
    double sin = Math.sin(pa);
    for (int i = 0; i < count; i++) {
      // Radii follow the exponential disc's light, without the innermost part.
      double r = scale * (0.3 - Math.log((1 - random.nextDouble()) * (1 - random.nextDouble())));
      double t = RandomVariates.angle(random);
      double sigma = scale * RandomVariates.uniform(random, 0.03, 0.12);
      double contrast = brightest * RandomVariates.logUniform(random, 0.1, 1);
      if (r > 4 * scale || r >= disc.reach) {
        continue;
      }
      double a = r * Math.cos(t);
      double b = r * Math.sin(t) * q;
      clumps.add(
          new GaussianBlob(
              cos * a - sin * b,
              sin * a + cos * b,
              sigma,
              contrast * disc.atRoot(Math.sqrt(r)) * 2 * Math.PI * sigma * sigma));
    }
  }
}
