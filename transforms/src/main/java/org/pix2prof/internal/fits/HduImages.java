package org.pix2prof.internal.fits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/** What one HDU turned out to hold. */
final class HduImages {
  private final Hdu hdu;
  private final List<Image> images = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private BadImageException problem;
  private boolean maskMissing;
  private boolean collapsed;

  /** One plane with a signal, and what the header and the options say of it. */
  @SuppressWarnings("ArrayRecordComponent")
  record Image(
      String objectId,
      Optional<String> band,
      PlaneLayout layout,
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

  /** Why the HDU, or planes of it, are no science images. */
  List<String> skipped() {
    return skipped;
  }

  /** How the images lie, which all do in the same way. */
  PlaneLayout layout() {
    return images.get(0).layout();
  }

  /** The images are not to be used after all. */
  void unusable(BadImageException found) {
    images.clear();
    problem = found;
  }

  /** Whether the images should have had a mask and had none. */
  boolean maskMissing() {
    return maskMissing;
  }

  /** Whether the images are planes that were made one. */
  boolean areCollapsed() {
    return collapsed;
  }

  /** Notes that the images are planes that were made one. */
  void collapse() {
    collapsed = true;
  }

  /** Notes that the images should have had a mask. */
  void missMask() {
    maskMissing = true;
  }

  /**
   * Takes pixels out of every image. An image that has no other ones is a problem.
   *
   * @param mask NaN where a pixel shall be NaN
   */
  void mask(float[] mask) {
    for (Image image : images) {
      float[] pixels = image.pixels();
      for (int i = 0; i < pixels.length; i++) {
        if (Float.isNaN(mask[i])) {
          pixels[i] = Float.NaN;
        }
      }
    }
    boolean anyLost =
        images.removeIf(image -> PlaneContent.clean(image.pixels()) == PlaneContent.ALL_NAN);
    if (anyLost && problem == null) {
      problem = new BadImageException("all_nan", "its mask leaves no pixel with a value");
    }
  }

  /** What is wrong with the HDU, if something is. */
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
