// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.internal.polar.PolarNetwork;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.training.simulate.SimulatedGalaxy;
import org.pix2prof.training.simulate.Simulator;

/**
 * An endless sequence of simulated galaxies, which other threads prepare in advance. The order is
 * that of the galaxies' indices, for any number of threads.
 */
final class TrainingSamples implements AutoCloseable {
  /** Maximum error of the centre, pixels. Beyond it, preprocessing has found another source. */
  private static final double MAX_CENTRE_ERROR = 12;

  private static final int MIN_STEPS = 6;

  private final Simulator simulator;
  private final Preprocessor preprocessor;
  private final PolarNetwork network;
  private final long noiseSeed;
  private final ExecutorService threads;
  private final Queue<CompletableFuture<TrainingSample>> pending = new ArrayDeque<>();
  private final int depth;
  private long submitted;
  private long taken;
  private long rejected;

  TrainingSamples(
      Simulator simulator,
      Preprocessor preprocessor,
      PolarNetwork network,
      long noiseSeed,
      long first,
      int threads) {
    this.simulator = simulator;
    this.preprocessor = preprocessor;
    this.network = network;
    this.noiseSeed = noiseSeed;
    this.submitted = first;
    this.taken = first;
    this.depth = 64;
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "simulator");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Returns the next usable galaxy. */
  TrainingSample next() {
    while (true) {
      while (pending.size() < depth) {
        long number = submitted++;
        pending.add(CompletableFuture.supplyAsync(() -> make(number), threads));
      }
      TrainingSample sample = pending.remove().join();
      taken++;
      if (sample != null) {
        return sample;
      }
      rejected++;
    }
  }

  /** Index of the next galaxy. */
  long position() {
    return taken;
  }

  /**
   * Number of galaxies that were rejected: too short, not found, or mistaken for another source.
   */
  long rejected() {
    return rejected;
  }

  private TrainingSample make(long number) {
    SimulatedGalaxy galaxy = simulator.simulate(number);
    float[] pixels =
        galaxy.observe(new SplittableRandom(noiseSeed ^ (number * 0x9E3779B97F4A7C15L)));
    try {
      PreparedImage image =
          preprocessor.prepare(
              new SkyImage(
                  pixels,
                  galaxy.width(),
                  galaxy.height(),
                  galaxy.pixelScaleArcsec(),
                  galaxy.zeroPoint()));
      TrainingSample sample = new TrainingSample(galaxy, image, network);
      return sample.length < MIN_STEPS || sample.centreError() > MAX_CENTRE_ERROR ? null : sample;
    } catch (BadImageException e) {
      return null;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
