// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation. */
record Page(Path file, List<String> lines) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern MARK = Pattern.compile("<!-- run by (hand: )?(.+) -->");
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

  /**
   * A fenced block.
   *
   * @param line line of its opening fence, from 1
   * @param language language after the fence
   * @param mark comment in the line above that names another way to run it
   */
  record Block(Page page, int line, String language, Optional<Mark> mark, List<String> text) {
    @Override
    public String toString() {
      return ROOT.relativize(page.file) + ":" + line;
    }
  }

  /** The runner of a block: a test class, or a person who meets its requirements. */
  record Mark(boolean byHand, String who) {}

  /** Reads README, CONTRIBUTING and all pages in docs. */
  static List<Page> all() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
    }
    files.add(ROOT.resolve("README.md"));
    files.add(ROOT.resolve("CONTRIBUTING.md"));
    List<Page> pages = new ArrayList<>();
    for (Path file : files) {
      pages.add(new Page(file, Files.readAllLines(file)));
    }
    return pages;
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String fence = lines.get(i).strip();
      if (fence.startsWith("```")) {
        List<String> text = new ArrayList<>();
        int start = i;
        for (i++; !lines.get(i).strip().equals("```"); i++) {
          text.add(lines.get(i));
        }
        blocks.add(new Block(this, start + 1, fence.substring(3), mark(start), text));
      }
    }
    return blocks;
  }

  private Optional<Mark> mark(int fence) {
    Matcher mark = MARK.matcher(fence == 0 ? "" : lines.get(fence - 1).strip());
    return mark.matches()
        ? Optional.of(new Mark(mark.group(1) != null, mark.group(2)))
        : Optional.empty();
  }

  /** Returns the links within the project (path and anchor) outside blocks. */
  List<String> links() {
    List<String> links = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      if (line.strip().startsWith("```")) {
        inside = !inside;
      }
      Matcher link = LINK.matcher(line);
      while (!inside && link.find()) {
        if (!link.group(1).contains("://")) {
          links.add(link.group(1));
        }
      }
    }
    return links;
  }

  /** Returns the anchors of its headings in GitHub's format. */
  List<String> anchors() {
    return lines.stream()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(java.util.Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }
}
