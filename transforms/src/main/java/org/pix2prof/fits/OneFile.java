package org.pix2prof.fits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.pix2prof.model.BadImageException;

/** The reading of one file: HDU after HDU, each read, skipped or found bad. */
final class OneFile {
  private static final int MOST_NAMED = 12;

  private final FitsInput in;
  private final FitsSink sink;
  private final Selection selection;
  private final HduReader reader;
  private final ImageQueue images;
  private final MaskJoin masks;
  private final List<String> named = new ArrayList<>();
  private int seen;
  private boolean anyBad;

  OneFile(
      FitsOptions options,
      FitsInput in,
      String source,
      String fileId,
      MaskReader masks,
      FitsSink sink) {
    this.in = in;
    this.sink = sink;
    this.selection = new Selection(options.hdu());
    this.reader = new HduReader(options, in, fileId);
    this.images = new ImageQueue(source, sink);
    this.masks = new MaskJoin(options.survey().layout(), source, in, masks, this::give);
  }

  void decode() throws Exception {
    for (int index = 0; !selection.isPast(index) || masks.isWaiting(); index++) {
      HduContent content;
      long end;
      try {
        FitsHeader header = FitsHeader.read(in, index == 0);
        if (header == null) {
          break;
        }
        Hdu hdu = Hdu.of(index, header);
        end = in.position() + hdu.dataBytes();
        content =
            masks.awaits(hdu)
                ? masks.mask(hdu)
                : reader.read(hdu, selection.wants(hdu), selection.isGiven());
      } catch (BadImageException e) {
        lost(index, e);
        break;
      }
      deliver(content);
      try {
        pass(end, content.hdu());
      } catch (BadImageException e) {
        if (content.problem().isEmpty()) {
          lost(index, e);
        }
        masks.breakOff(e);
        break;
      }
    }
    masks.finish();
    images.finish();
    if (images.count() == 0 && !anyBad) {
      sink.bad(-1, nothing());
    }
  }

  private void deliver(HduContent content) throws Exception {
    int index = content.hdu().index();
    for (String reason : content.skipped()) {
      sink.skipped(index, reason);
    }
    seen++;
    if (named.size() < MOST_NAMED) {
      String reason = content.skipped().isEmpty() ? "" : " " + content.skipped().get(0);
      named.add(Selection.describe(content.hdu()) + reason);
    }
    masks.add(content);
  }

  private void give(HduContent content) throws Exception {
    images.add(content);
    if (content.problem().isPresent()) {
      bad(content.hdu().index(), content.problem().get());
    }
  }

  /** Goes to where the next header may start. */
  private void pass(long end, Hdu hdu) throws IOException, BadImageException {
    long left = end - in.position();
    in.require(left);
    if (in.skip(left) < left) {
      throw in.endOfFile();
    }
    in.skip(hdu.padding());
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
    anyBad = true;
    sink.bad(hdu, problem);
  }

  private BadImageException nothing() {
    String more = seen > named.size() ? " and " + (seen - named.size()) + " more" : "";
    String hdus = String.join(", ", named) + more;
    return selection.isGiven() && !selection.wasSeen()
        ? new BadImageException(
            "no_such_hdu", "there is no " + selection + " in the file; its HDUs are " + hdus)
        : new BadImageException("no_image", "no HDU is a science image: " + hdus);
  }
}
