// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.Flag;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;

/**
 * A model of 2 x 2 pixels whose behaviour depends on its kind and on an image's first pixel. The
 * profile of an image whose pixels are v is {v, v + 1, v + 2} at 1, 2 and 4 arcsec.
 */
record FakeModels(Kind kind) implements ModelSource {
  enum Kind {
    OK,
    OK_WITH_ERRORS,
    OK_WITH_ELLIPSES,
    SLOW,
    FAILS_AT_SETUP,
    FAILS_ALWAYS,
    ONE_CAPTION_TOO_FEW
  }

  static final float BREAKS_THE_BATCH = -1;
  static final float NAN_MU = -2;
  static final float EMPTY = -3;
  static final float INFINITE_ERROR = -4;
  static final float NAN_ELLIPTICITY = -5;
  static final float NAN_ANGLE = -6;

  static final String NAME = "fake-1.0@0123456789ab";
  static final ModelManifest MANIFEST =
      new ModelManifest(
          "fake",
          "1.0",
          ModelManifest.Format.TORCHSCRIPT,
          "model.pt",
          "0123456789ab" + "f".repeat(52),
          new ModelManifest.Input(
              2,
              2,
              0.396,
              22.5,
              List.of("r"),
              OptionalDouble.empty(),
              ModelManifest.Sky.NONE,
              ModelManifest.Centre.IMAGE,
              ModelManifest.Missing.ZERO,
              new ModelManifest.Normalisation.None()),
          null,
          new ModelManifest.Profile(
              new ModelManifest.Radius.Geometric(1, 2),
              3,
              new ModelManifest.Stop.Flat(100, 99, 0.01)),
          Map.of());

  @Override
  public Lease acquire() throws IOException {
    if (kind == Kind.FAILS_AT_SETUP) {
      throw new IOException("no such model");
    }
    return new Lease() {
      @Override
      public CaptionModel model() {
        return new Model(kind);
      }

      @Override
      public void close() {}
    };
  }

  private record Model(Kind kind) implements CaptionModel {
    @Override
    public ModelManifest manifest() {
      return MANIFEST;
    }

    @Override
    public List<Caption> caption(List<PreparedImage> images) {
      if (kind == Kind.FAILS_ALWAYS) {
        throw new IllegalStateException("the engine is dead");
      }
      if (kind == Kind.SLOW) {
        try {
          Thread.sleep(20);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      List<Caption> captions = images.stream().map(this::caption).toList();
      return kind == Kind.ONE_CAPTION_TOO_FEW ? captions.subList(0, captions.size() - 1) : captions;
    }

    private Caption caption(PreparedImage image) {
      float value = image.pixels()[0];
      if (value == BREAKS_THE_BATCH) {
        throw new IllegalStateException("a bad image");
      }
      if (value == NAN_MU) {
        return new Caption(new float[] {20, Float.NaN}, null);
      }
      if (value == EMPTY) {
        return new Caption(new float[0], null);
      }
      if (value == INFINITE_ERROR) {
        return new Caption(new float[] {20}, new float[] {Float.POSITIVE_INFINITY});
      }
      if (value == NAN_ELLIPTICITY) {
        return new Caption(new float[] {20}, null, new float[] {Float.NaN}, new float[] {0});
      }
      if (value == NAN_ANGLE) {
        return new Caption(new float[] {20}, null, new float[] {0}, new float[] {Float.NaN});
      }
      float[] mu = {value, value + 1, value + 2};
      if (kind == Kind.OK_WITH_ELLIPSES) {
        return new Caption(
            mu, null, new float[] {0.1f, 0.2f, 0.3f}, new float[] {10, 20, 30}, 1, 0.25);
      }
      return new Caption(mu, kind == Kind.OK_WITH_ERRORS ? new float[] {0.1f, 0.2f, 0.3f} : null);
    }

    @Override
    public void close() {}
  }

  private static final LocalWcs WCS = new LocalWcs(1, 2, 150, 2, -1e-4, 0, 0, 1e-4);

  static Provenance provenance(String id) {
    return Provenance.of(id, Optional.of("r"), "/data/" + id + ".fits", 1);
  }

  static PreparedGalaxy galaxy(String id, float value) {
    return galaxy(id, value, 2, 2);
  }

  static PreparedGalaxy galaxy(String id, float value, int width, int height) {
    float[] pixels = new float[width * height];
    pixels[0] = value;
    return PreparedGalaxy.of(
        provenance(id),
        new PreparedImage(pixels, width, height, 0.5, 0.5, 3, 4, 2, 0, Set.of(Flag.PADDED), null),
        Optional.of(WCS));
  }

  static SurfaceBrightnessProfile profile(String id, float value) {
    return profile(id, value, Optional.empty());
  }

  static SurfaceBrightnessProfile profile(String id, float value, Optional<float[]> muErr) {
    return SurfaceBrightnessProfile.builder()
        .setProvenance(provenance(id))
        .setModel(NAME)
        .setRadiusArcsec(new float[] {1, 2, 4})
        .setMu(new float[] {value, value + 1, value + 2})
        .setMuErr(muErr)
        .setCentre(Optional.of(new PixelPoint(4, 5)))
        .setWcs(Optional.of(WCS))
        .setFlags(Set.of(Flag.PADDED))
        .build();
  }
}
