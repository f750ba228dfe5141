// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.pix2prof.model.internal.Sha256;
import org.pix2prof.transforms.WriteProfiles.Format;

/** Finds files of {@link WriteProfiles}. */
final class ProfileFiles {
  private static final Pattern OF_SET =
      Pattern.compile(
          "(?<name>.+?)(-\\d{8,}T[\\d.]+Z-\\d{8,}T[\\d.]+Z(-\\d+)?)?-\\d{5,}-of-\\d{5,}\\.[a-z]+");
  private static final String ANY_SUFFIX =
      Arrays.stream(Format.values())
          .map(format -> Pattern.quote(format.suffix()))
          .collect(Collectors.joining("|"));

  /** A file, its format, and its checksum if the record of the run has it. */
  record Found(String file, Format format, Optional<String> sha256) {
    Found(String file, Format format) {
      this(file, format, Optional.empty());
    }
  }

  /**
   * Finds the files of a prefix or pattern.
   *
   * @param prefixOrPattern prefix as for {@link WriteProfiles#to}, file name or glob
   * @param wanted format; if empty, determined by the file names
   * @return at least one file
   * @throws IOException if there are no files, or they are incomplete, or of several formats or
   *     runs
   */
  static List<Found> find(String prefixOrPattern, Optional<Format> wanted) throws IOException {
    if (FilePatterns.hasWildcard(prefixOrPattern)) {
      return checked(named(match(prefixOrPattern), prefixOrPattern, wanted));
    }
    List<ResourceId> one = match(prefixOrPattern);
    return checked(
        one.isEmpty() || one.get(0).isDirectory()
            ? ofPrefix(prefixOrPattern, wanted)
            : named(one, prefixOrPattern, wanted));
  }

  /** Checks that the files of a name are of one run, if there is a record of the run. */
  private static List<Found> checked(List<Found> found) throws IOException {
    Map<RunFiles, List<Found>> runs = new LinkedHashMap<>();
    for (Found file : found) {
      ResourceId resource = FileSystems.matchNewResource(file.file(), false);
      runs.computeIfAbsent(
              new RunFiles(resource.getCurrentDirectory(), base(resource.getFilename())),
              run -> new ArrayList<>())
          .add(file);
    }
    List<Found> checked = new ArrayList<>();
    for (Map.Entry<RunFiles, List<Found>> run : runs.entrySet()) {
      run.getKey().checkWhole();
      checked.addAll(checked(run.getKey(), run.getValue()));
    }
    return checked;
  }

  private static String base(String fileName) {
    Matcher set = OF_SET.matcher(fileName);
    int dot = fileName.lastIndexOf('.');
    return set.matches() ? set.group("name") : dot < 1 ? fileName : fileName.substring(0, dot);
  }

  /**
   * Checks the files against the record. If it lists none of them, they are of another run without
   * a record.
   */
  private static List<Found> checked(RunFiles run, List<Found> found) throws IOException {
    Map<String, RunFiles.Entry> entries = run.entries();
    List<String> others = new ArrayList<>();
    List<Found> checked = new ArrayList<>();
    for (Found file : found) {
      ResourceId resource = FileSystems.matchNewResource(file.file(), false);
      RunFiles.Entry entry = entries.get(resource.getFilename());
      if (entry == null) {
        others.add(file.file());
        continue;
      }
      long bytes =
          FileSystems.matchResources(List.of(resource)).get(0).metadata().get(0).sizeBytes();
      if (bytes != entry.bytes()) {
        throw changed(file.file(), "it has " + bytes + " bytes, not " + entry.bytes());
      }
      checked.add(new Found(file.file(), file.format(), entry.sha256()));
    }
    if (!checked.isEmpty() && !others.isEmpty()) {
      throw new IOException(
          "the files are of several runs: "
              + others.get(0)
              + " is not of the run that "
              + run.file()
              + " records");
    }
    return checked.isEmpty() ? found : checked;
  }

  /**
   * Checks that a file is unchanged since its run.
   *
   * @throws IOException if the file has changed or cannot be read
   */
  static void checkSum(String file, String sha256) throws IOException {
    try (InputStream in = BeamFiles.open(FileSystems.matchNewResource(file, false))) {
      if (!Sha256.hex(in).equals(sha256)) {
        throw changed(file, "its SHA-256 differs");
      }
    }
  }

