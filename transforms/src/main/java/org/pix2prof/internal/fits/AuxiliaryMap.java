// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.Provenance;

/**
 * Location of a map that the user has for each image, such as its mask.
 *
 * @param kind of the map
 * @param file name of the map's file, in which placeholders stand for parts of the image's name;
 *     empty if the map is in the image's file
 * @param hdu index or EXTNAME of the map in the file; empty for the first image
 */
record AuxiliaryMap(Kind kind, Optional<String> file, Optional<String> hdu) {

  /** Kinds of maps. */
  enum Kind {
    MASK("mask", "mask"),
    SEGMENTATION("segmentation", "segmentation map"),
    WEIGHT("weight", "weight map");

    private final String option;
    private final String title;

    Kind(String option, String title) {
      this.option = option;
      this.title = title;
    }

    /** Returns the name of the option, which is also the reason to skip a map. */
    String option() {
      return option;
    }

    /** Returns the name for a message. */
    String title() {
      return title;
    }

    /** Returns the reason of an image whose map does not exist. */
    String missing() {
      return "no_" + option;
    }

    /** Returns the reason of an image whose map has another size. */
    String otherSize() {
      return option + "_size";
    }

    /** Returns the reason of an image whose map has other contents than expected. */
    String unusable() {
      return "bad_" + option;
    }
  }

