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
import org.pix2prof.model.polar.PolarNetwork;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.training.simulate.SimulatedGalaxy;
import org.pix2prof.training.simulate.Simulator;

/**
 * An endless course of simulated galaxies, each seen once, made by other threads ahead of need. The
 * order is that of the galaxies' numbers, whatever the threads do.
 */
final class TrainingSamples implements AutoCloseable {
  /** A galaxy whose centre is further off was taken for another one: nothing to learn from it. */
  private static final double LOST = 12;

  private static final int FEWEST_STEPS = 6;

  private final Simulator simulator;
  private final Preprocessor preprocessor;
  private final PolarNetwork network;
  private final long noiseSeed;
  private final ExecutorService threads;
  private final Queue<CompletableFuture<TrainingSample>> ahead = new ArrayDeque<>();
  private final int depth;
  private long submitted;
  private long taken;
  private long lost;

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

  /** The next galaxy that preparation finds. */
  TrainingSample next() {
    while (true) {
      while (ahead.size() < depth) {
        long number = submitted++;
        ahead.add(CompletableFuture.supplyAsync(() -> make(number), threads));
      }
      TrainingSample sample = ahead.remove().join();
      taken++;
      if (sample != null) {
        return sample;
      }
      lost++;
    }
  }

  /** Number of the galaxy after the last one taken. */
  long position() {
    return taken;
  }

  /** Galaxies that preparation did not find, or took for another. */
  long lost() {
    return lost;
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
      return sample.length < FEWEST_STEPS || sample.centreError() > LOST ? null : sample;
    } catch (BadImageException e) {
      return null;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
