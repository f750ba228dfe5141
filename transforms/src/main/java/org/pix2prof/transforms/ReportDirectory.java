// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.pix2prof.internal.report.ReportPage;

/**
 * The directory of a report: {@code index.html} and {@code galaxies/NNNNN-HASH.js}.
 *
 * <p>A chunk is named after its content, so the chunks of a new report are written beside those of
 * the old one. Then the new page atomically replaces the old page, and the old chunks are deleted.
 * Files that are not of a report are left alone.
 *
 * @param path path of the directory on any Beam file system
 */
record ReportDirectory(String path) implements Serializable {
  private static final String PAGE = "index.html";
  private static final Pattern CHUNK = Pattern.compile("\\d{5,}-[0-9a-f]{12}\\.js");

  private static final Pattern STAGED =
      Pattern.compile("\\.index\\.html-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Number of bytes of a page in which to search for the generator. */
  private static final int HEAD = 4096;

  /**
   * Checks the text of a path, without access to a file system.
   *
   * @throws IllegalArgumentException if the path is empty or a pattern
   */
  static ReportDirectory of(String path) {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("a report needs the name of a directory");
    }
    if (!FilePatterns.isPlainPath(path)) {
      throw new IllegalArgumentException(
          "the directory of a report is a plain path, not a pattern: '" + path + "'");
    }
    return new ReportDirectory(path);
  }

  /**
   * Writes a chunk.
   *
   * @return its name in the directory of chunks
   */
  String writeChunk(int number, List<String> galaxies) throws IOException {
    String text = ReportPage.chunk(number, galaxies);
    String name = String.format(Locale.ROOT, "%05d-%s.js", number, ReportPage.fingerprint(text));
    write(chunks().resolve(name, StandardResolveOptions.RESOLVE_FILE), text, "text/javascript");
    return name;
  }

  /**
   * Replaces the page, and deletes the chunks of the old one.
   *
   * @param chunks names of the chunks of the new page
   * @return file name of the page
   * @throws IOException if another file has that name, or the file system fails
   */
  String replace(String html, Set<String> chunks) throws IOException {
    checkOld();
    ResourceId page = page();
    ResourceId staged =
        root().resolve("." + PAGE + "-" + UUID.randomUUID(), StandardResolveOptions.RESOLVE_FILE);
    write(staged, html, "text/html");
    FileSystems.rename(List.of(staged), List.of(page));
    deleteOthers(chunks);
    deleteStaged();
    return page.toString();
  }

  /**
   * Checks that a page can be written.
   *
   * @throws IOException if the directory has a page that is not a report
   */
  void checkOld() throws IOException {
    if (FileSystems.match(page().toString(), EmptyMatchTreatment.ALLOW).metadata().isEmpty()) {
      return;
    }
    try (InputStream in = BeamFiles.open(page())) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      if (!head.contains(ReportPage.GENERATOR)) {
        throw new IOException(
            page()
                + " was not written by pix2prof report and is not overwritten; choose another directory");
      }
    } catch (FileNotFoundException e) {
      // The page has been deleted meanwhile.
    }
  }

  private void deleteOthers(Set<String> own) throws IOException {
    List<ResourceId> old = new ArrayList<>();
    for (MatchResult.Metadata file :
        FileSystems.match(chunks() + "*.js", EmptyMatchTreatment.ALLOW).metadata()) {
      String name = file.resourceId().getFilename();
      if (CHUNK.matcher(name).matches() && !own.contains(name)) {
        old.add(file.resourceId());
      }
    }
    FileSystems.delete(old, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /** Deletes staged pages of killed runs. */
  private void deleteStaged() throws IOException {
    List<ResourceId> staged = new ArrayList<>();
    for (MatchResult.Metadata file :
        FileSystems.match(root() + "." + PAGE + "-*", EmptyMatchTreatment.ALLOW).metadata()) {
      if (STAGED.matcher(file.resourceId().getFilename()).matches()) {
        staged.add(file.resourceId());
      }
    }
    FileSystems.delete(staged, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  private static void write(ResourceId file, String text, String type) throws IOException {
    try (OutputStream out = Channels.newOutputStream(FileSystems.create(file, type))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private ResourceId root() {
    return FileSystems.matchNewResource(path, true);
  }

  private ResourceId page() {
    return root().resolve(PAGE, StandardResolveOptions.RESOLVE_FILE);
  }

  private ResourceId chunks() {
    return root().resolve("galaxies", StandardResolveOptions.RESOLVE_DIRECTORY);
  }
}
