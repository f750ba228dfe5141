// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.pix2prof.transforms.WriteProfiles;
import org.pix2prof.transforms.WriteProfiles.Format;

/**
 * Run on one machine that replaces all tables of an earlier run together.
 *
 * <p>All tables are written to {@link Staging} directories. {@link #commit} then marks these,
 * deletes {@code PREFIX.run}, replaces the old tables by renaming, and last moves the new {@code
 * PREFIX.run} in. So the output is the old one, the new one, or has a mark and no {@code
 * PREFIX.run}; readers reject the latter. The names are locked during the run.
 */
final class LocalRun implements AutoCloseable {
  private final String id = UUID.randomUUID().toString();
  private final OutputPlace profiles;
  private final Map<String, Staging> tables = new LinkedHashMap<>();
  private final List<OutputLock> locks = new ArrayList<>();
  private final List<Path> madeDirectories = new ArrayList<>();
  private boolean committed;
  private boolean interrupted;

  private LocalRun(OutputPlace profiles) {
    this.profiles = profiles;
  }

  /**
   * Locks the output and removes the staging directories of killed runs.
   *
   * @param tables local locations of the tables to write, by content
   * @throws IOException if another run writes to one of them, or a directory cannot be written
   */
  static LocalRun begin(Map<String, OutputPlace> tables) throws IOException {
    LocalRun run = new LocalRun(tables.get(RunFile.PROFILES));
    try {
      run.lock(tables);
      for (Map.Entry<String, OutputPlace> table : tables.entrySet()) {
        Staging staging = Staging.of(table.getValue(), run.id);
        staging.deleteLeftovers();
        run.tables.put(table.getKey(), staging);
      }
      return run;
    } catch (IOException | RuntimeException e) {
      try {
        run.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /** Locks the names of all tables, including the structural parameters of an earlier run. */
  private void lock(Map<String, OutputPlace> tables) throws IOException {
    Map<Path, OutputPlace> names = new TreeMap<>();
    for (OutputPlace place : tables.values()) {
      names.put(place.directory().resolve(place.name()), place);
    }
    OutputPlace structure = profiles.companion(FileOutput.STRUCTURE);
    names.put(structure.directory().resolve(structure.name()), structure);
    for (OutputPlace place : names.values()) {
      makeDirectories(place.directory());
      locks.add(OutputLock.take(place.directory(), place.name()));
    }
  }

  private void makeDirectories(Path directory) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path d = directory; d != null && !Files.exists(d); d = d.getParent()) {
      missing.add(d);
    }
    Files.createDirectories(directory);
    madeDirectories.addAll(missing);
  }

  /** Returns the run's identifier, which is part of the names of its staging directories. */
  String id() {
    return id;
  }

  /** Returns the location where the pipeline writes a table. */
  OutputPlace staged(String table) {
    return tables.get(table).staged();
  }

  /**
   * Replaces all tables and the run record of an earlier run.
   *
   * @param record of the run, still without id and files
   * @return names of files that could be taken for files of this run, but stay from others
   * @throws IOException if files cannot be written or moved; names them
   */
  synchronized Set<String> commit(RunRecord record) throws IOException {
    if (interrupted) {
      return Set.of(); // The process is ending.
    }
    for (Staging staging : tables.values()) {
      Files.createDirectories(staging.directory()); // Missing if nothing was written.
    }
    Map<Path, Path> moves = new LinkedHashMap<>();
    List<RunFile> files = new ArrayList<>();
    for (Map.Entry<String, Staging> table : tables.entrySet()) {
      for (Path file : table.getValue().files()) {
        Path target = table.getValue().target(file);
        moves.put(file, target);
        files.add(RunFile.of(file, nameInRecord(target), table.getKey()));
      }
    }
    Path staged =
        tables.get(RunFile.PROFILES).directory().resolve(record().getFileName().toString());
    record.with(id, files).write(staged);
    Set<Path> old = oldFiles(moves);
    for (Staging staging : tables.values()) {
      staging.mark();
    }
    Files.deleteIfExists(record());
    for (Path file : old) {
      Files.deleteIfExists(file);
    }
    for (Map.Entry<Path, Path> move : moves.entrySet()) {
      move(move.getKey(), move.getValue());
    }
    move(staged, record());
    committed = true;
    for (Staging staging : tables.values()) {
      staging.delete();
      staging.deleteMarks();
    }
    return others(new HashSet<>(moves.values()));
  }

  private Path record() {
    return profiles.directory().resolve(profiles.name() + ".run");
  }

  private String nameInRecord(Path file) {
    return file.getParent().equals(profiles.directory())
        ? file.getFileName().toString()
        : file.toString();
  }

  /**
   * Returns the old files that no new ones replace: those of the same tables, and those that the
   * earlier run's record lists for tables that this run does not write. Tables of another format
   * are another output.
   */
  private Set<Path> oldFiles(Map<Path, Path> moves) throws IOException {
    Set<Path> old = new TreeSet<>();
    for (Staging table : tables.values()) {
      old.addAll(table.oldFiles());
    }
    Optional<RunRecord> earlier = RunRecord.ofEarlierRun(record());
    for (RunFile file :
        earlier.map(RunRecord::files).orElse(null) == null
            ? List.<RunFile>of()
            : earlier.get().files()) {
      boolean replaced =
          file.table().equals(RunFile.BAD_RECORDS)
              || Format.ofFile(file.name()).equals(Optional.of(profiles.format()));
      Path path = profiles.directory().resolve(file.name());
      if (replaced && file.isStill(path)) {
        old.add(path);
      }
    }
    old.removeAll(moves.values());
    return old;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException("cannot move " + from + " to " + to + ": " + Failures.reason(e), e);
    }
  }

  /** Returns files of profiles or structures of this name, in any format, from other runs. */
  private Set<String> others(Set<Path> own) throws IOException {
    Set<String> others = new TreeSet<>();
    for (String base : List.of(profiles.name(), profiles.companion(FileOutput.STRUCTURE).name())) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(profiles.directory(), file -> isNamed(file, base))) {
        files.forEach(
            file -> {
              if (!own.contains(file)) {
                others.add(file.toString());
              }
            });
      }
    }
    return others;
  }

  private static boolean isNamed(Path file, String base) {
    String name = file.getFileName().toString();
    Optional<Format> format = Format.ofFile(name);
    return format.isPresent()
        && (name.substring(0, name.lastIndexOf('.')).equals(base)
            || WriteProfiles.names(base, format.get()).matcher(name).matches());
  }

  /**
   * Ends the run because the process is interrupted. Waits for {@link #commit} if it has begun.
   *
   * @return whether the new output is in place
   */
  synchronized boolean interrupt() {
    interrupted = true;
    try {
      close();
    } catch (IOException e) {
      return committed; // The next run removes the staging directories.
    }
    return committed;
  }

  /** Removes the staging directories and releases the locks. */
  @Override
  public synchronized void close() throws IOException {
    try {
      if (!committed) {
        for (Staging staging : tables.values()) {
          if (!staging.isMarked()) {
            staging.delete();
          }
        }
      }
    } finally {
      for (OutputLock lock : locks) {
        lock.close();
      }
      locks.clear();
      for (Path directory : madeDirectories) {
        try (Stream<Path> files = Files.list(directory)) {
          if (files.findAny().isPresent()) {
            break;
          }
        } catch (IOException e) {
          break;
        }
        Files.deleteIfExists(directory);
      }
    }
  }
}
