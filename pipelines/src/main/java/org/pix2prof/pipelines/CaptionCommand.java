// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The command {@code caption}, which reads FITS images and writes profiles. */
@AutoService(Command.class)
public final class CaptionCommand implements Command {
  /** Maximum wait for an output that is being locked when the process is interrupted. */
  private static final int START_SECONDS = 2;

  @Override
  public String name() {
    return "caption";
  }

  @Override
  public String summary() {
    return "reads FITS images and writes surface-brightness profiles";
  }

  @Override
  public Class<CaptionOptions> options() {
    return CaptionOptions.class;
  }

  @Override
  public void run(CommandOptions commandOptions, Console console) throws Exception {
    CaptionOptions options = commandOptions.as(CaptionOptions.class);
    CaptionOutput output = CaptionOutput.of(options);
    ModelImageOptions.check(options);
    ImageSource source = source(options);
    Optional<WatchSettings> watching = WatchSettings.of(options);
    try {
      caption(options, source, watching, output, console);
    } catch (DetachedJobException e) {
      console.out().println(e.getMessage());
    }
  }

  private static void caption(
      CaptionOptions options,
      ImageSource source,
      Optional<WatchSettings> watching,
      CaptionOutput output,
      Console console)
      throws Exception {
    Instant started = Instant.now();
    if (watching.isPresent()) {
      watch(options, watching.get(), output, started, console);
      return;
    }
    CompletableFuture<CaptionOutput.Session> begun = new CompletableFuture<>();
    // Closed last: if the process is ending, close() waits for its end.
    try (InterruptNotice notice = InterruptNotice.of(console, "caption", () -> interrupted(begun));
        CaptionOutput.Session session = output.start(options, console)) {
      begun.complete(session);
      RunCounts counts = CaptionPipeline.run(options, source, console, session);
      finish(counts, started, options, output, session, console);
    }
  }

  /** Ends a session that has begun or is about to begin. */
  private static String interrupted(CompletableFuture<CaptionOutput.Session> begun) {
    try {
      return begun.get(START_SECONDS, TimeUnit.SECONDS).interrupted();
    } catch (ExecutionException | TimeoutException e) {
      return "nothing was written";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "nothing was written";
    }
  }

  private static void watch(
      CaptionOptions options,
      WatchSettings watching,
      CaptionOutput output,
      Instant started,
      Console console)
      throws Exception {
    try (Interrupt interrupt = Interrupt.awaited();
        CaptionOutput.Session session = output.start(options, console)) {
      Optional<RunCounts> counts =
          CaptionPipeline.watch(options, watching, console, interrupt, session);
      if (counts.isPresent()) {
        finish(counts.get(), started, options, output, session, console);
      } else {
        console.out().println("cancelled");
      }
    }
  }

  private static ImageSource source(CaptionOptions options) throws UsageException {
    if (options.getOutput().equals(options.getIsophotes())) {
      throw new UsageException(
          "--output must differ from --isophotes, whose profiles it would replace");
    }
    if (options.getCatalog() != null) {
      return CatalogSource.of(options);
    }
    CatalogSource.refuseWithout(options);
    return FileSource.of(options);
  }

  private static void finish(
      RunCounts counts,
      Instant started,
      CaptionOptions options,
      CaptionOutput output,
      CaptionOutput.Session session,
      Console console)
      throws IOException {
    double seconds = Duration.between(started, Instant.now()).toNanos() / 1e9;
    session.keep(RunRecord.of(options, started, seconds, counts));
    console.out().println(summary(counts, seconds, output));
  }

  /** Returns the summary line of a run. */
  static String summary(RunCounts counts, double seconds, CaptionOutput output) {
    StringBuilder line = new StringBuilder();
    line.append(Counts.format(counts.profiles(), "profile"));
    line.append(" from ").append(Counts.format(counts.images(), "image"));
    line.append(
        String.format(Locale.ROOT, " in %.1f s (%.1f/s), ", seconds, counts.images() / seconds));
    line.append(Counts.format(counts.bad(), "bad record")).append(reasons(counts.badByReason()));
    counts
        .assumedByWhat()
        .forEach(
            (what, n) ->
                line.append(", ")
                    .append(Counts.format(n, "profile"))
                    .append(" with an assumed ")
                    .append(what.replace('_', ' ')));
    if (counts.doubtful() > 0) {
      line.append(", ")
          .append(Counts.format(counts.doubtful(), "profile"))
          .append(" with a doubtful calibration");
    }
    if (counts.skipped() > 0) {
      line.append(", ").append(Counts.format(counts.skipped(), "HDU")).append(" skipped");
      line.append(reasons(counts.skippedByReason()));
    }
    if (counts.outside() > 0) {
      line.append(", ")
          .append(Counts.format(counts.outside(), "position"))
          .append(" outside the frames");
    }
    if (counts.missingMasks() > 0) {
      line.append(", ").append(Counts.format(counts.missingMasks(), "mask")).append(" missing");
    }
    if (counts.missingFiles() > 0) {
      line.append(", ")
          .append(Counts.format(counts.missingFiles(), "output file"))
          .append(" missing");
    }
    line.append(" -> ").append(String.join(", ", output.places()));
    if (counts.bad() > 0) {
      output.badPlace().ifPresent(place -> line.append(", ").append(place));
    }
    return line.toString();
  }

  private static String reasons(Map<String, Long> counts) {
    return counts.isEmpty()
        ? ""
        : counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
  }
}
