package org.pix2prof.internal.fits;

import org.pix2prof.model.BadImageException;

/** The reading of one file: HDU after HDU, each read, skipped or found bad. */
final class FileDecoder {
  /** As many bad HDUs of a file are listed. */
  static final int MOST_BAD = 1000;

  private final FitsInput in;
  private final HduIterator walk;
  private final ImageHandler sink;
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
      ImageHandler sink) {
    this.in = in;
    this.walk = new HduIterator(in);
    this.sink = sink;
    this.selection = new HduSelection(options.hdu());
    this.reader = new HduReader(options, in, walk, fileId);
    this.images = new ImageQueue(source, sink);
    this.masks = new MaskAssigner(options.layout(), source, in, masks, this::give);
  }

  void decode() throws Exception {
    HduImages content = null;
    while (!selection.isPast(walk.index() + 1) || masks.isWaiting()) {
      try {
        Hdu hdu = walk.next();
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
      sink.bad(-1, seen.nothing(selection, "no_image", "a science image"));
    }
  }

  /** Ends the reading of a file that has more images, or more bad ones, than anybody means. */
  private boolean isTooMuch() throws Exception {
    if (!selection.isGiven() && images.count() > Planes.MOST_IMAGES) {
      images.drop();
      bad(
          -1,
          new BadImageException(
              Planes.TOO_MANY_IMAGES,
              "the file has more than "
                  + Planes.MOST_IMAGES
                  + " images, up to HDU "
                  + walk.index()
                  + "; expected that many at most, unless hdu selects one"
                  + (images.count() > 0 ? "; the first " + images.count() + " are read" : "")));
      return true;
    }
    if (bad >= MOST_BAD) {
      images.finish();
      sink.bad(
          -1,
          new BadImageException(
              "too_many_bad_hdus",
              "the file has " + bad + " HDUs that cannot be used; the rest is not read"));
      return true;
    }
    return false;
  }

  private void deliver(HduImages content) throws Exception {
    int index = content.hdu().index();
    for (String reason : content.skipped()) {
      sink.skipped(index, reason);
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

  /** Tells of a failure, but for one to get past an HDU that was told of. */
  private void fail(HduImages last, BadImageException e) throws Exception {
    boolean behindLast = last != null && walk.at() == last.hdu().index();
    if (behindLast && last.problem().isPresent()) {
      masks.breakOff(e);
    } else {
      lost(walk.at(), e);
    }
  }

  /** From here on HDUs cannot be told apart. */
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
    sink.bad(hdu, problem);
  }
}
