package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pix2prof.model.BadImageException;

/** Reads the images of one HDU after the other. */
final class HduReader {
  private final FitsOptions options;
  private final SurveyLayout survey;
  private final FitsInput in;
  private final HduIterator walk;
  private final String fileId;

  HduReader(FitsOptions options, FitsInput in, HduIterator walk, String fileId) {
    this.options = options;
    this.survey = options.layout();
    this.in = in;
    this.walk = walk;
    this.fileId = fileId;
  }

  /**
   * Reads an HDU whose header was read just before.
   *
   * @param selected whether it was asked for, so that its name is no reason to skip it
   * @return what it holds, a problem with it included
   * @throws BadImageException if nothing more can be had from the file
   */
  HduImages read(Hdu hdu, boolean wanted, boolean selected) throws IOException, BadImageException {
    HduImages content = new HduImages(hdu);
    if (!wanted) {
      return content;
    }
    try {
      Optional<String> reason =
          selected ? ScienceImages.cannotServe(hdu) : ScienceImages.reasonToSkip(hdu, survey);
      if (reason.isPresent() && selected) {
        throw new BadImageException(
            "not_an_image", "the selected HDU cannot be read as an image: " + reason.get());
      }
      if (reason.isPresent()) {
        content.skip(reason.get());
      } else {
        readImages(hdu, content);
      }
    } catch (BadImageException e) {
      if (in.broken()) {
        throw e;
      }
      content.problem(e);
    } catch (RuntimeException e) {
      content.problem(new BadImageException("corrupt", "the HDU cannot be decoded: " + e, e));
    }
    return content;
  }

  private void readImages(Hdu hdu, HduImages content) throws IOException, BadImageException {
    boolean planeByPlane = options.collapse() != null && hdu.kind() == Hdu.Kind.IMAGE;
    PlaneLayout layout =
        planeByPlane
            ? PlaneLayout.ofPlaneByPlane(hdu, options.maxPixels())
            : PlaneLayout.of(hdu, options.maxPixels());
    ImageMetadata metadata = new ImageMetadata(hdu, walk.shared(), options);
    Planes what = Planes.of(hdu, layout, metadata, options);
    if (planeByPlane && !what.areCollapsed()) {
      PlaneLayout.of(hdu, options.maxPixels());
    }
    FluxScale flux = survey.flux(hdu.header());
    PlaneReader planes = PlaneReader.of(in, hdu, layout, Scaling.of(hdu));
    Map<Integer, float[]> signals = new TreeMap<>();
    List<Integer> empty = new ArrayList<>();
    if (what.areCollapsed()) {
      planes = collapsed(what, planes, layout, flux);
      content.collapse();
    }
    for (int i = 0; i < what.layout().planes(); i++) {
      float[] pixels = planes.next();
      if (what.reasonToSkip(i).isPresent()) {
        content.skip(what.reasonToSkip(i).get());
        continue;
      }
      if (!what.areCollapsed()) {
        flux.apply(pixels);
      }
      switch (PlaneContent.clean(pixels)) {
        case SIGNAL:
          signals.put(i, pixels);
          break;
        case ALL_ZERO:
          content.skip("all_zero");
          break;
        default:
          empty.add(i);
      }
    }
    if (!signals.isEmpty()) {
      describe(metadata, what, signals, content);
    }
    if (!empty.isEmpty()) {
      String which =
          what.layout().planes() == 1 ? "no pixel has" : "no pixel of planes " + empty + " has";
      throw new BadImageException("all_nan", which + " a finite value");
    }
  }

  private PlaneReader collapsed(Planes what, PlaneReader planes, PlaneLayout layout, FluxScale flux)
      throws IOException, BadImageException {
    PlaneStack stack = new PlaneStack(options.collapse(), layout.width() * layout.height());
    for (int i = 0; i < layout.planes(); i++) {
      float[] pixels = planes.next();
      if (what.isCollapsed(i)) {
        flux.apply(pixels);
        stack.add(pixels);
      }
    }
    return stack::pixels;
  }

  private void describe(
      ImageMetadata metadata, Planes what, Map<Integer, float[]> signals, HduImages content)
      throws BadImageException {
    PlaneLayout layout = what.layout();
    String id = options.idKeyword() == null ? fileId : metadata.idByKeyword();
    ImageGeometry geometry = metadata.geometry(layout);
    Calibration calibration = metadata.calibration(geometry.pixelScale());
    signals.forEach(
        (plane, pixels) ->
            content.image(
                new HduImages.Image(
                    id, what.bands().get(plane), layout, pixels, geometry, calibration)));
  }
}