  private static final Pattern FILE_AND_HDU =
      Pattern.compile("(?<file>[^\\[\\]]*)(?:\\[(?<hdu>[^\\[\\]]+)])?", Pattern.DOTALL);

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(dir|name|id|band)}");
  private static final String ID = "{id}";
  private static final String DIRECTORY = "{dir}";

  /** Returns the maps that options locate. */
  static List<AuxiliaryMap> of(FitsOptions options) {
    List<AuxiliaryMap> maps = new ArrayList<>();
    if (options.mask() != null) {
      maps.add(parse(Kind.MASK, options.mask()));
    }
    if (options.segmentation() != null) {
      maps.add(parse(Kind.SEGMENTATION, options.segmentation()));
    }
    if (options.weight() != null) {
      maps.add(parse(Kind.WEIGHT, options.weight()));
    }
    return maps;
  }

  /**
   * Parses the value of an option.
   *
   * @param text an HDU of the image's file, by index or EXTNAME; or a file, which has a {@code /},
   *     a wildcard, a placeholder or an extension of FITS files, and may end in {@code [HDU]}
   * @throws IllegalArgumentException if it is none of these
   */
  static AuxiliaryMap parse(Kind kind, String text) {
    Matcher parts = FILE_AND_HDU.matcher(text);
    if (!parts.matches() || parts.group("file").isBlank()) {
      throw invalid(kind, text, "an HDU, a file or a pattern, which may end in [HDU]");
    }
    String file = parts.group("file");
    boolean isFile = file.matches("(?s).*[/*?{}].*") || ObjectIds.hasExtension(file);
    Optional<String> hdu = Optional.ofNullable(parts.group("hdu"));
    if (!isFile) {
      if (hdu.isPresent()) {
        throw invalid(kind, text, "an HDU, or a file that ends in [HDU]");
      }
      return new AuxiliaryMap(
          kind, Optional.empty(), Optional.of(FitsOptions.hdu(kind.option(), text)));
    }
    return new AuxiliaryMap(
        kind,
        Optional.of(template(kind, file)),
        hdu.map(selected -> FitsOptions.hdu(kind.option(), selected)));
  }

  private static String template(Kind kind, String file) {
    String literal = PLACEHOLDER.matcher(file).replaceAll("");
    if (literal.matches("(?s).*[{}].*")) {
      throw invalid(kind, file, "a pattern whose placeholders are {dir}, {name}, {id} or {band}");
    }
    boolean hasPlaceholder = !literal.equals(file);
    int wildcards = literal.replaceAll("[^*?]", "").length();
    if (wildcards > 1 || literal.contains("?") || wildcards > 0 && hasPlaceholder) {
      throw invalid(
          kind, file, "a pattern with one * that stands for the object's id, or placeholders");
    }
    if (file.endsWith("/")) {
      throw invalid(kind, file, "a pattern of files, not a directory");
    }
    return file.replace("*", ID);
  }

  private static IllegalArgumentException invalid(Kind kind, String value, String expected) {
    return new IllegalArgumentException(kind.option() + " must be " + expected + ", not " + value);
  }

  /** Returns true if the map is in the file of its image. */
  boolean isBesideImage() {
    return file.isEmpty();
  }

  /**
   * Returns the URI of the map's file.
   *
   * @throws BadImageException if the image lacks a part of the name
   */
  String uri(Provenance image) throws BadImageException {
    if (file.isEmpty()) {
      return image.source();
    }
    String template = file.get();
    if (template.contains("{band}") && image.band().isEmpty()) {
      throw new BadImageException(
          kind.missing(), "the image has no band for its " + kind.title() + " " + template);
    }
    for (String part : List.of(image.fileObjectId(), image.band().orElse(""))) {
      if (part.contains("/") && !PLACEHOLDER.matcher(template).replaceAll("").equals(template)) {
        throw new BadImageException(
            kind.missing(),
            "'" + part + "' cannot be a part of the name of its " + kind.title() + " " + template);
      }
    }
    return expand(template, image.source(), image.fileObjectId(), image.band().orElse(""));
  }

  private static String expand(String template, String source, String id, String band) {
    Matcher placeholder = PLACEHOLDER.matcher(template);
    return placeholder.replaceAll(
        found ->
            Matcher.quoteReplacement(
                switch (found.group(1)) {
                  case "dir" -> directory(source);
                  case "name" -> ObjectIds.withoutExtensions(ObjectIds.fileName(source));
                  case "id" -> id;
                  default -> band;
                }));
  }

  private static String directory(String source) {
    int end = source.lastIndexOf('/');
    return end < 0 ? "." : source.substring(0, end);
  }

  /**
   * Returns true if a file is such a map by its name. A file that has both an image and its map is
   * none.
   *
   * @param id of the objects in the file
   */
  boolean isNameOf(String source, String id) {
    if (file.isEmpty() || hdu.isPresent() && isIn(source, id)) {
      return false;
    }
    String template = absolute(file.get());
    StringBuilder regex = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(template);
    int end = 0;
    while (placeholder.find()) {
      regex.append(Pattern.quote(template.substring(end, placeholder.start())));
      regex.append(placeholder.group().equals(DIRECTORY) ? ".*" : "[^/]+");
      end = placeholder.end();
    }
    regex.append(Pattern.quote(template.substring(end)));
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(absolute(source)).matches();
  }

  /** Returns true if an HDU of a file is this map of an image in the same file. */
  boolean isHdu(Hdu candidate, String source, String id) {
    return hdu.isPresent() && isIn(source, id) && new HduSelection(hdu.get()).wants(candidate);
  }

  /** Returns true if the map of an image is in the image's file. */
  private boolean isIn(String source, String id) {
    return file.isEmpty() || absolute(expand(file.get(), source, id, "")).equals(absolute(source));
  }

  /** Returns one form of equal names; a relative name is that of a local file. */
  private static String absolute(String name) {
    if (name.startsWith(DIRECTORY)) {
      return name.replaceAll("^\\{dir}(/\\.\\.?(?=/))+", Matcher.quoteReplacement(DIRECTORY));
    }
    String path = name.replaceFirst("^file:/+", "/");
    if (path.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*://.*")) {
      return path;
    }
    return Path.of("").toAbsolutePath().resolve(path).normalize().toString();
  }

  /** Returns the words of the file's name that are the same for all images, in lower case. */
  List<String> words() {
    String name = ObjectIds.withoutExtensions(ObjectIds.fileName(file.orElse("")));
    String fixed = PLACEHOLDER.matcher(name).replaceAll(" ");
    return List.of(fixed.toLowerCase(Locale.ROOT).split("[^a-z]+"));
  }
}
