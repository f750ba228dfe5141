// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks that all links have targets and that the index lists every page. */
class LinksTest {
  private final Map<Path, Page> pages =
      Page.all().stream().collect(Collectors.toMap(Page::file, Function.identity()));

  LinksTest() throws IOException {}

  @Test
  void allLinksHaveTargets() {
    List<String> broken = new ArrayList<>();
    for (Page page : pages.values()) {
      for (String link : page.links()) {
        String[] parts = link.split("#", 2);
        Path target =
            parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
        boolean there =
            Files.exists(target)
                && (parts.length == 1
                    || !pages.containsKey(target)
                    || pages.get(target).anchors().contains(parts[1]));
        if (!there) {
          broken.add(Page.ROOT.relativize(page.file()) + ": " + link);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void indexListsEveryPage() {
    Path docs = Page.ROOT.resolve("docs");
    List<Path> listed =
        pages.get(docs.resolve("README.md")).links().stream()
            .map(link -> docs.resolve(link.split("#")[0]).normalize())
            .toList();
    for (Path file : pages.keySet()) {
      if (file.getParent().equals(docs) && !file.endsWith("README.md")) {
        assertTrue(listed.contains(file), file + " is not in docs/README.md");
      }
    }
  }
}
