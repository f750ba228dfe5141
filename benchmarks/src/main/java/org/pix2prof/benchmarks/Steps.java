// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileIO;
import org.pix2prof.internal.fits.FitsDecoder;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.internal.fits.ImageHandler;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Caption;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.transforms.WriteProfiles;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** The steps from FITS file to CSV file, without a pipeline. */
final class Steps {
  private static final FitsDecoder DECODER = new FitsDecoder(FitsOptions.defaults());

  private Steps() {}

  static List<GalaxyImage> read(List<byte[]> files) throws Exception {
    List<GalaxyImage> images = new ArrayList<>();
    for (byte[] file : files) {
      DECODER.decode(
          new ByteArrayInputStream(file), file.length, "simulated.fits", new Images(images));
    }
    return images;
  }

  static List<SkyImage> sky(List<GalaxyImage> images) {
    return images.stream()
        .map(
            image ->
                new SkyImage(
                    image.pixels(),
                    image.width(),
                    image.height(),
                    image.pixelScaleArcsec().orElseThrow(),
                    image.zeroPoint().orElseThrow()))
        .toList();
  }

  static List<PreparedImage> prepare(Preprocessor preprocessor, List<SkyImage> images)
      throws BadImageException {
    List<PreparedImage> prepared = new ArrayList<>();
    for (SkyImage image : images) {
      prepared.add(preprocessor.prepare(image));
    }
    return prepared;
  }

  static byte[] csv(
      List<GalaxyImage> images,
      List<PreparedImage> prepared,
      ModelManifest manifest,
      List<Caption> captions)
      throws IOException {
    FileIO.Sink<SurfaceBrightnessProfile> sink = WriteProfiles.Format.CSV.sink();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sink.open(Channels.newChannel(bytes));
    for (int i = 0; i < captions.size(); i++) {
      sink.write(profile(images.get(i), manifest, captions.get(i), prepared.get(i)));
    }
    sink.flush();
    return bytes.toByteArray();
  }

  private static SurfaceBrightnessProfile profile(
      GalaxyImage image, ModelManifest manifest, Caption caption, PreparedImage prepared) {
    return SurfaceBrightnessProfile.builder()
        .setProvenance(image.provenance())
        .setModel(manifest.name())
        .setRadiusArcsec(
            manifest.profile().radius().times(prepared.radiusFactor()).first(caption.length()))
        .setMu(caption.mu())
        .setMuErr(Optional.ofNullable(caption.muErr()))
        .setEllipticity(Optional.ofNullable(caption.ellipticity()))
        .setPaDeg(Optional.ofNullable(caption.paDeg()))
        .setFlags(prepared.flags())
        .build();
  }

  /** Collects the images; every simulated file has a valid one. */
  private record Images(List<GalaxyImage> found) implements ImageHandler {
    @Override
    public void image(GalaxyImage image) {
      found.add(image);
    }

    @Override
    public void bad(int hdu, BadImageException problem) throws BadImageException {
      throw problem;
    }

    @Override
    public void skipped(int hdu, String reason) {}
  }
}
