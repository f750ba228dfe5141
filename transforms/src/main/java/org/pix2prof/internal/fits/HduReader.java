// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pix2prof.model.BadImageException;

/** Reads the images of HDUs. */
final class HduReader {
  private final FitsOptions options;
  private final SurveyLayout survey;
  private final FitsInput in;
  private final HduIterator hdus;
  private final String fileId;
  private final AuxiliaryMapReader maps;

  HduReader(
      FitsOptions options, FitsInput in, HduIterator hdus, String fileId, AuxiliaryMapReader maps) {
    this.options = options;
    this.survey = options.layout();
    this.in = in;
    this.hdus = hdus;
    this.fileId = fileId;
    this.maps = maps;
  }

  /**
   * Reads the current HDU.
   *
   * @param selected true if the user selected it, so that its name is no reason to skip it
   * @return images, and the problem if any
   * @throws BadImageException if the rest of the file cannot be read
   */
  HduImages read(Hdu hdu, boolean wanted, boolean selected) throws IOException, BadImageException {
    HduImages content = new HduImages(hdu);
    if (!wanted) {
      return content;
    }
    Optional<String> map = maps.reasonToSkip(hdu);
    if (map.isPresent()) {
      content.skip(map.get());
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
    ImageMetadata metadata = new ImageMetadata(hdu, hdus.shared(), options);
    ImagePlanes planes = ImagePlanes.of(hdu, layout, metadata, options);
    if (planeByPlane && !planes.areCollapsed()) {
      PlaneLayout.of(hdu, options.maxPixels());
    }
    FluxScale flux = survey.flux(hdu.header());
    if (flux != FluxScale.LINEAR) {
      content.rescale();
    }
    PlaneReader reader = new PlaneReader(in, hdu, layout, flux);
    Map<Integer, float[]> signals = new TreeMap<>();
    List<Integer> empty = new ArrayList<>();
    if (planes.areCollapsed()) {
      content.collapse();
    }
    for (int i = 0; i < planes.layout().planes(); i++) {
      float[] pixels = planes.areCollapsed() ? collapsed(planes, reader, layout) : reader.next();
      if (planes.reasonToSkip(i).isPresent()) {
        content.skip(planes.reasonToSkip(i).get());
        continue;
      }
      switch (PlaneContent.of(pixels)) {
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
      describe(metadata, planes, signals, content);
    }
    if (!empty.isEmpty()) {
      String which =
          planes.layout().planes() == 1 ? "no pixel has" : "no pixel of planes " + empty + " has";
      throw new BadImageException("all_missing", which + " a finite value");
    }
  }

  private float[] collapsed(ImagePlanes planes, PlaneReader reader, PlaneLayout layout)
      throws IOException, BadImageException {
    PlaneStack stack = new PlaneStack(options.collapse(), layout.width() * layout.height());
    for (int i = 0; i < layout.planes(); i++) {
      float[] pixels = reader.next();
      if (planes.isCollapsed(i)) {
        stack.add(pixels);
      }
    }
    return stack.pixels();
  }

  private void describe(
      ImageMetadata metadata, ImagePlanes planes, Map<Integer, float[]> signals, HduImages content)
      throws BadImageException {
    PlaneLayout layout = planes.layout();
    String id = options.idKeyword() == null ? fileId : metadata.idByKeyword();
    ImageGeometry geometry = metadata.geometry(layout);
    Calibration calibration = metadata.calibration(geometry.pixelScale());
    signals.forEach(
        (plane, pixels) ->
            content.image(
                new HduImages.Image(
                    id, planes.bands().get(plane), layout, plane, pixels, geometry, calibration)));
  }
}
