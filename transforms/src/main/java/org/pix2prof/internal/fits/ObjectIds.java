// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.File;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pix2prof.model.BadImageException;

/** Names the objects in a file. */
public final class ObjectIds {
  private static final Pattern EXTENSION =
      Pattern.compile("\\.(gz|bz2|z|fz|fits|fit|fts)$", Pattern.CASE_INSENSITIVE);

  /** Placeholder that writers of compressed images use for an image without a name. */
  private static final String NO_NAME = "COMPRESSED_IMAGE";

  private final Set<String> taken = new HashSet<>();

  ObjectIds() {}

  /**
   * Returns the object's name, from the name of its file.
   *
   * @param source URI or path
   * @param regex finds the name in the file's name; null for the file's name without extensions
   */
  static String fromFile(String source, String regex) throws BadImageException {
    String name = fileName(source);
    if (regex == null) {
      return withoutExtensions(name);
    }
    Matcher found = Pattern.compile(regex).matcher(name);
    if (found.find()) {
      String id = found.groupCount() > 0 ? found.group(1) : found.group();
      if (id != null && !id.isBlank()) {
        return id;
      }
    }
    throw new BadImageException(
        "no_id",
        "the file's name " + name + " has nothing that idFromFileName " + regex + " finds");
  }

  /**
   * Returns the object's name, from the name of its file, or that of the file without extensions if
   * the expression finds none.
   */
  static String fromFileOrName(String source, String regex) {
    try {
      return fromFile(source, regex);
    } catch (BadImageException e) {
      return withoutExtensions(fileName(source));
    }
  }

  /**
   * Removes the suffix by which the images of one file differ.
   *
   * @param objectId name of an object
   * @return the name before the last {@code #}; the same name if it has none
   */
  public static String withoutSuffix(String objectId) {
    int suffix = objectId.lastIndexOf('#');
    return suffix < 0 ? objectId : objectId.substring(0, suffix);
  }

  /** Returns the name of a file without its directory. */
  static String fileName(String source) {
    String name = source.substring(source.lastIndexOf('/') + 1);
    return File.separatorChar == '\\' // Elsewhere a backslash is part of the name.
        ? name.substring(name.lastIndexOf('\\') + 1)
        : name;
  }

  /** Returns true if a name has the extension of a FITS file. */
  static boolean hasExtension(String name) {
    return EXTENSION.matcher(name).find();
  }

  static String withoutExtensions(String name) {
    String id = name;
    for (Matcher m = EXTENSION.matcher(id); m.find() && m.start() > 0; m = EXTENSION.matcher(id)) {
      id = id.substring(0, m.start());
    }
    return id;
  }

  /**
   * Returns the suffix of the name for a file with several images: EXTNAME, or the index if there
   * is no EXTNAME or an earlier image of the file has the same.
   */
  String suffix(Hdu hdu) {
    String suffix =
        hdu.header()
            .text("EXTNAME")
            .filter(name -> !name.equalsIgnoreCase(NO_NAME))
            .filter(name -> taken.add(name.toUpperCase(Locale.ROOT)))
            .orElse(String.valueOf(hdu.index()));
    return "#" + suffix;
  }
}
