// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.bundle.InvalidModelException;
import org.pix2prof.model.bundle.ModelBundle;

class ModelCacheTest {
  @TempDir Path temporary;
  private Path source;
  private Path cache;

  @BeforeEach
  void writeBundle() throws IOException {
    source = temporary.resolve("source");
    cache = temporary.resolve("cache");
    TestBundles.write(source, "first");
  }

  @AfterEach
  void forget() {
    System.clearProperty(ModelCache.CACHE_PROPERTY);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path zip() throws IOException {
    Path zip = temporary.resolve("bundle.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : names(source)) {
        out.putNextEntry(new ZipEntry("bundle/" + name));
        Files.copy(source.resolve(name), out);
      }
    }
    return zip;
  }

  @Test
  void copiesADirectoryUnderItsChecksum() throws Exception {
    ModelBundle remote = ModelCache.openRemote(source + "/");
    ModelBundle copy = ModelCache.fetch(remote, cache);
    assertEquals(List.of(remote.checksum()), names(cache));
    assertEquals(
        List.of("manifest.json", "w.safetensors"), names(cache.resolve(remote.checksum())));
    assertEquals(remote.checksum(), copy.checksum());
    assertArrayEquals(remote.weights(), copy.weights());
  }

  @Test
  void aZipOfTheSameFilesIsTheSameCopy() throws Exception {
    ModelCache.fetch(ModelCache.openRemote(source.toString()), cache);
    ModelBundle zipped = ModelCache.openRemote(zip().toString());
    ModelCache.fetch(zipped, cache);
    assertEquals(List.of(zipped.checksum()), names(cache));
  }

  @Test
  void doesNotFetchAnExistingCopyAgain() throws Exception {
    ModelBundle remote = ModelCache.openRemote(source.toString());
    ModelCache.fetch(remote, cache);
    Path weights = cache.resolve(remote.checksum()).resolve("w.safetensors");
    FileTime old = FileTime.from(1000, TimeUnit.SECONDS);
    Files.setLastModifiedTime(weights, old);
    Files.delete(source.resolve("w.safetensors"));
    ModelBundle copy = ModelCache.fetch(remote, cache);
    assertEquals(old, Files.getLastModifiedTime(weights));
    assertTrue(copy.weights().length > 0);
  }

  @Test
  void fetchesAnIncompleteCopyAgain() throws Exception {
    ModelBundle remote = ModelCache.openRemote(source.toString());
    ModelCache.fetch(remote, cache);
    Path directory = cache.resolve(remote.checksum());
    Files.write(directory.resolve("w.safetensors"), new byte[3]);
    assertArrayEquals(remote.weights(), ModelCache.fetch(remote, cache).weights());
    Files.delete(directory.resolve("manifest.json"));
    assertArrayEquals(remote.weights(), ModelCache.fetch(remote, cache).weights());
    Files.write(directory.resolve("manifest.json"), new byte[3]);
    assertArrayEquals(remote.weights(), ModelCache.fetch(remote, cache).weights());
  }

  @Test
  void copiesANewModelAtTheSameLocation() throws Exception {
    ModelBundle first = ModelCache.openRemote(source.toString());
    ModelCache.fetch(first, cache);
    TestBundles.write(source, "second");
    ModelBundle second = ModelCache.openRemote(source.toString());
    assertNotEquals(first.checksum(), second.checksum());
    assertEquals("second", ModelCache.fetch(second, cache).manifest().name());
    assertEquals(2, names(cache).size());
  }

