// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;
import org.pix2prof.internal.fits.ModelImageFile;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.internal.Sha256;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Names and writes the files of model images. */
final class ModelImageFiles {
  private static final String UNSAFE = "[^A-Za-z0-9.+_-]";

  /** Longest part of a name that stays below the limit of 255 bytes of a file name. */
  private static final int MAX_NAME = 80;

  /** Digits of a name's hash. */
  private static final int HASH = 8;

  /**
   * Writes the model image of a profile to a temporary file, and renames it.
   *
   * @return name of the file
   * @throws IOException if it cannot be written; names the file
   */
  static String write(String prefix, SkyImage image, SurfaceBrightnessProfile profile)
      throws IOException {
    ResourceId file =
        FileSystems.matchNewResource(prefix + "-" + name(profile.provenance()) + ".fits", false);
    ResourceId staged =
        file.getCurrentDirectory()
            .resolve(
                "." + UUID.randomUUID() + "-" + file.getFilename(),
                StandardResolveOptions.RESOLVE_FILE);
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Channels.newOutputStream(FileSystems.create(staged, MimeTypes.BINARY)))) {
        ModelImageFile.write(image, profile, out);
      }
      FileSystems.rename(List.of(staged), List.of(file));
    } catch (IOException | RuntimeException e) {
      try {
        FileSystems.delete(List.of(staged), StandardMoveOptions.IGNORE_MISSING_FILES);
      } catch (IOException | RuntimeException left) {
        e.addSuppressed(left);
      }
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
    return file.toString();
  }

  /** Returns the part of a file name after the prefix. */
  static String name(Provenance provenance) {
    String object = safe(provenance.objectId());
    return provenance.band().map(band -> object + "_" + safe(band)).orElse(object);
  }

  /** Replaces characters that may be special in file names or patterns. */
  private static String safe(String name) {
    String safe = name.replaceAll(UNSAFE, "_");
    if (safe.equals(name) && name.length() <= MAX_NAME) {
      return name;
    }
    String hash = Sha256.hex(name.getBytes(StandardCharsets.UTF_8)).substring(0, HASH);
    return safe.substring(0, Math.min(MAX_NAME, safe.length())) + "-" + hash;
  }

  private ModelImageFiles() {}
}
