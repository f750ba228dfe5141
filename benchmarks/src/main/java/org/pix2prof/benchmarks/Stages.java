// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.engine.ModelLoader;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ModelRef;

/**
 * Benchmarks of the cost per galaxy on one thread, by stage, with the default model on the CPU.
 * Every benchmark processes the same {@link Galaxies} once, so their times are comparable.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@OperationsPerInvocation(Galaxies.COUNT)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Stages {
  private CaptionModel model;
  private Preprocessor preprocessor;
  private List<byte[]> files;
  private List<SkyImage> images;
  private List<PreparedImage> prepared;

  /** Constructor for JMH. */
  public Stages() {}

  /**
   * Loads the model and prepares the input of each stage.
   *
   * @param galaxies galaxies to process
   * @throws Exception if the model cannot be loaded or a galaxy cannot be prepared
   */
  @Setup
  public void setUp(Galaxies galaxies) throws Exception {
    model = ModelLoader.load(ModelBundle.open(ModelRef.DEFAULT_URI), Engines.device("cpu"));
    preprocessor = Preprocessor.of(model.manifest().input());
    files = galaxies.files();
    images = Steps.sky(Steps.read(files));
    prepared = Steps.prepare(preprocessor, images);
  }

  /** Closes the model. */
  @TearDown
  public void tearDown() {
    model.close();
  }

  /**
   * Measures clipped means along circles, the reference for all costs, see {@code
   * docs/performance.md}.
   *
   * @return mag/arcsec^2 per pixel of radius
   */
  @Benchmark
  public List<float[]> simpleLoop() {
    return images.stream().map(AnnulusProfile::measure).toList();
  }

  /**
   * Decodes FITS files in memory.
   *
   * @return their images
   * @throws Exception if a file has no image
   */
  @Benchmark
  public List<GalaxyImage> readFits() throws Exception {
    return Steps.read(files);
  }

  /**
   * Prepares images as the model's inputs.
   *
   * @return the inputs
   * @throws BadImageException if an image cannot be used
   */
  @Benchmark
  public List<PreparedImage> preprocess() throws BadImageException {
    return Steps.prepare(preprocessor, images);
  }

  /**
   * Captions all galaxies as one batch.
   *
   * @return the captions
   */
  @Benchmark
  public List<Caption> network() {
    return model.caption(prepared);
  }

  /**
   * Captions the galaxies one by one.
   *
   * @return the captions
   */
  @Benchmark
  public List<Caption> networkOneByOne() {
    List<Caption> captions = new ArrayList<>();
    for (PreparedImage image : prepared) {
      captions.addAll(model.caption(List.of(image)));
    }
    return captions;
  }

  /**
   * Processes FITS files in memory to one CSV file in memory, with all galaxies as one batch.
   *
   * @return the CSV file
   * @throws Exception if a galaxy fails
   */
  @Benchmark
  public byte[] wholePath() throws Exception {
    List<GalaxyImage> read = Steps.read(files);
    List<PreparedImage> inputs = Steps.prepare(preprocessor, Steps.sky(read));
    return Steps.csv(read, inputs, model.manifest(), model.caption(inputs));
  }
}
