// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.pix2prof.internal.references.Deviation;
import org.pix2prof.internal.references.ProfileMatch;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.PreprocessedImages;
import org.pix2prof.transforms.Models;
import org.pix2prof.values.Provenance;

/** Writes the plots of an evaluation as PNG files. */
final class Plots {
  private final ResourceId directory;

  private Plots(ResourceId directory) {
    this.directory = directory;
  }

  /**
   * Writes all plots.
   *
   * @param matches references, including those without a prediction
   * @param options options with the output directory
   * @param console console for the progress
   * @throws Exception if an image cannot be read again or a plot cannot be written
   */
  static void write(List<ProfileMatch> matches, EvaluateOptions options, Console console)
      throws Exception {
    List<ProfileMatch> matched = matches.stream().filter(m -> m.prediction().isPresent()).toList();
    Plots plots = new Plots(FileSystems.matchNewResource(options.getPlots(), true));
    plots.writePlots(matched);
    List<ProfileMatch> shown = GallerySelection.of(matched, options.getGallery());
    if (!shown.isEmpty()) {
      Set<Provenance> requested =
          shown.stream()
              .map(m -> m.prediction().orElseThrow().provenance())
              .collect(Collectors.toSet());
      Map<Provenance, PreparedImage> images = CutoutLoader.read(options, console, requested);
      double scale = Models.manifest(PreprocessedImages.model(options)).input().pixelScaleArcsec();
      plots.write("gallery.png", out -> GalleryPlot.write(shown, images, scale, out));
    }
  }

  private void writePlots(List<ProfileMatch> matched) throws IOException {
    List<Deviation> deviations = matched.stream().map(ProfileMatch::deviation).toList();
    write("profiles.png", out -> ProfilePlot.write(matched, out));
    write("deviation.png", out -> DeviationPlot.samples(deviations, out));
    write("deviation-by-mu.png", out -> DeviationPlot.byMu(deviations, out));
    write("deviation-by-radius.png", out -> DeviationPlot.byRadius(deviations, out));
    if (Calibration.of(deviations).samples() > 0) {
      write("calibration.png", out -> CalibrationPlot.write(deviations, out));
    }
  }

  private void write(String name, OutputFile.Content content) throws IOException {
    OutputFile.write(directory.resolve(name, StandardResolveOptions.RESOLVE_FILE), content);
  }
}
