// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * A run that writes from a cluster, or to a network file system. It publishes each table
 * separately.
 */
record RemoteSession(FileOutput output) implements CaptionOutput.Session {
  @Override
  public void accept(PCollection<SurfaceBrightnessProfile> profiles) {
    output.write(profiles);
  }

  @Override
  public PTransform<PCollection<BadRecord>, PCollection<String>> badRecords(String prefix) {
    return output.writeBadRecords();
  }

  @Override
  public void keep(RunRecord record) throws IOException {
    String id = UUID.randomUUID().toString();
    // If this process does not see the workers' files, the record has no list of them.
    List<RunFile> files = output.watching() ? List.of() : files();
    record.with(id, files.isEmpty() ? null : files).write(output.profiles().base());
  }

  private List<RunFile> files() throws IOException {
    List<RunFile> files = new ArrayList<>();
    String directory = directory(output.profiles());
    for (Map.Entry<String, OutputPlace> table : output.tables().entrySet()) {
      OutputPlace place = table.getValue();
      for (MatchResult.Metadata file : place.files()) {
        String name =
            directory(place).equals(directory)
                ? file.resourceId().getFilename()
                : file.resourceId().toString();
        files.add(new RunFile(name, table.getKey(), file.sizeBytes(), null));
      }
    }
    return files;
  }

  private static String directory(OutputPlace place) {
    return FileSystems.matchNewResource(place.path(), false).getCurrentDirectory().toString();
  }

  @Override
  public String interrupted() {
    return "a job on a cluster may continue without this process; of "
        + output.profiles().shown()
        + ", each table is either the old or the new one";
  }

  @Override
  public void close() {}
}
