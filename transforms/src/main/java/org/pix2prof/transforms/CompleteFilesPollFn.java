package org.pix2prof.transforms;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.transforms.Watch.Growth.PollFn;
import org.apache.beam.sdk.transforms.Watch.Growth.PollResult;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.pix2prof.internal.fits.FitsCompleteness;

/** Lists the files of a pattern that are whole, as {@link WatchFiles} says. */
final class CompleteFilesPollFn extends PollFn<String, MatchResult.Metadata> {
  /** Stores whose objects appear whole, and all at once. */
  private static final Set<String> OBJECT_STORES = Set.of("gs", "s3", "azfs");

  private final Duration settling;
  private final Duration incompleteFileTimeout;

  /** What is known of the files of each pattern that may still change, by name. */
  private transient @Nullable Map<String, Map<String, Seen>> known;

  CompleteFilesPollFn(Duration settling, Duration incompleteFileTimeout) {
    this.settling = settling;
    this.incompleteFileTimeout = incompleteFileTimeout;
  }

  /** One state of a file. */
  private static final class Seen {
    final long size;
    final long modified;
    final long since;
    boolean checked;
    boolean whole;

    Seen(MatchResult.Metadata file, long now) {
      size = file.sizeBytes();
      modified = file.lastModifiedMillis();
      since = now;
    }

    boolean isStill(MatchResult.Metadata file) {
      return size == file.sizeBytes() && modified == file.lastModifiedMillis();
    }

    /**
     * Whether the file is unchanged for so long, also where its clock is ahead of ours. A file
     * system that does not know the time says 0, and so does Beam of a local file that vanishes
     * while it looks.
     */
    boolean isUnchangedFor(Duration duration, long now) {
      long start = modified == 0 ? since : Math.min(since, modified);
      return now - start >= duration.getMillis();
    }
  }

  @Override
  public PollResult<MatchResult.Metadata> apply(String pattern, Context context)
      throws IOException {
    Instant now = Instant.now();
    // The watermark goes on where nothing comes, so that windows close.
    return PollResult.incomplete(now, wholeFiles(pattern, now.getMillis())).withWatermark(now);
  }

  List<MatchResult.Metadata> wholeFiles(String pattern, long now) throws IOException {
    known = known == null ? new HashMap<>() : known;
    Map<String, Seen> before = known.getOrDefault(pattern, Map.of());
    Map<String, Seen> fresh = new HashMap<>();
    List<MatchResult.Metadata> whole = new ArrayList<>();
    for (MatchResult.Metadata file : MatchFiles.list(pattern, EmptyMatchTreatment.ALLOW)) {
      if (isWhole(file, now, before, fresh)) {
        whole.add(file);
      }
    }
    known.put(pattern, fresh);
    return whole;
  }

  private boolean isWhole(
      MatchResult.Metadata file, long now, Map<String, Seen> before, Map<String, Seen> fresh)
      throws IOException {
    String fileName = file.resourceId().getFilename();
    if (fileName != null && fileName.startsWith(".")) {
      return false;
    }
    if (OBJECT_STORES.contains(file.resourceId().getScheme())) {
      return true;
    }
    String name = file.resourceId().toString();
    Seen seen = before.get(name);
    if (seen == null || !seen.isStill(file)) {
      seen = new Seen(file, now);
    }
    if (seen.isUnchangedFor(incompleteFileTimeout, now)) {
      return true;
    }
    fresh.put(name, seen);
    if (!seen.checked && seen.isUnchangedFor(settling, now)) {
      seen.whole = check(file);
      seen.checked = true;
    }
    return seen.whole;
  }

  private static boolean check(MatchResult.Metadata file) throws IOException {
    try {
      return FitsCompleteness.isWhole(BeamFiles.open(file.resourceId()), file.sizeBytes());
    } catch (FileNotFoundException | NoSuchFileException e) {
      return false; // Gone since it was listed.
    }
  }
}
