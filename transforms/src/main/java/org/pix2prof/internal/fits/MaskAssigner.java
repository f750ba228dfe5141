package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.Optional;
import org.pix2prof.model.BadImageException;

/**
 * Brings the images of one file together with their masks. An image whose mask is to follow in the
 * file waits for it; at most one does at a time.
 */
final class MaskAssigner {
  private final SurveyLayout survey;
  private final String source;
  private final FitsInput in;
  private final MaskReader masks;
  private final Sink sink;
  private HduImages waiting;
  private MaskLocation awaited;

  /** Takes images with their bad pixels taken out, in the order in which they came. */
  interface Sink {
    void give(HduImages content) throws Exception;
  }

  MaskAssigner(SurveyLayout survey, String source, FitsInput in, MaskReader masks, Sink sink) {
    this.survey = survey;
    this.source = source;
    this.in = in;
    this.masks = masks;
    this.sink = sink;
  }

  /** Whether an image waits for its mask. */
  boolean isWaiting() {
    return waiting != null;
  }

  /** Whether an HDU is the mask that an image waits for. */
  boolean awaits(Hdu hdu) {
    return waiting != null && awaited.is().test(hdu);
  }

  /** Takes what an HDU held. */
  void add(HduImages content) throws Exception {
    if (content.images().isEmpty()) {
      sink.give(content);
      return;
    }
    finish();
    Optional<MaskLocation> plane = survey.mask(content.hdu(), source);
    if (plane.isPresent() && plane.get().sibling().isPresent()) {
      maskByFile(plane.get().sibling().get(), plane.get(), content);
      sink.give(content);
    } else if (plane.isPresent() && !plane.get().is().test(content.hdu())) {
      waiting = content;
      awaited = plane.get();
    } else {
      sink.give(content);
    }
  }

  private void maskByFile(String uri, MaskLocation plane, HduImages content) throws IOException {
    try {
      masks.read(plane, uri, content.layout()).ifPresentOrElse(content::mask, content::missMask);
    } catch (BadImageException e) {
      content.unusable(e);
    }
  }

  /**
   * Reads the mask that an image waits for; its header was read just before.
   *
   * @return what to say of the mask's HDU
   * @throws BadImageException if nothing more can be had from the file
   */
  HduImages mask(Hdu hdu) throws Exception {
    try {
      waiting.mask(masks.read(awaited, in, hdu, waiting.layout()));
    } catch (BadImageException e) {
      if (in.broken()) {
        throw e;
      }
      waiting.unusable(e);
    }
    sink.give(waiting);
    waiting = null;
    HduImages content = new HduImages(hdu);
    content.skip("mask");
    return content;
  }

  /** No mask will come for the image that waits. */
  void finish() throws Exception {
    if (waiting != null) {
      waiting.missMask();
      sink.give(waiting);
      waiting = null;
    }
  }

  /** The file breaks off, so that nobody knows of the mask of the image that waits. */
  void breakOff(BadImageException e) throws Exception {
    if (waiting != null) {
      waiting.unusable(
          new BadImageException(
              e.reason(), "the file breaks off before the image's mask: " + e.getMessage(), e));
      sink.give(waiting);
      waiting = null;
    }
  }

  /** The image that waits is not to be trusted after all. */
  void drop() {
    waiting = null;
  }
}
