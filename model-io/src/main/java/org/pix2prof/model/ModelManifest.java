// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The {@code manifest.json} of a model bundle: everything except the weights. Two models are the
 * same if their {@link #sha256} is equal.
 *
 * @param name of the model, as in profiles
 * @param version of the model
 * @param format of the weights file
 * @param weights file name of the weights inside the bundle
 * @param sha256 lower-case hex SHA-256 of the weights file
 * @param input the network's input
 * @param network architecture; null for {@link Format#TORCHSCRIPT}
 * @param profile the meaning of its output
 * @param provenance source of the model, free text
 * @param knownAnswer profile that tests a machine; null if the bundle has none
 */
public record ModelManifest(
    String name,
    String version,
    Format format,
    String weights,
    String sha256,
    Input input,
    Network network,
    Profile profile,
    Map<String, Object> provenance,
    KnownAnswer knownAnswer) {

  /**
   * Creates a manifest without a known answer.
   *
   * @param name of the model
   * @param version of the model
   * @param format of the weights
   * @param weights file name
   * @param sha256 of the weights file
   * @param input of the network
   * @param network null for {@link Format#TORCHSCRIPT}
   * @param profile of the network
   * @param provenance free text
   */
  public ModelManifest(
      String name,
      String version,
      Format format,
      String weights,
      String sha256,
      Input input,
      Network network,
      Profile profile,
      Map<String, Object> provenance) {
    this(name, version, format, weights, sha256, input, network, profile, provenance, null);
  }

  /**
   * Returns the same model with the checksum of its weights.
   *
   * @param sum lower-case hex SHA-256
   * @return a manifest that differs only in {@link #sha256}
   */
  public ModelManifest withSha256(String sum) {
    return new ModelManifest(
        name, version, format, weights, sum, input, network, profile, provenance, knownAnswer);
  }

  /**
   * Returns the same model with another known answer.
   *
   * @param answer profile that tests a machine
   * @return a manifest that differs only in {@link #knownAnswer}
   */
  public ModelManifest withKnownAnswer(KnownAnswer answer) {
    return new ModelManifest(
        name, version, format, weights, sha256, input, network, profile, provenance, answer);
  }

  /**
   * Returns whether the model's profiles have isophotes. Such a model can also measure along given
   * ones.
   *
   * @return true if its network samples along ellipses around a detected centre and predicts them
   */
  public boolean hasIsophotes() {
    return network != null
        && input.centre() == Centre.DETECTED
        && network.encoder() instanceof Encoder.Polar
        && network.decoder().outputs().contains("ellipticity");
  }

  /**
   * Returns whether the network accepts pixels that are NaN.
   *
   * @return true for polar networks, which ignore such pixels
   */
  public boolean takesNan() {
    return network != null && network.encoder() instanceof Encoder.Polar;
  }

  /** Format of the weights. */
  public enum Format {
    /** Named tensors; the network is built from the manifest. */
    SAFETENSORS,
    /** A scripted PyTorch module. */
    TORCHSCRIPT
  }

  /**
   * Input of the network.
   *
   * @param height pixels
   * @param width pixels
   * @param pixelScaleArcsec side of a pixel, arcsec
   * @param zeroPoint mag of a source of one unit
   * @param bands bands that it was trained on
   * @param clipPercentile percentile of the image to which brighter values are clipped, if any
   * @param sky the sky that is subtracted first
   * @param centre the centre of the crop
   * @param missing the substitute for missing pixels
   * @param normalisation last step, applied to each value
   * @param pixels whether images are resampled to {@code pixelScaleArcsec}
   */
  public record Input(
      int height,
      int width,
      double pixelScaleArcsec,
      double zeroPoint,
      List<String> bands,
      OptionalDouble clipPercentile,
      Sky sky,
      Centre centre,
      Missing missing,
      Normalisation normalisation,
      Pixels pixels) {
    private static final int TYPICAL_SIDE = 256;

    /**
     * Creates an input of resampled images.
     *
     * @param height pixels
     * @param width pixels
     * @param pixelScaleArcsec side of a pixel, arcsec
     * @param zeroPoint mag of a source of one unit
     * @param bands bands that it was trained on
     * @param clipPercentile percentile of the image to which brighter values are clipped, if any
     * @param sky the sky that is subtracted first
     * @param centre the centre of the crop
     * @param missing the substitute for missing pixels
     * @param normalisation last step, applied to each value
     */
    public Input(
        int height,
        int width,
        double pixelScaleArcsec,
        double zeroPoint,
        List<String> bands,
        OptionalDouble clipPercentile,
        Sky sky,
        Centre centre,
        Missing missing,
        Normalisation normalisation) {
      this(
          height,
          width,
          pixelScaleArcsec,
          zeroPoint,
          bands,
          clipPercentile,
          sky,
          centre,
          missing,
          normalisation,
          Pixels.RESAMPLED);
    }

    /**
     * Returns the typical side of an image, for cutouts of no given size.
     *
     * @return that of the network's input, or 256 pixels if it takes images of any size, arcsec
     */
    public double typicalSizeArcsec() {
      int side = pixels == Pixels.NATIVE ? TYPICAL_SIDE : Math.max(width, height);
      return side * pixelScaleArcsec;
    }
  }

  /** Pixels of the network's input. */
  public enum Pixels {
    /** All images have the manifest's pixel scale and size. */
    RESAMPLED,
    /**
     * Images keep their own pixels. The network sees them as pixels of the manifest's scale with
     * the same surface brightness, so its radii are in units of the pixel. Height and width are the
     * maximum size.
     */
    NATIVE
  }

  /** Sky that is subtracted first. */
  public enum Sky {
    /** No sky is subtracted. */
    NONE,
    /** The sky level in the image's border. */
    BORDER
  }

  /** Centre of the crop. */
  public enum Centre {
    /** The middle of the image, as the published code computes it. */
    IMAGE,
    /** The detected galaxy. */
    DETECTED
  }

  /** Substitute for missing pixels. */
  public enum Missing {
    /** Zero flux. */
    ZERO,
    /** NaN, which the network ignores. */
    NAN
  }

  /** Last step of preprocessing, applied to each value. */
  public sealed interface Normalisation {
    /** {@code x' = x}. */
    record None() implements Normalisation {}

    /**
     * {@code x' = (x - min) / (max - min)}.
     *
     * @param min flux that becomes 0
     * @param max flux that becomes 1
     */
    record MinMax(double min, double max) implements Normalisation {}

    /**
     * {@code x' = asinh(x / softening)}.
     *
     * @param softening flux below which the scale is linear
     */
    record Asinh(double softening) implements Normalisation {}
  }

  /**
   * Architecture of the network.
   *
   * @param encoder maps the image to features
   * @param decoder maps the features to a sequence
   */
  public record Network(Encoder encoder, Decoder decoder) {}

  /** Maps the image to features. */
  public sealed interface Encoder {
    /**
     * ResNet-18 with the CIFAR stem, as published.
     *
     * @param width channels of the first layer
     * @param latent length of the latent vector
     */
    record ResNet18(int width, int latent) implements Encoder {}

    /**
     * Samples the galaxy along ellipses, one per radius.
     *
     * @param angles samples per ellipse
     * @param iterations number of refinement iterations; each corrects the ellipses for the next
     * @param width channels of the first convolution
     * @param latent length of the latent vector
     * @param heads what it predicts besides the profile
     */
    record Polar(int angles, int iterations, int width, int latent, Set<Head> heads)
        implements Encoder {
      /**
       * Checks the heads.
       *
       * @param angles samples per ellipse
       * @param iterations number of refinement iterations
       * @param width channels of the first convolution
       * @param latent length of the latent vector
       * @param heads copied
       */
      public Polar {
        heads = Set.copyOf(heads);
      }

      /**
       * Creates an encoder that predicts nothing besides the profile.
       *
       * @param angles samples per ellipse
       * @param iterations number of refinement iterations
       * @param width channels of the first convolution
       * @param latent length of the latent vector
       */
      public Polar(int angles, int iterations, int width, int latent) {
        this(angles, iterations, width, latent, Set.of());
      }
    }
  }

  /** What a polar network predicts besides the profile. */
  public enum Head {
    /** Which samples of an ellipse contain light of other sources. */
    CONTAMINATION,
    /** The error of the sky level that was subtracted. */
    SKY,
    /** Whether the source at the centre is the target. */
    TARGET
  }

  /**
   * A GRU over radius.
   *
   * @param layers number of layers
   * @param hidden length of the hidden state
   * @param outputs quantities that each step predicts
   */
  public record Decoder(int layers, int hidden, List<String> outputs) {}

  /**
   * Meaning of the output.
   *
   * @param radius the radial steps
   * @param maxLength maximum number of steps
   * @param stop rule that ends a profile
   */
  public record Profile(Radius radius, int maxLength, Stop stop) {}

  /** Semi-major axis of each step. */
  public sealed interface Radius {
    /**
     * Semi-major axis of a step.
     *
     * @param step number of the step, from 0
     * @return arcsec
     */
    double arcsec(int step);

    /**
     * Returns the same steps in units of another length.
     *
     * @param factor of all semi-major axes, greater than 0
     * @return the steps
     */
    Radius times(double factor);

    /**
     * Semi-major axes of the first steps, as profiles have them.
     *
     * @param count number of steps
     * @return arcsec
     */
    default float[] first(int count) {
      float[] radii = new float[count];
      for (int i = 0; i < count; i++) {
        radii[i] = (float) arcsec(i);
      }
      return radii;
    }

    /**
     * {@code step * stepArcsec}.
     *
     * @param stepArcsec distance between steps
     */
    record Linear(double stepArcsec) implements Radius {
      @Override
      public double arcsec(int step) {
        return step * stepArcsec;
      }

      @Override
      public Linear times(double factor) {
        return new Linear(stepArcsec * factor);
      }
    }

    /**
     * {@code startArcsec * ratio^step}.
     *
     * @param startArcsec first semi-major axis
     * @param ratio of consecutive semi-major axes
     */
    record Geometric(double startArcsec, double ratio) implements Radius {
      @Override
      public double arcsec(int step) {
        return startArcsec * Math.pow(ratio, step);
      }

      @Override
      public Geometric times(double factor) {
        return new Geometric(startArcsec * factor, ratio);
      }
    }
  }

  /** Rule that ends a profile. */
  public sealed interface Stop {
    /**
     * Ends a flat profile: one that has more than {@code after} values, where the population
     * standard deviation of the {@code window} values before the last is at most {@code maxStd}.
     * The value of the step that detects this is still appended.
     *
     * @param after values
     * @param window values
     * @param maxStd mag/arcsec^2
     */
    record Flat(int after, int window, double maxStd) implements Stop {}

    /**
     * Ends a profile at the first step where the network's {@code stop} output exceeds a limit.
     *
     * @param probability limit above which it ends
     */
    record Predicted(double probability) implements Stop {}
  }
}
