// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.transforms.MakeCutouts;
import org.pix2prof.transforms.Models;
import org.pix2prof.transforms.ReadCatalog;
import org.pix2prof.values.CatalogPosition;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Source of cutouts around the positions of a catalogue, made from frames.
 *
 * @param options settings for reading
 * @param catalogs patterns of the catalogue's files
 * @param frames patterns of the frames' files
 */
record CatalogSource(CaptionOptions options, List<String> catalogs, List<String> frames)
    implements ImageSource {
  /**
   * Creates the source from the options.
   *
   * @throws UsageException if they make no sense together
   */
  static CatalogSource of(CaptionOptions options) throws UsageException {
    if (options.getFrames() == null) {
      throw new UsageException("--catalog needs --frames=GLOB, the frames to make cutouts from");
    }
    KnownTargets.checkWithCatalog(options);
    refuse("input", options.getInput(), "cutouts are made from --frames");
    refuse("idKeyword", options.getIdKeyword(), "the catalogue names the objects");
    refuse("idFromFileName", options.getIdFromFileName(), "the catalogue names the objects");
    refuse("pixelScale", options.getPixelScale(), "the frames' WCS gives the pixel scale");
    refuse("maxPixels", options.getMaxPixels(), "frames are not read as a whole");
    refuse("collapse", options.getCollapse(), "frames are images of one band");
    String maps = "maps are found by the names of images, and cutouts have none";
    refuse("mask", options.getMask(), maps);
    refuse("maskBits", options.getMaskBits(), maps);
    refuse("segmentation", options.getSegmentation(), maps);
    refuse("weight", options.getWeight(), maps);
    refuse("weightType", options.getWeightType(), maps);
    refuse(
        "watch", options.getWatch(), "positions and frames can be joined only if both are bounded");
    if (options.getMaxCutoutSize() != null && options.getSizeColumn() == null) {
      throw new UsageException(
          "--maxCutoutSize needs --sizeColumn=NAME: otherwise all cutouts have one size");
    }
    return new CatalogSource(
        options,
        InputFiles.patterns("catalog", options.getCatalog()),
        InputFiles.patterns("frames", options.getFrames()));
  }

  private static void refuse(String option, Object value, String why) throws UsageException {
    if (value != null) {
      throw new UsageException("--" + option + " cannot be used with --catalog: " + why);
    }
  }

  /** Rejects options of a catalogue if there is none. */
  static void refuseWithout(CaptionOptions options) throws UsageException {
    needsCatalog("frames", options.getFrames());
    needsCatalog("sizeColumn", options.getSizeColumn());
    needsCatalog("cutoutSize", options.getCutoutSize());
    needsCatalog("maxCutoutSize", options.getMaxCutoutSize());
  }

  private static void needsCatalog(String option, Object value) throws UsageException {
    if (value != null) {
      throw new UsageException("--" + option + " needs --catalog=FILE");
    }
  }

  @Override
  public PCollection<GalaxyImage> images(Pipeline pipeline, ErrorHandler<BadRecord, ?> bad)
      throws IOException, UsageException {
    return positions(pipeline, bad).apply("MakeCutouts", cut(bad));
  }

  @Override
  public PCollection<SurfaceBrightnessProfile> captionInReferenceBand(
      Pipeline pipeline, ErrorHandler<BadRecord, ?> bad) throws IOException, UsageException {
    return positions(pipeline, bad)
        .apply("CaptionCutouts", ReferenceBands.caption(options, cut(bad), bad));
  }

  private PCollection<CatalogPosition> positions(
      Pipeline pipeline, ErrorHandler<BadRecord, ?> bad) {
    ReadCatalog read = ReadCatalog.create().from(catalogs);
    if (bad != null) {
      read = read.withBadRecordErrorHandler(bad);
    }
    if (options.getIdColumn() != null) {
      read = read.withIdColumn(options.getIdColumn());
    }
    if (options.getRaColumn() != null) {
      read = read.withRaColumn(options.getRaColumn());
    }
    if (options.getDecColumn() != null) {
      read = read.withDecColumn(options.getDecColumn());
    }
    if (options.getSizeColumn() != null) {
      read = read.withSizeColumn(options.getSizeColumn());
    }
    return pipeline.apply("ReadCatalog", read);
  }

  private MakeCutouts cut(ErrorHandler<BadRecord, ?> bad) throws IOException, UsageException {
    double size = cutoutSizeArcsec();
    MakeCutouts cut =
        MakeCutouts.create().from(frames).withSurvey(options.getSurvey()).withCutoutSize(size);
    if (KnownTargets.areInCatalog(options)) {
      cut = cut.withCatalogCentres();
    }
    if (options.getMaxCutoutSize() != null) {
      cut = cut.withMaxCutoutSize(options.getMaxCutoutSize());
    } else if (options.getSizeColumn() == null) {
      cut = cut.withMaxCutoutSize(size);
    }
    if (bad != null) {
      cut = cut.withBadRecordErrorHandler(bad);
    }
    if (options.getZeroPoint() != null) {
      cut = cut.withZeroPoint(options.getZeroPoint());
    }
    if (options.getBand() != null) {
      cut = cut.withBand(options.getBand());
    }
    return options.getHdu() == null ? cut : cut.withHdu(options.getHdu());
  }

  /** Returns the side from the options, by default that of the model's input. */
  private double cutoutSizeArcsec() throws IOException {
    if (options.getCutoutSize() != null) {
      return options.getCutoutSize();
    }
    return Models.manifest(PreprocessedImages.model(options)).input().typicalSizeArcsec();
  }

  @Override
  public ExpectedImages count() throws IOException, UsageException {
    InputFiles.count("catalog", catalogs);
    InputFiles.count("frames", frames);
    return elsewhere();
  }

  @Override
  public ExpectedImages elsewhere() {
    // With a reference band, the other cutouts are made after its profiles.
    return options.getReferenceBand() == null
        ? ExpectedImages.ofCutouts()
        : ExpectedImages.unknown();
  }
}
