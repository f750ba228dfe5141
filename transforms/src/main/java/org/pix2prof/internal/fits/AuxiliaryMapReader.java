// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.WeightType;

/**
 * Reads the maps that the user has for the images of one file, and applies them. A map that images
 * share is read once.
 */
final class AuxiliaryMapReader implements AutoCloseable {
  private final FitsFiles files;
  private final FitsOptions options;
  private final List<AuxiliaryMap> maps;
  private final String source;
  private final String fileId;
  private final Map<AuxiliaryMap.Kind, OpenMap> opened = new EnumMap<>(AuxiliaryMap.Kind.class);
  private long closedBytes;

  /**
   * A reader.
   *
   * @param files opens the files of maps
   * @param source URI of the file with the images
   * @param fileId name of the objects in it
   */
  AuxiliaryMapReader(FitsFiles files, FitsOptions options, String source, String fileId) {
    this.files = files;
    this.options = options;
    this.maps = AuxiliaryMap.of(options);
    this.source = source;
    this.fileId = fileId;
  }

  /**
   * Returns the reason to skip a file that is a map by its name.
   *
   * @return a short name for counters, or empty if the file may have a science image
   */
  static Optional<String> skipsFile(FitsOptions options, String source) {
    List<AuxiliaryMap> maps = AuxiliaryMap.of(options);
    if (maps.isEmpty()) {
      return Optional.empty();
    }
    String id = ObjectIds.fromFileOrName(source, options.idFromFileName());
    return maps.stream()
        .filter(map -> map.isNameOf(source, id))
        .map(map -> map.kind().option())
        .findFirst();
  }

  /**
   * Returns the reason to skip an HDU that is a map of an image in the same file.
   *
   * @return a short name for counters, or empty if the HDU may be a science image
   */
  Optional<String> reasonToSkip(Hdu hdu) {
    return maps.stream()
        .filter(map -> map.isHdu(hdu, source, fileId))
        .map(map -> map.kind().option())
        .findFirst();
  }

  /** Returns the number of bytes read from the files of maps, as stored. */
  long storedBytesRead() {
    return closedBytes
        + opened.values().stream().mapToLong(map -> map.file.in().storedBytesRead()).sum();
  }

  /**
   * Applies the maps to an image.
   *
   * @param galaxy made of {@code image}, whose pixels change
   * @param content of the image's HDU
   * @return the image with what the maps tell of it
   * @throws BadImageException if a map cannot be used, or leaves no pixel
   */
  GalaxyImage apply(GalaxyImage galaxy, HduImages content, HduImages.Image image)
      throws IOException, BadImageException {
    if (maps.isEmpty()) {
      return galaxy;
    }
    GalaxyImage applied = galaxy;
    for (AuxiliaryMap map : maps) {
      String uri = map.uri(galaxy.provenance());
      try {
        applied = apply(map, uri, applied, content, image);
      } catch (FileNotFoundException e) {
        throw new BadImageException(
            map.kind().missing(), "its " + map.kind().title() + " " + uri + " does not exist", e);
      } catch (BadImageException e) {
        throw new BadImageException(
            e.reason(), "its " + map.kind().title() + " " + uri + ": " + e.getMessage(), e);
      } catch (RuntimeException e) {
        throw new BadImageException(
            "corrupt", "its " + map.kind().title() + " " + uri + " cannot be decoded: " + e, e);
      }
    }
    if (PlaneContent.of(image.pixels()) == PlaneContent.ALL_MISSING) {
      throw new BadImageException("all_missing", "all pixels are masked");
    }
    return applied;
  }

  private GalaxyImage apply(
      AuxiliaryMap map, String uri, GalaxyImage galaxy, HduImages content, HduImages.Image image)
      throws IOException, BadImageException {
    float[] values = values(map, uri, content.hdu(), image);
    switch (map.kind()) {
      case MASK -> BadPixels.drop(values, image.pixels(), 0);
      case SEGMENTATION -> {
        return galaxy.toBuilder()
            .setSegmentation(Optional.of(labels(values, image.pixels())))
            .build();
      }
      case WEIGHT -> {
        requireFlux(content);
        WeightMap weights = new WeightMap(values, type(map));
        return galaxy.toBuilder()
            .setVariance(Optional.of(weights.variance(image.pixels())))
            .build();
      }
    }
    return galaxy;
  }

  private WeightType type(AuxiliaryMap map) throws BadImageException {
    return options.weightType() != null
        ? options.weightType()
        : WeightMap.type(opened.get(map.kind()).hdu, map.words());
  }

  /** Rejects an image whose unit is not that of its file, and so not that of its weight map. */
  private static void requireFlux(HduImages content) throws BadImageException {
    if (content.areRescaled() || content.areCollapsed()) {
      throw new BadImageException(
          AuxiliaryMap.Kind.WEIGHT.unusable(),
          content.areCollapsed()
              ? "the image is the sum or mean of several planes; expected an image of one"
              : "the pixels of the image are scaled by asinh; expected flux");
    }
  }

  private float[] values(AuxiliaryMap map, String uri, Hdu hdu, HduImages.Image image)
      throws IOException, BadImageException {
    try {
      return open(map, uri, hdu, image.plane()).plane(image);
    } catch (IOException | BadImageException | RuntimeException e) {
      close(opened.remove(map.kind()));
      throw e;
    }
  }

  /** Returns the labels of a segmentation map. Pixels without one become NaN. */
  private static float[] labels(float[] values, float[] pixels) throws BadImageException {
    float[] labels = values.clone();
    for (int i = 0; i < labels.length; i++) {
      if (Float.isNaN(labels[i])) {
        labels[i] = 0;
        pixels[i] = Float.NaN;
      }
    }
    SegmentationMap.check(labels);
    return labels;
  }

