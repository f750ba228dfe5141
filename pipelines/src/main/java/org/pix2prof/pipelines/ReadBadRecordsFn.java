// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.DoFn;
import org.pix2prof.internal.catalog.RowLimit;

/** Reads the lines of a list of bad records. Errors name the file and the line. */
final class ReadBadRecordsFn extends DoFn<FileIO.ReadableFile, String> {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ProcessElement
  public void process(@Element FileIO.ReadableFile file, OutputReceiver<String> out)
      throws IOException {
    long number = 0;
    try (RowLimit limit = new RowLimit(Channels.newReader(file.open(), StandardCharsets.UTF_8));
        BufferedReader lines = new BufferedReader(limit)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        limit.newRow();
        if (!line.isBlank()) {
          check(line);
          out.output(line);
        }
      }
    } catch (IOException e) {
      String reason =
          e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
      throw new IOException(
          file.getMetadata().resourceId()
              + ", line "
              + Math.max(1, number)
              + ": "
              + reason
              + "; expected a bad record of caption, a JSON object",
          e);
    }
  }

  private static void check(String line) throws IOException {
    JsonNode record = MAPPER.readTree(line);
    if (!record.isObject()) {
      throw new IOException("no JSON object");
    }
  }
}
