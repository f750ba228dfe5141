package org.pix2prof.fits;

import java.util.EnumSet;
import java.util.Set;
import org.pix2prof.model.Flag;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Provenance;

/**
 * Names images and passes them on. The images of the first HDU that has any wait until it is known
 * whether another one has some too, since their names depend on it.
 */
final class ImageQueue {
  private final String source;
  private final ImageHandler sink;
  private final ObjectIds ids = new ObjectIds();
  private HduImages held;
  private boolean several;
  private int count;

  ImageQueue(String source, ImageHandler sink) {
    this.source = source;
    this.sink = sink;
  }

  /** Images that were added and not dropped. */
  int count() {
    return count;
  }

  void add(HduImages content) throws Exception {
    if (content.images().isEmpty()) {
      return;
    }
    if (count == 0) {
      held = content;
    } else {
      several = true;
      finish();
      emit(content);
    }
    count += content.images().size();
  }

  /** No more images will come. */
  void finish() throws Exception {
    if (held != null) {
      emit(held);
      held = null;
    }
  }

  /** What waits is not to be trusted after all. */
  void dropHeld() {
    if (held != null) {
      count -= held.images().size();
      held = null;
    }
  }

  private static Set<Flag> flags(HduImages content, HduImages.Image image) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(image.geometry().flags());
    if (content.maskMissing()) {
      flags.add(Flag.MASK_MISSING);
    }
    return flags;
  }

  private void emit(HduImages content) throws Exception {
    Hdu hdu = content.hdu();
    String suffix = several ? ids.suffix(hdu) : "";
    for (HduImages.Image image : content.images()) {
      Provenance provenance =
          Provenance.of(image.objectId(), image.band(), source, hdu.index()).withSuffix(suffix);
      sink.image(
          GalaxyImage.builder()
              .setProvenance(provenance)
              .setPixels(image.pixels())
              .setWidth(image.layout().width())
              .setHeight(image.layout().height())
              .setPixelScaleArcsec(image.geometry().pixelScale())
              .setPixelShape(image.geometry().shape())
              .setZeroPoint(image.zeroPoint())
              .setFlags(flags(content, image))
              .setWcs(image.geometry().wcs())
              .build());
    }
  }
}
