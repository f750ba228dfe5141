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

/**
 * Opens model bundles at any Beam file system, and keeps local copies of those that are not on this
 * machine.
 *
 * <p>A copy is in a directory of the cache that is named by the bundle's checksum, so it is fetched
 * once per machine and never goes stale. Its files are renamed into place and are the same whoever
 * writes them, so several JVMs may fetch at once. Only the weights of a copy are used, and only if
 * the very bytes that were read have the checksum in the manifest of the original.
 */
final class ModelCache {
  /** System property that names the cache's directory. */
  static final String CACHE_PROPERTY = "pix2prof.cache";

  /** Environment variable that names the cache's directory. */
  static final String CACHE_VARIABLE = "PIX2PROF_CACHE";

  private ModelCache() {}

  /**
   * Opens a bundle where it is, reading its manifest only.
   *
   * @param uri of a folder or zip, or {@code classpath:/folder/}
   * @throws IOException if there is no such bundle, or its manifest is refused
   */
  static ModelBundle open(String uri) throws IOException {
    return isLocal(uri) ? ModelBundle.open(uri) : openRemote(uri);
  }

  /** Opens a bundle through Beam's file systems. */
  static ModelBundle openRemote(String uri) throws IOException {
    return ModelBundle.open(
        uri.endsWith(".zip")
            ? BundleFiles.zip(() -> BeamFiles.open(file(uri)), uri)
            : new RemoteFolder(uri));
  }

  /**
   * The same bundle on this machine: itself, or a copy in the cache.
   *
   * @throws IOException if it cannot be fetched, or its weights are not those of its manifest
   */
  static ModelBundle local(ModelBundle bundle) throws IOException {
    return isLocal(bundle.location()) ? bundle : fetch(bundle, cache());
  }

  /**
   * The bundle with its weights in a cache, copied there if they are not there or not whole.
   *
   * @throws IOException if the copy cannot be written, or its directory may be another user's
   */
  static synchronized ModelBundle fetch(ModelBundle bundle, Path cache) throws IOException {
    Path copy = cache.resolve(bundle.checksum());
    PrivateDirectory.make(copy);
    if (!bundle.isCopiedTo(copy)) {
      bundle.copyTo(copy);
    }
    return bundle.withWeightsIn(copy);
  }

  /**
   * The directory of this user's copies on this machine.
   *
   * @throws IOException if none was named and there is no place for one
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

  /** As the XDG base directory specification says; if there is no home, in the temporary one. */
  static Path cache(String xdg, String home, String temporary) throws IOException {
    Path caches = xdg != null && Path.of(xdg).isAbsolute() ? Path.of(xdg) : Path.of(home, ".cache");
    try {
      return PrivateDirectory.make(caches.resolve("pix2prof").resolve("models"));
    } catch (FileSystemException e) {
      return PrivateDirectory.make(
          Path.of(temporary, "pix2prof-models-" + System.getProperty("user.name")));
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

  /** A bundle in a folder of a Beam file system. */
  private record RemoteFolder(String location) implements BundleFiles {
    @Override
    public InputStream open(String name) throws IOException {
      return BeamFiles.open(file(location.replaceAll("/+$", "") + "/" + name));
    }
  }
}
