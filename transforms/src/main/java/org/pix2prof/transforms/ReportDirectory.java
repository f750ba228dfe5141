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
 * The folder of a report: {@code index.html} and {@code galaxies/NNNNN-HASH.js}.
 *
 * <p>A chunk is named after its content, so a new report's chunks stand beside an old one's until
 * the new page, which takes the old one's place at once, names them. Only then are the old ones
 * deleted. Files that no report writes are left alone.
 *
 * @param folder at any Beam file system
 */
record ReportFolder(String folder) implements Serializable {
  private static final String PAGE = "index.html";
  private static final Pattern CHUNK = Pattern.compile("\\d{5,}-[0-9a-f]{12}\\.js");

  /** How much of a page is looked at to know that it is one. */
  private static final int HEAD = 4096;

  /**
   * Checks the text of a folder, without looking at any file system.
   *
   * @throws IllegalArgumentException if it is empty or a pattern
   */
  static ReportFolder of(String folder) {
    if (folder.isEmpty()) {
      throw new IllegalArgumentException("a report needs the name of a folder");
    }
    if (Pattern.compile("[*?\\[\\]{}]").matcher(folder).find()) {
      throw new IllegalArgumentException(
          "a report's folder is a plain path, not a pattern: '" + folder + "'");
    }
    return new ReportFolder(folder);
  }

  /**
   * Writes a chunk.
   *
   * @return its name in the folder of chunks
   */
  String writeChunk(int number, List<String> galaxies) throws IOException {
    String text = ReportPage.chunk(number, galaxies);
    String name = String.format(Locale.ROOT, "%05d-%s.js", number, ReportPage.fingerprint(text));
    write(chunks().resolve(name, StandardResolveOptions.RESOLVE_FILE), text, "text/javascript");
    return name;
  }

  /**
   * Puts a page in the place of an old one, and deletes the old one's chunks.
   *
   * @param chunks names of the page's own
   * @return where the page is
   * @throws IOException if there is another file of that name, or the file system fails
   */
  String replace(String html, Set<String> chunks) throws IOException {
    checkOld();
    ResourceId page = page();
    ResourceId staged =
        root().resolve("." + PAGE + "-" + UUID.randomUUID(), StandardResolveOptions.RESOLVE_FILE);
    write(staged, html, "text/html");
    FileSystems.rename(List.of(staged), List.of(page));
    deleteOthers(chunks);
    return page.toString();
  }

  /**
   * Checks that a page can be written here.
   *
   * @throws IOException if the folder has a page that is no report
   */
  void checkOld() throws IOException {
    if (FileSystems.match(page().toString(), EmptyMatchTreatment.ALLOW).metadata().isEmpty()) {
      return;
    }
    try (InputStream in = BeamFiles.open(page())) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      if (!head.contains(ReportPage.GENERATOR)) {
        throw new IOException(
            page() + " is no report of pix2prof and would be lost: give another folder");
      }
    } catch (FileNotFoundException e) {
      // Gone meanwhile, which is as well.
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

  private static void write(ResourceId file, String text, String type) throws IOException {
    try (OutputStream out = Channels.newOutputStream(FileSystems.create(file, type))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private ResourceId root() {
    return FileSystems.matchNewResource(folder, true);
  }

  private ResourceId page() {
    return root().resolve(PAGE, StandardResolveOptions.RESOLVE_FILE);
  }

  private ResourceId chunks() {
    return root().resolve("galaxies", StandardResolveOptions.RESOLVE_DIRECTORY);
  }
}