  private static IOException changed(String file, String difference) {
    return new IOException(
        file
            + " has changed since the run that its .run file records: "
            + difference
            + "; run it again, or delete the .run file if the change is meant");
  }

  private static List<ResourceId> match(String pattern) throws IOException {
    return FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata().stream()
        .map(MatchResult.Metadata::resourceId)
        .toList();
  }

  private static List<Found> named(List<ResourceId> files, String pattern, Optional<Format> wanted)
      throws IOException {
    if (files.isEmpty()) {
      throw new FileNotFoundException("no file matches " + pattern);
    }
    return files.stream()
        .map(file -> new Found(file.toString(), wanted.orElseGet(() -> format(file.toString()))))
        .toList();
  }

  private static Format format(String file) {
    return Format.ofFile(file)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the name of " + file + " has no extension of a format"));
  }

  private static List<Found> ofPrefix(String prefix, Optional<Format> wanted) throws IOException {
    String name = FileSystems.matchNewResource(prefix, false).getFilename();
    String suffix = wanted.map(format -> Pattern.quote(format.suffix())).orElse(ANY_SUFFIX);
    Pattern own = OutputFiles.names(name, suffix);
    List<Found> found =
        match(prefix + "-*").stream()
            .filter(file -> own.matcher(file.getFilename()).matches())
            .map(file -> new Found(file.toString(), format(file.toString())))
            .toList();
    if (found.isEmpty()) {
      throw new FileNotFoundException(
          "no profiles at "
              + prefix
              + ": there is no file "
              + prefix
              + "-SSSSS-of-NNNNN"
              + wanted.map(Format::suffix).orElse(".EXT"));
    }
    TreeSet<String> formats = new TreeSet<>();
    found.forEach(file -> formats.add(file.format().suffix()));
    if (formats.size() > 1) {
      throw new IOException(
          "the files of "
              + prefix
              + " are of several formats, "
              + String.join(", ", formats)
              + "; select one, for example "
              + prefix
              + "-*"
              + formats.first());
    }
    checkAllThere(found, own, prefix);
    return found;
  }

  /** Checks the shard numbers for missing files of a batch job. */
  private static void checkAllThere(Collection<Found> found, Pattern own, String prefix)
      throws IOException {
    Map<Integer, Set<Integer>> sets = new TreeMap<>();
    int windows = 0;
    for (Found file : found) {
      Matcher name = own.matcher(FileSystems.matchNewResource(file.file(), false).getFilename());
      if (name.matches() && name.group("window").isEmpty()) {
        sets.computeIfAbsent(Integer.valueOf(name.group("shards")), n -> new TreeSet<>())
            .add(Integer.valueOf(name.group("shard")));
      } else {
        windows++;
      }
    }
    if (windows > 0 && !sets.isEmpty()) {
      throw new IOException(
          "the files of "
              + prefix
              + " are of several runs: "
              + windows
              + " are of windows, the others of a batch job, "
              + prefix
              + "-SSSSS-of-"
              + number(sets.keySet().iterator().next())
              + found.iterator().next().format().suffix());
    }
    if (sets.size() > 1) {
      throw new IOException(
          "the files of "
              + prefix
              + " are of several runs: "
              + sets.keySet().stream()
                  .map(n -> "-of-" + number(n))
                  .collect(Collectors.joining(", ")));
    }
    for (Map.Entry<Integer, Set<Integer>> set : sets.entrySet()) {
      for (int shard = 0; shard < set.getKey(); shard++) {
        if (!set.getValue().contains(shard)) {
          throw new FileNotFoundException(
              "the profiles at "
                  + prefix
                  + " are not complete: there is no file "
                  + prefix
                  + "-"
                  + number(shard)
                  + "-of-"
                  + number(set.getKey())
                  + found.iterator().next().format().suffix());
        }
      }
    }
  }

  private static String number(int shard) {
    return String.format(Locale.ROOT, "%05d", shard);
  }

  private ProfileFiles() {}
}
