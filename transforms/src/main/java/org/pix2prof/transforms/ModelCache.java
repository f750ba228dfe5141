// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.pix2prof.model.bundle.BundleFiles;
import org.pix2prof.model.bundle.InvalidModelException;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.internal.PrivateDirectory;

/**
 * Opens model bundles on any Beam file system, and caches remote ones on the local disk.
 *
 * <p>The directory of a copy is named by the bundle's checksum, so a bundle is fetched once per
 * machine and its copy is never stale. Files are renamed into place and have the same contents from
 * every writer, so several JVMs may fetch at the same time. Only the weights of a copy are used,
 * and only if the loaded bytes have the checksum in the manifest of the original.
 */
final class ModelCache {
  /** System property with the directory of the cache. */
  static final String CACHE_PROPERTY = "pix2prof.cache";

  /** Environment variable with the directory of the cache. */
  static final String CACHE_VARIABLE = "PIX2PROF_CACHE";

  private ModelCache() {}

  /**
   * Opens a bundle in place and reads only its manifest.
   *
   * @param uri URI of a directory or zip file, or {@code classpath:/directory/}
   * @throws IOException if the bundle does not exist, or its manifest is invalid
   */
  static ModelBundle open(String uri) throws IOException {
    return isLocal(uri) ? ModelBundle.open(uri) : openRemote(uri);
  }

  /** Opens a bundle through Beam's file systems. */
  static ModelBundle openRemote(String uri) throws IOException {
    return ModelBundle.open(
        uri.endsWith(".zip")
            ? BundleFiles.zip(() -> BeamFiles.open(file(uri)), uri)
            : new RemoteDirectory(uri));
  }

  /**
   * Returns the bundle itself if it is local, or its copy in the cache.
   *
   * @throws IOException if the bundle cannot be fetched, or its weights do not match its manifest
   */
  static ModelBundle local(ModelBundle bundle) throws IOException {
    return isLocal(bundle.location()) ? bundle : fetch(bundle, cache());
  }

  /**
   * Returns the bundle with its weights in a cache, after copying them if they are missing or
   * incomplete.
   *
   * @throws IOException if the copy cannot be written, or its directory may be another user's
   */
  static synchronized ModelBundle fetch(ModelBundle bundle, Path cache) throws IOException {
    Path copy = cache.resolve(bundle.checksum());
    PrivateDirectory.make(copy, CACHE_VARIABLE);
    if (!bundle.isCopiedTo(copy)) {
      bundle.copyTo(copy);
    }
    return bundle.withWeightsIn(copy);
  }

  /**
   * Returns the directory of this user's copies.
   *
   * @throws IOException if no directory is set and none can be created
   */
  static Path cache() throws IOException {
    String named = System.getProperty(CACHE_PROPERTY, System.getenv(CACHE_VARIABLE));
    return named != null && !named.isBlank()
        ? Path.of(named)
        : cache(
            System.getenv("XDG_CACHE_HOME"),
            System.getProperty("user.home"),
            System.getProperty("java.io.tmpdir"));
  }

  /**
   * Follows the XDG base directory specification; without a home directory, uses the temporary one.
   */
  static Path cache(String xdg, String home, String temporary) throws IOException {
    Path caches = xdg != null && Path.of(xdg).isAbsolute() ? Path.of(xdg) : Path.of(home, ".cache");
    try {
      return PrivateDirectory.make(caches.resolve("pix2prof").resolve("models"), CACHE_VARIABLE);
    } catch (FileSystemException e) {
      return PrivateDirectory.make(
          Path.of(temporary, "pix2prof-models-" + System.getProperty("user.name")), CACHE_VARIABLE);
    }
  }

  private static boolean isLocal(String uri) {
    return uri.startsWith("classpath:")
        || uri.startsWith("file:")
        || !uri.matches("[A-Za-z][A-Za-z0-9+.-]+://.*");
  }

  private static ResourceId file(String uri) throws InvalidModelException {
    try {
      return FileSystems.matchNewResource(uri, false);
    } catch (IllegalArgumentException e) {
      throw new InvalidModelException(uri + ": cannot be a model's URI: " + e.getMessage(), e);
    }
  }

  /** A bundle in a directory of a Beam file system. */
  private record RemoteDirectory(String location) implements BundleFiles {
    @Override
    public InputStream open(String name) throws IOException {
      return BeamFiles.open(file(location.replaceAll("/+$", "") + "/" + name));
    }
  }
}
