// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlinkJobTest {
  private static final String METRICS = "/jobs/j2/vertices/v1/subtasks/metrics";

  private final Map<String, String> answers = new TreeMap<>();
  private HttpServer server;
  private FlinkJob job;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String query = exchange.getRequestURI().getRawQuery();
          String path = exchange.getRequestURI().getPath() + (query == null ? "" : "?");
          byte[] body = answers.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answers.containsKey(path) ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    job = new FlinkJob("localhost:" + server.getAddress().getPort(), "mine");
    answers.put(
        "/jobs/overview",
        "{'jobs':[{'jid':'j1','name':'other','state':'RUNNING'},"
            + "{'jid':'j0','name':'mine','state':'FINISHED'},"
            + "{'jid':'j2','name':'mine','state':'RUNNING'}]}");
    answers.put("/jobs/j2", "{'vertices':[{'id':'v1'}]}");
    answers.replaceAll((path, body) -> body.replace('\'', '"'));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Sets the metrics of the answer, given as {@code id=sum}. */
  private void metrics(String... metrics) {
    StringBuilder ids = new StringBuilder();
    StringBuilder sums = new StringBuilder();
    for (String metric : metrics) {
      String id = metric.substring(0, metric.indexOf('='));
      ids.append(ids.isEmpty() ? "[" : ",").append("{'id':'").append(id).append("'}");
      sums.append(sums.isEmpty() ? "[" : ",")
          .append("{'id':'")
          .append(id)
          .append("','sum':")
          .append(metric.substring(id.length() + 1))
          .append('}');
    }
    answers.put(METRICS, ids.append(']').toString().replace('\'', '"'));
    answers.put(METRICS + "?", sums.append(']').toString().replace('\'', '"'));
  }

  private Optional<Map<String, Long>> counts() throws Exception {
    return job.counts(HttpClient.newHttpClient());
  }

  @Test
  void sumsCountersOfAllSteps() throws Exception {
    metrics(
        "A/B.pix2prof.bad_records_truncated=2.0",
        "C.pix2prof__bad_records_truncated=1.0",
        "Count/ParMultiDo(Count).pix2prof.profiles=7.0",
        "other.metric=9.0");
    assertEquals(Optional.of(Map.of("bad_records_truncated", 3L, "profiles", 7L)), counts());
  }

  @Test
  void elementsRaiseCounts() throws Exception {
    metrics(
        "ReadFits/Read/ParMultiDo(FitsRead).numRecordsIn=20.0",
        "ReadFits/Read/ParMultiDo(FitsRead).numRecordsOut=20.0",
        "Preprocess/Prepare.numRecordsIn=19.0",
        "Preprocess/Prepare.numRecordsOut=19.0",
        "CaptionProfiles/Caption.numRecordsIn=17.0",
        "CaptionProfiles/Caption.numRecordsOut=12.0",
        "Count/ParMultiDo(Count).numRecordsIn=12.0",
        "Count/ParMultiDo(Count).pix2prof.profiles=5.0");
    assertEquals(
        Optional.of(
            Map.of("profiles", 12L, "files_read", 20L, "images_read", 19L, FlinkJob.BAD, 3L)),
        counts());
  }

  @Test
  void countedBadRecordsKeepTheirReasons() throws Exception {
    metrics(
        "ReadFits/Read/ParMultiDo(FitsRead).numRecordsOut=20.0",
        "Preprocess/Prepare.numRecordsIn=19.0",
        "ReadFits/Read/ParMultiDo(FitsRead).pix2prof.bad_records_truncated=1.0");
    assertEquals(Optional.of(Map.of("images_read", 19L, "bad_records_truncated", 1L)), counts());
  }

  @Test
  void jobThatDoesNotRunHasNoCounts() throws Exception {
    answers.put("/jobs/overview", "{\"jobs\":[]}");
    assertEquals(Optional.empty(), counts());
  }

  @Test
  void clusterErrorThrowsIoException() {
    answers.remove("/jobs/j2");
    IOException e = assertThrows(IOException.class, this::counts);
    assertEquals(
        "http://localhost:" + server.getAddress().getPort() + "/jobs/j2 returned status 404",
        e.getMessage());
  }
}
