package org.pix2prof.transforms;

import java.io.IOException;
import java.io.InputStream;
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
 * <p>A copy lives in a folder of the cache that is named by the bundle's checksum, so it is fetched
 * once per machine and never goes stale. Its files are renamed into place and are the same whoever
 * writes them, so several JVMs may fetch at once.
 */
final class ModelCache {
  /** System property that names the cache's folder. */
  static final String CACHE_PROPERTY = "pix2prof.cache";

  /** Environment variable that names the cache's folder. */
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

  /** The copy of a bundle in a cache, made if it is not there or not whole. */
  static synchronized ModelBundle fetch(ModelBundle bundle, Path cache) throws IOException {
    Path folder = cache.resolve(bundle.checksum());
    if (!holds(folder, bundle.checksum())) {
      bundle.copyTo(folder);
    }
    return ModelBundle.open(folder);
  }

  private static boolean holds(Path folder, String checksum) {
    try {
      ModelBundle copy = ModelBundle.open(folder);
      copy.weights();
      return copy.checksum().equals(checksum);
    } catch (IOException e) {
      return false;
    }
  }

  /** The folder of this user's copies on this machine. */
  static Path cache() {
    String folder = System.getProperty(CACHE_PROPERTY, System.getenv(CACHE_VARIABLE));
    return folder != null && !folder.isBlank()
        ? Path.of(folder)
        : Path.of(
            System.getProperty("java.io.tmpdir"),
            "pix2prof-models-" + System.getProperty("user.name"));
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
