// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** A run in this process that writes to this machine. It publishes all tables together. */
final class LocalSession implements CaptionOutput.Session {
  private final FileOutput output;
  private final FileOutput staged;
  private final LocalRun run;
  private final Console console;

  private LocalSession(FileOutput output, FileOutput staged, LocalRun run, Console console) {
    this.output = output;
    this.staged = staged;
    this.run = run;
    this.console = console;
  }

  /**
   * Locks the output and stages the files of a batch run. A watch publishes its windows one by one.
   */
  static LocalSession start(FileOutput output, CaptionOptions options, Console console)
      throws IOException {
    Map<String, OutputPlace> tables = new LinkedHashMap<>(output.tables());
    tables.values().removeIf(place -> !place.isLocal());
    LocalRun run = LocalRun.begin(tables);
    try {
      if (PipelineRun.isLocal(options)) {
        for (OutputPlace place : tables.values()) {
          Staging.of(place, "windows").delete(); // The Direct runner never resumes from there.
        }
      }
      if (output.watching()) {
        warnOfWindows(output, options, console);
        return new LocalSession(output, output, run, console);
      }
      FileOutput staged =
          new FileOutput(
              run.staged(RunFile.PROFILES),
              output.structure().map(place -> run.staged(RunFile.STRUCTURE)),
              output.bad().map(p -> p.isLocal() ? run.staged(RunFile.BAD_RECORDS) : p),
              output.shards(),
              true,
              false);
      return new LocalSession(output, staged, run, console);
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private static void warnOfWindows(FileOutput output, CaptionOptions options, Console console)
      throws IOException {
    int old = output.profiles().files().size();
    if (old > 0 && PipelineRun.isLocal(options)) {
      console
          .err()
          .println(
              "pix2prof caption: warning: "
                  + Counts.format(old, "file")
                  + " of an earlier run at "
                  + output.profiles().shown()
                  + " stay; input files that it has read are read again");
    }
  }

  @Override
  public void accept(PCollection<SurfaceBrightnessProfile> profiles) {
    staged.write(profiles);
  }

  @Override
  public PTransform<PCollection<BadRecord>, PCollection<String>> badRecords(String prefix) {
    return staged.writeBadRecords();
  }

  @Override
  public void keep(RunRecord record) throws IOException {
    if (output.watching()) {
      record.with(run.id(), null).write(output.profiles().base());
      return;
    }
    Set<String> others = run.commit(record);
    if (!others.isEmpty()) {
      console
          .err()
          .println(
              "pix2prof caption: warning: files from other runs, left unchanged: "
                  + String.join(", ", others));
    }
  }

  @Override
  public String interrupted() {
    return run.interrupt()
        ? "the output is complete: " + String.join(", ", output.places())
        : "nothing was written: " + String.join(", ", output.places()) + " are unchanged";
  }

  @Override
  public void close() throws IOException {
    run.close();
  }
}
