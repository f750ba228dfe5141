// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/** Images, skipped planes and problem of one HDU. */
final class HduImages {
  private final Hdu hdu;
  private final List<Image> images = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private BadImageException problem;
  private boolean maskMissing;
  private boolean collapsed;
  private boolean rescaled;

  /** One plane with a signal, its index and its metadata. */
  @SuppressWarnings("ArrayRecordComponent")
  record Image(
      String objectId,
      Optional<String> band,
      PlaneLayout layout,
      int plane,
      float[] pixels,
      ImageGeometry geometry,
      Calibration calibration) {}

  HduImages(Hdu hdu) {
    this.hdu = hdu;
  }

  Hdu hdu() {
    return hdu;
  }

  List<Image> images() {
    return images;
  }

  /** Returns the reasons to skip the HDU or planes of it. */
  List<String> skipped() {
    return skipped;
  }

  /** Returns the layout of the images. */
  PlaneLayout layout() {
    return images.get(0).layout();
  }

  /** Drops the images because of a problem. */
  void unusable(BadImageException found) {
    images.clear();
    problem = found;
  }

  /** Returns true if the images should have a mask and it is missing. */
  boolean maskMissing() {
    return maskMissing;
  }

  /** Returns true if the image is a combination of planes. */
  boolean areCollapsed() {
    return collapsed;
  }

  /** Records that the image is a combination of planes. */
  void collapse() {
    collapsed = true;
  }

  /** Returns true if the pixels as stored are not proportional to flux. */
  boolean areRescaled() {
    return rescaled;
  }

  /** Records that the pixels as stored are not proportional to flux. */
  void rescale() {
    rescaled = true;
  }

  /** Records that the mask of the images is missing. */
  void missMask() {
    maskMissing = true;
  }

  /**
   * Masks every image. Drops images without any other pixel, and records them as a problem.
   *
   * @param mask NaN where a pixel is bad
   */
  void mask(float[] mask) {
    images.forEach(image -> BadPixels.drop(mask, image.pixels(), 0));
    boolean anyLost =
        images.removeIf(image -> PlaneContent.of(image.pixels()) == PlaneContent.ALL_MISSING);
    if (anyLost && problem == null) {
      problem = new BadImageException("all_missing", "all pixels are masked");
    }
  }

  /** Returns the problem of the HDU, if any. */
  Optional<BadImageException> problem() {
    return Optional.ofNullable(problem);
  }

  void image(Image image) {
    images.add(image);
  }

  void skip(String reason) {
    skipped.add(reason);
  }

  HduImages problem(BadImageException found) {
    problem = found;
    return this;
  }
}