  @Test
  void severalProcessesMayFetchAtOnce() throws Exception {
    String classPath = System.getProperty("java.class.path");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  classPath,
                  Fetch.class.getName(),
                  source.toString(),
                  cache.toString())
              .redirectErrorStream(true)
              .redirectOutput(temporary.resolve("log" + i).toFile())
              .start());
    }
    for (int i = 0; i < 2; i++) {
      assertTrue(processes.get(i).waitFor(60, TimeUnit.SECONDS));
      String log = Files.readString(temporary.resolve("log" + i));
      assertEquals(0, processes.get(i).exitValue(), log);
    }
    String checksum = ModelCache.openRemote(source.toString()).checksum();
    assertEquals(List.of("manifest.json", "w.safetensors"), names(cache.resolve(checksum)));
  }

  /** Repeatedly writes and reads one copy, while other processes do the same. */
  static final class Fetch {
    private Fetch() {}

    public static void main(String[] args) throws Exception {
      ModelBundle remote = ModelCache.openRemote(args[0]);
      Path cache = Path.of(args[1]);
      for (int i = 0; i < 50; i++) {
        ModelCache.fetch(remote, cache).weights();
        remote.copyTo(cache.resolve(remote.checksum()));
      }
    }
  }

  @Test
  void refusesMissingBundles() {
    String directory = temporary.resolve("nowhere").toString();
    assertEquals(
        directory + ": not a model bundle: it has no manifest.json",
        assertThrows(InvalidModelException.class, () -> ModelCache.openRemote(directory))
            .getMessage());
    assertThrows(
        InvalidModelException.class, () -> ModelCache.openRemote(directory + "/model.zip"));
    assertThrows(InvalidModelException.class, () -> ModelCache.open(directory));
  }

  @Test
  void namesAnUnknownFileSystem() {
    String message =
        assertThrows(InvalidModelException.class, () -> ModelCache.open("nofs://bucket/model"))
            .getMessage();
    assertTrue(message.startsWith("nofs://bucket/model"), message);
    assertTrue(message.contains("nofs"), message);
  }

  @Test
  void usesLocalBundlesInPlace() throws Exception {
    for (String uri : List.of(source.toString(), source.toUri().toString(), zip().toString())) {
      ModelBundle local = ModelCache.open(uri);
      assertSame(local, ModelCache.local(local));
    }
  }

  @Test
  void ignoresAnotherBundleInTheCache() throws Exception {
    ModelBundle remote = ModelCache.openRemote(source.toString());
    ModelBundle copy = ModelCache.fetch(remote, cache);
    ModelBundle.write(cache.resolve(remote.checksum()), remote.manifest(), new byte[] {1});
    assertThrows(InvalidModelException.class, copy::weights);
    assertArrayEquals(remote.weights(), ModelCache.fetch(remote, cache).weights());
    assertEquals("first", ModelCache.fetch(remote, cache).manifest().name());
  }

  @Test
  void copiesArePrivate() throws Exception {
    ModelBundle remote = ModelCache.openRemote(source.toString());
    ModelCache.fetch(remote, cache);
    Path copy = cache.resolve(remote.checksum());
    assertEquals("rwx------", mode(copy));
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxrwxrwx"));
    ModelCache.fetch(remote, cache);
    assertEquals("rwx------", mode(copy));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private String refusal(ModelBundle bundle) {
    return assertThrows(IOException.class, () -> ModelCache.fetch(bundle, cache)).getMessage();
  }

  @Test
  void aLinkInThePlaceOfACopyIsRefused() throws Exception {
    ModelBundle remote = ModelCache.openRemote(source.toString());
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.createDirectories(cache);
    Path copy = Files.createSymbolicLink(cache.resolve(remote.checksum()), elsewhere);
    assertEquals(
        copy
            + " is a link, and is not used as a cache: remove it, or name another directory with the"
            + " environment variable PIX2PROF_CACHE",
        refusal(remote));
    assertEquals(List.of(), names(elsewhere));
  }

  @Test
  void aDirectoryOfAnotherUserIsRefused() throws Exception {
    assumeTrue(new UnixSystem().getUid() == 0, "only root can give a directory away");
    ModelBundle remote = ModelCache.openRemote(source.toString());
    ModelCache.fetch(remote, cache);
    Path copy = cache.resolve(remote.checksum());
    Files.setAttribute(copy, "unix:uid", 12345);
    assertTrue(refusal(remote).startsWith(copy + " belongs to another user, "), refusal(remote));
  }

  @Test
  void theCacheIsThatOfTheUser() throws Exception {
    Path home = temporary.resolve("home");
    Path xdg = temporary.resolve("xdg");
    assertEquals(
        home.resolve(".cache/pix2prof/models"), ModelCache.cache(null, home.toString(), "/none"));
    assertEquals("rwx------", mode(home.resolve(".cache/pix2prof/models")));
    assertEquals(
        xdg.resolve("pix2prof/models"), ModelCache.cache(xdg.toString(), home.toString(), "/none"));
    // No home directory, or one that cannot be written, as for many system users.
    Path file = Files.writeString(temporary.resolve("file"), "");
    Path there = temporary.resolve("pix2prof-models-" + System.getProperty("user.name"));
    assertEquals(there, ModelCache.cache(null, file.toString(), temporary.toString()));
    assertEquals("rwx------", mode(there));
    Files.delete(there);
    Files.createSymbolicLink(there, home);
    assertThrows(
        IOException.class, () -> ModelCache.cache(null, file.toString(), temporary.toString()));
  }

  @Test
  void thePropertyNamesTheCache() throws Exception {
    System.setProperty(ModelCache.CACHE_PROPERTY, cache.toString());
    assertEquals(cache, ModelCache.cache());
  }

  @Test
  void deletesTemporaryFilesOfKilledProcesses() throws Exception {
    ModelBundle remote = ModelCache.openRemote(source.toString());
    Path copy = Files.createDirectories(cache.resolve(remote.checksum()));
    Path running = Files.createFile(copy.resolve(".w.safetensors.1.part"));
    Path killed = Files.createFile(copy.resolve(".w.safetensors.2.part"));
    Files.setLastModifiedTime(killed, FileTime.from(1000, TimeUnit.SECONDS));
    ModelCache.fetch(remote, cache);
    assertTrue(Files.exists(running));
    assertFalse(Files.exists(killed));
  }
}
