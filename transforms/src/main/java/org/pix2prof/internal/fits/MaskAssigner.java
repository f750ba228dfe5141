// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/**
 * Assigns masks to the images of one file. An image whose mask follows in the file waits for it; at
 * most one HDU waits at a time.
 */
final class MaskAssigner {
  private final FitsInput in;
  private final MaskReader masks;
  private final Handler handler;
  private HduImages waiting;
  private MaskLocation awaited;

  /** Receives masked images in their original order. */
  interface Handler {
    void give(HduImages content) throws Exception;
  }

  MaskAssigner(FitsInput in, MaskReader masks, Handler handler) {
    this.in = in;
    this.masks = masks;
    this.handler = handler;
  }

  /** Returns true if an image waits for its mask. */
  boolean isWaiting() {
    return waiting != null;
  }

  /** Returns true if an HDU is the mask that an image waits for. */
  boolean awaits(Hdu hdu) {
    return waiting != null && awaited.is().test(hdu);
  }

  /** Adds the images of an HDU. */
  void add(HduImages content) throws Exception {
    if (content.images().isEmpty()) {
      handler.give(content);
      return;
    }
    finish();
    Optional<MaskLocation> location = masks.locate(content.hdu());
    if (location.isPresent() && location.get().sibling().isEmpty()) {
      waiting = content;
      awaited = location.get();
      return;
    }
    if (location.isPresent()) {
      maskByFile(location.get(), content);
    }
    handler.give(content);
  }

  private void maskByFile(MaskLocation location, HduImages content) throws IOException {
    PlaneLayout layout = content.layout();
    List<Region> whole = Region.wholePlanes(content.hdu().index(), layout);
    try {
      Optional<PixelRows> mask = masks.open(location, content.hdu(), layout, whole);
      if (mask.isPresent()) {
        content.mask(MaskReader.plane(mask.get(), layout));
      } else {
        content.missMask();
      }
    } catch (BadImageException e) {
      content.unusable(e);
    }
  }

  /**
   * Reads the mask in the current HDU, which an image waits for.
   *
   * @return a skipped HDU
   * @throws BadImageException if the rest of the file cannot be read
   */
  HduImages mask(Hdu hdu) throws Exception {
    try {
      waiting.mask(masks.plane(awaited, in, hdu, waiting.layout()));
    } catch (BadImageException e) {
      if (in.broken()) {
        throw e;
      }
      waiting.unusable(e);
    }
    handler.give(waiting);
    waiting = null;
    HduImages content = new HduImages(hdu);
    content.skip("mask");
    return content;
  }

  /** Passes on the image that waits, without a mask. */
  void finish() throws Exception {
    if (waiting != null) {
      waiting.missMask();
      handler.give(waiting);
      waiting = null;
    }
  }

  /** Rejects the image that waits because the file is truncated before its mask. */
  void breakOff(BadImageException e) throws Exception {
    if (waiting != null) {
      waiting.unusable(
          new BadImageException(
              e.reason(), "the file breaks off before the image's mask: " + e.getMessage(), e));
      handler.give(waiting);
      waiting = null;
    }
  }

  /** Drops the image that waits. */
  void drop() {
    waiting = null;
  }
}
