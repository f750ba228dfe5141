// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pix2prof.internal.fits.FitsFiles;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.internal.fits.FrameHandler;
import org.pix2prof.internal.fits.FrameReader;
import org.pix2prof.internal.fits.FrameScanner;
import org.pix2prof.internal.fits.Region;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.CatalogPosition;
import org.pix2prof.values.Frame;
import org.pix2prof.values.GalaxyImage;

/** Makes cutouts from files like MakeCutouts, without a pipeline. */
final class CutoutFixture {
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final FitsOptions options;
  private final double sizeArcsec;

  CutoutFixture(FitsOptions options, double sizeArcsec) {
    this.options = options;
    this.sizeArcsec = sizeArcsec;
  }

  CutoutFixture with(String uri, byte[] file) {
    files.put(uri, file);
    return this;
  }

  List<Frame> frames() throws Exception {
    List<Frame> frames = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      new FrameScanner(options)
          .scan(
              new ByteArrayInputStream(file.getValue()),
              file.getValue().length,
              file.getKey(),
              new FrameHandler() {
                @Override
                public void frame(Frame frame) {
                  frames.add(frame);
                }

                @Override
                public void bad(int hdu, BadImageException problem) throws Exception {
                  throw problem;
                }

                @Override
                public void skipped(int hdu, String reason) {}
              });
    }
    return frames;
  }

  static CatalogPosition position(double ra, double dec) {
    return CatalogPosition.builder()
        .setId("galaxy")
        .setRaDeg(ra)
        .setDecDeg(dec)
        .setCatalog("/data/catalog.csv")
        .setRow(1)
        .build();
  }

  List<CutoutRequest> requests(double ra, double dec) throws Exception {
    return new CutoutMatcher(frames(), sizeArcsec).match(position(ra, dec));
  }

  List<GalaxyImage> cutouts(double ra, double dec) throws Exception {
    FitsFiles open =
        uri ->
            new FitsFiles.Opened(new ByteArrayInputStream(files.get(uri)), files.get(uri).length);
    List<GalaxyImage> cutouts = new ArrayList<>();
    Map<String, List<CutoutPiece>> pieces = new HashMap<>();
    for (CutoutRequest request : requests(ra, dec)) {
      List<Region> region = List.of(request.region());
      new FrameReader(options, open)
          .read(
              request.source(),
              region,
              new FrameReader.Handler() {
                @Override
                public void cut(int index, FrameReader.Cut cut) {
                  if (request.isWhole()) {
                    cutouts.add(CutoutParts.cutout(request, cut, false));
                  } else {
                    CutoutParts.piece(request, cut, false)
                        .ifPresent(
                            piece ->
                                pieces
                                    .computeIfAbsent(request.cutout(), s -> new ArrayList<>())
                                    .add(0, piece));
                  }
                }

                @Override
                public void bad(int index, BadImageException problem) throws Exception {
                  throw problem;
                }
              });
    }
    pieces.values().forEach(parts -> cutouts.add(CutoutMosaic.stitch(parts).orElseThrow()));
    return cutouts;
  }
}
