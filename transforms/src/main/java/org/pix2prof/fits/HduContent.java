package org.pix2prof.fits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/** What one HDU turned out to hold. */
final class HduContent {
  private final Hdu hdu;
  private final List<Image> images = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private BadImageException problem;

  /** One plane with a signal, and what the header and the options say of it. */
  @SuppressWarnings("ArrayRecordComponent")
  record Image(
      String objectId,
      Optional<String> band,
      PlaneLayout layout,
      float[] pixels,
      OptionalDouble pixelScale,
      OptionalDouble zeroPoint) {}

  HduContent(Hdu hdu) {
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

  HduContent problem(BadImageException found) {
    problem = found;
    return this;
  }
}
