// SPDX-License-Identifier: Apache-2.0
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

/** Lists the complete files of a pattern for {@link WatchFiles}. */
final class CompleteFilesPollFn extends PollFn<String, MatchResult.Metadata> {
  /** Object stores, in which objects appear complete. */
  private static final Set<String> OBJECT_STORES = Set.of("gs", "s3", "azfs");

  private final Duration settling;
  private final Duration incompleteFileTimeout;

  /** Files that may still change, by pattern and name. */
  private transient @Nullable Map<String, Map<String, Seen>> known;

  CompleteFilesPollFn(Duration settling, Duration incompleteFileTimeout) {
    this.settling = settling;
    this.incompleteFileTimeout = incompleteFileTimeout;
  }

  /** State of a file at one time. */
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
     * Returns true if the file has been unchanged for an interval, even if the file system's clock
     * is ahead. The time is 0 if the file system does not have it, or if a local file disappears
     * while Beam lists it.
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
    // Advance the watermark even without new files, so that windows close.
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
      return false; // The file has disappeared since it was listed.
    }
  }
}