  /** Returns the map of an image, at most at the plane of that image. */
  private OpenMap open(AuxiliaryMap map, String uri, Hdu image, int plane)
      throws IOException, BadImageException {
    // In the file of several images, each has its own map.
    String key = map.isBesideImage() ? uri + '#' + image.index() : uri;
    OpenMap last = opened.get(map.kind());
    if (last != null && last.key.equals(key) && last.serves(plane)) {
      return last;
    }
    close(opened.remove(map.kind()));
    OpenFits file = OpenFits.open(files, uri);
    OpenMap next = new OpenMap(map, key, file);
    opened.put(map.kind(), next);
    next.find(uri, image);
    return next;
  }

  private void close(OpenMap map) throws IOException {
    if (map != null) {
      closedBytes += map.file.in().storedBytesRead();
      map.file.close();
    }
  }

  @Override
  public void close() throws IOException {
    for (AuxiliaryMap.Kind kind : AuxiliaryMap.Kind.values()) {
      close(opened.remove(kind));
    }
  }

  /** An open map. */
  private final class OpenMap {
    private final AuxiliaryMap map;
    private final String key;
    private OpenFits file;
    private Hdu hdu;
    private PixelRows rows;
    private float[] values;

    /** Plane of the values; -1 before the first. */
    private int at = -1;

    OpenMap(AuxiliaryMap map, String key, OpenFits file) {
      this.map = map;
      this.key = key;
      this.file = file;
    }

    /** Returns true if a plane of the images can be read, since none after it was. */
    boolean serves(int plane) {
      return hdu != null && (at <= plane || isForAllPlanes());
    }

    private boolean isForAllPlanes() {
      return hdu.realAxes().length == 2;
    }

    /**
     * Goes to the HDU of the map. Of several HDUs of one name, that with the EXTVER of the image is
     * its map, and the first one after the image comes first.
     *
     * @throws BadImageException if there is none
     */
    void find(String uri, Hdu image) throws IOException, BadImageException {
      HduSelection selection = new HduSelection(map.hdu().orElse(null));
      boolean several = map.isBesideImage() && !selection.isIndex();
      HduSummary seen = new HduSummary();
      int named = 0;
      int before = -1;
      int last = -1;
      for (Hdu next = file.hdus().next(); next != null; next = file.hdus().next()) {
        seen.add(next, "");
        boolean wanted =
            selection.isGiven() ? selection.wants(next) : ScienceImages.cannotServe(next).isEmpty();
        if (!wanted) {
          continue;
        }
        boolean partner = !several || version(next) == version(image);
        if (!several || partner && next.index() > image.index()) {
          use(next);
          return;
        }
        named++;
        last = next.index();
        before = partner ? next.index() : before;
      }
      int chosen = before < 0 && named == 1 ? last : before;
      if (chosen < 0) {
        String message =
            named > 1
                ? "several HDUs are " + selection + ", and none has the EXTVER of the image"
                : seen.nothing(selection, map.kind().missing(), "an image").getMessage();
        throw new BadImageException(map.kind().missing(), message);
      }
      closedBytes += file.in().storedBytesRead();
      file.close();
      file = OpenFits.open(files, uri);
      Hdu next = file.hdus().next();
      while (next.index() < chosen) {
        next = file.hdus().next();
      }
      use(next);
    }

    private void use(Hdu found) throws BadImageException {
      Optional<String> reason = ScienceImages.cannotServe(found);
      if (reason.isPresent()) {
        throw new BadImageException(
            map.kind().unusable(),
            "its HDU " + HduSelection.describe(found) + " is no image: " + reason.get());
      }
      hdu = found;
    }

    /** Reads the plane of an image. The array must not be changed. */
    float[] plane(HduImages.Image image) throws IOException, BadImageException {
      PlaneLayout layout = PlaneLayout.of(hdu, options.maxPixels());
      requireSize(layout, image.layout());
      int plane = layout.planes() == 1 ? 0 : image.plane();
      if (plane == at) {
        return values;
      }
      if (rows == null) {
        List<Region> whole = Region.wholePlanes(hdu.index(), layout);
        rows = PixelRows.of(file.in(), hdu, layout, conversion(), whole);
        values = new float[layout.width() * layout.height()];
      }
      at = plane;
      rows.read(plane * layout.height(), layout.height(), values, 0);
      return values;
    }

    private void requireSize(PlaneLayout layout, PlaneLayout image) throws BadImageException {
      boolean planes = layout.planes() == 1 || layout.planes() == image.planes();
      if (layout.width() != image.width() || layout.height() != image.height() || !planes) {
        throw new BadImageException(
            map.kind().otherSize(),
            String.format(
                Locale.ROOT,
                "its HDU %d has %s pixels; expected %d x %d%s as the image has",
                hdu.index(),
                String.join(" x ", Arrays.stream(hdu.axes()).mapToObj(String::valueOf).toList()),
                image.width(),
                image.height(),
                image.planes() == 1 ? "" : ", or x " + image.planes() + ","));
      }
    }

    private PixelValues conversion() throws BadImageException {
      Scaling scaling = Scaling.of(hdu);
      if (map.kind() != AuxiliaryMap.Kind.MASK) {
        return scaling;
      }
      return options.maskBits() == null
          ? new NonZeroPixels(scaling)
          : BadPixels.of(hdu, options.maskBits());
    }
  }

  private static long version(Hdu hdu) throws BadImageException {
    return hdu.header().integer("EXTVER").orElse(1);
  }
}
