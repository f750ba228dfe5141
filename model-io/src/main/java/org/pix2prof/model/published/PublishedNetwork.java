package org.pix2prof.model.published;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionNetwork;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Stop;
import org.pix2prof.model.PreparedImage;

/** The published network, of any width: image to latent vector to surface-brightness profile. */
public final class PublishedNetwork implements CaptionNetwork {
  private final ModelManifest.Input input;
  private final NDManager weights;
  private final ResNetEncoder encoder;
  private final DecodeLoop decoder;

  private PublishedNetwork(ModelManifest manifest, NDManager weights, Map<String, NDArray> byName) {
    this.input = manifest.input();
    this.weights = weights;
    this.encoder = new ResNetEncoder(byName, weights);
    this.decoder =
        new DecodeLoop(
            new GruDecoder(byName, manifest.network().decoder(), weights),
            (Stop.Flat) manifest.profile().stop(),
            manifest.profile().maxLength());
  }

  /**
   * Puts weights into the network.
   *
   * @param manifest whose network is of the published kind, with profiles that end where flat
   * @param named the tensors of {@link PublishedWeights}, of any floating type; not kept
   * @param manager whose device the network works on, and which outlives it
   * @return the network, to be closed
   * @throws IllegalArgumentException if the manifest describes another kind of network, or naming
   *     every tensor that is missing, not expected or of another shape
   */
  public static PublishedNetwork load(ModelManifest manifest, NDList named, NDManager manager) {
    if (!(manifest.profile().stop() instanceof Stop.Flat)) {
      throw new IllegalArgumentException(
          "profile.stop must be flat for a network without a stop output, not "
              + manifest.profile().stop());
    }
    Map<String, Shape> found = new LinkedHashMap<>();
    for (NDArray array : named) {
      found.put(array.getName(), array.getShape());
    }
    PublishedWeights.check(manifest.network(), found);
    NDManager weights = manager.newSubManager();
    try (NDManager loading = weights.newSubManager()) {
      Map<String, NDArray> byName = new HashMap<>();
      for (NDArray array : named) {
        NDArray copy = array.toDevice(loading.getDevice(), true);
        copy.attach(loading);
        byName.put(array.getName(), copy.toType(DataType.FLOAT32, false));
      }
      return new PublishedNetwork(manifest, weights, byName);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  @Override
  public List<Caption> caption(List<PreparedImage> images, NDManager manager) {
    if (images.isEmpty()) {
      return List.of();
    }
    NDList latents = new NDList(images.size());
    for (PreparedImage image : images) {
      latents.add(encode(image, manager));
    }
    return decoder.decode(NDArrays.concat(latents), manager).stream()
        .map(mu -> new Caption(mu, null))
        .toList();
  }

  /** The latent vector of an image, [1, latent]. */
  NDArray encode(PreparedImage image, NDManager manager) {
    if (image.height() != input.height() || image.width() != input.width()) {
      throw new IllegalArgumentException(
          String.format(
              "an input of %d x %d pixels, where the model takes %d x %d",
              image.width(), image.height(), input.width(), input.height()));
    }
    try (NDArray pixels =
        manager.create(image.pixels(), new Shape(1, 1, image.height(), image.width()))) {
      return encoder.encode(pixels);
    }
  }

  @Override
  public void close() {
    weights.close();
  }
}
