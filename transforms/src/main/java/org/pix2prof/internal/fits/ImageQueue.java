// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Flag;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Provenance;

/**
 * Names images, applies their maps and passes them on. The images of the first HDU with images wait
 * until it is known whether another HDU has some, because their names depend on that. Further small
 * images wait until it is known that they are not too many.
 */
final class ImageQueue {
  /** Maximum number of pixels that wait in addition to those of the first HDU. */
  private static final long MAX_PIXELS_HELD = 4L << 20;

  private final String source;
  private final AuxiliaryMapReader maps;
  private final ImageHandler handler;
  private final ObjectIds ids = new ObjectIds();
  private final Deque<HduImages> held = new ArrayDeque<>();
  private long pixelsHeld;
  private boolean several;
  private int count;

  ImageQueue(String source, AuxiliaryMapReader maps, ImageHandler handler) {
    this.source = source;
    this.maps = maps;
    this.handler = handler;
  }

  /** Returns the number of images that were added and not dropped. */
  int count() {
    return count;
  }

  void add(HduImages content) throws Exception {
    if (content.images().isEmpty()) {
      return;
    }
    several |= count > 0;
    count += content.images().size();
    held.add(content);
    pixelsHeld += content.layout().pixels();
    if (held.size() > 1 && pixelsHeld > MAX_PIXELS_HELD) {
      finish();
    }
  }

  /** Passes on all images that wait. */
  void finish() throws Exception {
    while (!held.isEmpty()) {
      emit(held.remove());
    }
    pixelsHeld = 0;
  }

  /** Drops the images that wait if they are the only ones; otherwise passes them on first. */
  void dropHeld() throws Exception {
    if (several) {
      finish();
    }
    drop();
  }

  /** Drops all images that wait. */
  void drop() {
    held.forEach(content -> count -= content.images().size());
    held.clear();
    pixelsHeld = 0;
  }

  private static Set<Flag> flags(HduImages content, HduImages.Image image) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(image.geometry().flags());
    flags.addAll(image.calibration().flags());
    if (content.maskMissing()) {
      flags.add(Flag.MASK_MISSING);
    }
    if (content.areCollapsed()) {
      flags.add(Flag.COLLAPSED);
    }
    return flags;
  }

  private void emit(HduImages content) throws Exception {
    Hdu hdu = content.hdu();
    String suffix = several ? ids.suffix(hdu) : "";
    Set<String> reported = new HashSet<>();
    for (HduImages.Image image : content.images()) {
      Provenance provenance =
          Provenance.of(image.objectId(), image.band(), source, hdu.index()).withSuffix(suffix);
      GalaxyImage galaxy =
          GalaxyImage.builder()
              .setProvenance(provenance)
              .setPixels(image.pixels())
              .setWidth(image.layout().width())
              .setHeight(image.layout().height())
              .setPixelScaleArcsec(image.geometry().pixelScale())
              .setPixelShape(image.geometry().shape())
              .setZeroPoint(image.calibration().zeroPoint())
              .setFlags(flags(content, image))
              .setWcs(image.geometry().wcs())
              .build();
      try {
        galaxy = maps.apply(galaxy, content, image);
      } catch (BadImageException e) {
        if (reported.add(e.getMessage())) {
          handler.bad(hdu.index(), e);
        }
        continue;
      }
      handler.image(galaxy);
    }
  }
}
