// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import org.pix2prof.model.BadImageException;

/** Decodes one file, HDU after HDU. */
final class FileDecoder {
  private final FitsInput in;
  private final HduIterator hdus;
  private final ImageHandler handler;
  private final HduSelection selection;
  private final HduReader reader;
  private final ImageQueue images;
  private final MaskAssigner masks;
  private final HduSummary seen = new HduSummary();
  private int bad;

  FileDecoder(
      FitsOptions options,
      FitsInput in,
      String source,
      String fileId,
      MaskReader masks,
      AuxiliaryMapReader maps,
      ImageHandler handler) {
    this.in = in;
    this.hdus = new HduIterator(in);
    this.handler = handler;
    this.selection = new HduSelection(options.hdu());
    this.reader = new HduReader(options, in, hdus, fileId, maps);
    this.images = new ImageQueue(source, maps, handler);
    this.masks = new MaskAssigner(in, masks, this::give);
  }

  void decode() throws Exception {
    HduImages content = null;
    while (!selection.isPast(hdus.index() + 1) || masks.isWaiting()) {
      try {
        Hdu hdu = hdus.next();
        if (hdu == null) {
          break;
        }
        content =
            masks.awaits(hdu)
                ? masks.mask(hdu)
                : reader.read(hdu, selection.wants(hdu), selection.isGiven());
      } catch (BadImageException e) {
        fail(content, e);
        break;
      }
      deliver(content);
      if (isTooMuch()) {
        return;
      }
    }
    masks.finish();
    images.finish();
    if (images.count() == 0 && bad == 0) {
      handler.bad(-1, seen.nothing(selection, "no_image", "a science image"));
    }
  }

  /** Stops at a file with too many images or bad HDUs. */
  private boolean isTooMuch() throws Exception {
    if (!selection.isGiven() && images.count() > ImagePlanes.MAX_IMAGES) {
      images.drop();
      bad(
          -1,
          new BadImageException(
              ImagePlanes.TOO_MANY_IMAGES,
              "the file has more than "
                  + ImagePlanes.MAX_IMAGES
                  + " images, up to HDU "
                  + hdus.index()
                  + "; expected that many at most, unless hdu selects one"
                  + (images.count() > 0 ? "; the first " + images.count() + " are read" : "")));
      return true;
    }
    if (bad >= HduSummary.MAX_BAD) {
      images.finish();
      handler.bad(-1, HduSummary.tooManyBad(bad));
      return true;
    }
    return false;
  }

  private void deliver(HduImages content) throws Exception {
    int index = content.hdu().index();
    for (String reason : content.skipped()) {
      handler.skipped(index, reason);
    }
    seen.add(content.hdu(), content.skipped().isEmpty() ? "" : content.skipped().get(0));
    masks.add(content);
  }

  private void give(HduImages content) throws Exception {
    images.add(content);
    if (content.problem().isPresent()) {
      bad(content.hdu().index(), content.problem().get());
    }
  }

  /** Reports a failure, unless the HDU before it was reported already. */
  private void fail(HduImages last, BadImageException e) throws Exception {
    boolean behindLast = last != null && hdus.at() == last.hdu().index();
    if (behindLast && last.problem().isPresent()) {
      masks.breakOff(e);
    } else {
      lost(hdus.at(), e);
    }
  }

  /** Reports that the rest of the file cannot be read. */
  private void lost(int index, BadImageException e) throws Exception {
    boolean wholeFile = in.compressed() && in.broken();
    if (wholeFile) {
      images.dropHeld();
      masks.drop();
    }
    masks.breakOff(e);
    bad(wholeFile || e.reason().equals("not_fits") ? -1 : index, e);
  }

  private void bad(int hdu, BadImageException problem) throws Exception {
    bad++;
    handler.bad(hdu, problem);
  }
}
