package org.pix2prof.model;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The {@code manifest.json} of a model bundle: everything but the weights. Two models are the same
 * if their {@link #sha256} is.
 *
 * @param name of the model, as profiles carry it
 * @param version of the model
 * @param format how the weights are stored
 * @param weights file name of the weights inside the bundle
 * @param sha256 lower-case hex SHA-256 of the weights file
 * @param input what the network expects to see
 * @param network what the network is; null for {@link Format#TORCHSCRIPT}
 * @param profile what its output means
 * @param provenance where the model comes from, for people
 * @param knownAnswer a profile to test a machine by; null where the bundle has none
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
   * A manifest without a known answer.
   *
   * @param name of the model
   * @param version of the model
   * @param format of the weights
   * @param weights file name
   * @param sha256 of the weights file
   * @param input of the network
   * @param network null for {@link Format#TORCHSCRIPT}
   * @param profile of the network
   * @param provenance for people
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
   * The same model with the checksum of its weights.
   *
   * @param sum lower-case hex SHA-256
   * @return a manifest that differs in {@link #sha256} alone
   */
  public ModelManifest withSha256(String sum) {
    return new ModelManifest(
        name, version, format, weights, sum, input, network, profile, provenance, knownAnswer);
  }

  /**
   * The same model with another known answer.
   *
   * @param answer a profile to test a machine by
   * @return a manifest that differs in {@link #knownAnswer} alone
   */
  public ModelManifest withKnownAnswer(KnownAnswer answer) {
    return new ModelManifest(
        name, version, format, weights, sha256, input, network, profile, provenance, answer);
  }

  /**
   * Whether the model's profiles have isophotes, so that it can also measure along given ones.
   *
   * @return true if its network looks along ellipses about a centre that it detects, and tells them
   */
  public boolean hasIsophotes() {
    return network != null
        && input.centre() == Centre.DETECTED
        && network.encoder() instanceof Encoder.Polar
        && network.decoder().outputs().contains("ellipticity");
  }

  /**
   * Whether the network itself handles pixels that are NaN.
   *
   * @return true for polar networks, which leave such pixels out
   */
  public boolean takesNan() {
    return network != null && network.encoder() instanceof Encoder.Polar;
  }

  /** How the weights are stored. */
  public enum Format {
    /** Named tensors; the network is built from the manifest. */
    SAFETENSORS,
    /** A scripted PyTorch module. */
    TORCHSCRIPT
  }

  /**
   * What the network expects to see.
   *
   * @param height pixels
   * @param width pixels
   * @param pixelScaleArcsec side of a pixel, arcsec
   * @param zeroPoint mag of a source of one unit
   * @param bands the bands it was trained on
   * @param clipPercentile values above this percentile of the image are clipped to it, if given
   * @param sky what is subtracted before anything else
   * @param centre where the crop is taken
   * @param missing what stands where the image has no value
   * @param normalisation last step, value by value
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
      Normalisation normalisation) {}

  /** What is subtracted from the image before anything else. */
  public enum Sky {
    /** Nothing: the image is taken as it is. */
    NONE,
    /** The level of the sky in the image's border. */
    BORDER
  }

  /** Where the crop is taken. */
  public enum Centre {
    /** The middle of the image, as the published code reckons it. */
    IMAGE,
    /** The galaxy found nearest the middle. */
    DETECTED
  }

  /** What stands where the image has no value. */
  public enum Missing {
    /** Zero flux. */
    ZERO,
    /** NaN: the network knows what to do. */
    NAN
  }

  /** Last step of preprocessing, value by value. */
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
   * What the network is.
   *
   * @param encoder image to features
   * @param decoder features to sequence
   */
  public record Network(Encoder encoder, Decoder decoder) {}

  /** Image to features. */
  public sealed interface Encoder {
    /**
     * ResNet-18 with the CIFAR stem, as published.
     *
     * @param width planes of the first layer
     * @param latent length of the latent vector
     */
    record ResNet18(int width, int latent) implements Encoder {}

    /**
     * Looks at the galaxy along ellipses, radius by radius.
     *
     * @param angles samples per ellipse
     * @param iterations times it looks, each along the ellipses of the look before
     * @param width planes of the first convolution
     * @param latent length of the latent vector
     */
    record Polar(int angles, int iterations, int width, int latent) implements Encoder {}
  }

  /**
   * A GRU over radius.
   *
   * @param layers stacked layers
   * @param hidden length of the hidden state
   * @param outputs what each step gives
   */
  public record Decoder(int layers, int hidden, List<String> outputs) {}

  /**
   * What the output means.
   *
   * @param radius the radial steps
   * @param maxLength most steps of a profile
   * @param stop when a profile ends
   */
  public record Profile(Radius radius, int maxLength, Stop stop) {}

  /** The semi-major axis of each step. */
  public sealed interface Radius {
    /**
     * The semi-major axis of a step.
     *
     * @param step counted from 0
     * @return arcsec
     */
    double arcsec(int step);

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
    }

    /**
     * {@code startArcsec * ratio^step}.
     *
     * @param startArcsec first semi-major axis
     * @param ratio of each to the one before
     */
    record Geometric(double startArcsec, double ratio) implements Radius {
      @Override
      public double arcsec(int step) {
        return startArcsec * Math.pow(ratio, step);
      }
    }
  }

  /** When a profile ends. */
  public sealed interface Stop {
    /**
     * When it is flat: before a step, if it holds more than {@code after} values and the population
     * standard deviation of the {@code window} values before the last is at most {@code maxStd};
     * the value of the step that notices is still appended.
     *
     * @param after values
     * @param window values
     * @param maxStd mag/arcsec^2
     */
    record Flat(int after, int window, double maxStd) implements Stop {}

    /**
     * At the first step where the network's own {@code stop} output says so.
     *
     * @param probability above which it ends
     */
    record Predicted(double probability) implements Stop {}
  }
}
