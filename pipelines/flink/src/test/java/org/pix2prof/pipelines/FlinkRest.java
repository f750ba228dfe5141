// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Client of the REST API of a Flink cluster. */
final class FlinkRest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  FlinkRest(String hostAndPort) {
    base = "http://" + hostAndPort;
  }

  boolean isUp() throws InterruptedException {
    try {
      get("/overview");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  /** Returns the ids of jobs in a state such as {@code RUNNING}. */
  List<String> jobs(String status) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (JsonNode job : get("/jobs").get("jobs")) {
      if (job.get("status").textValue().equals(status)) {
        ids.add(job.get("id").textValue());
      }
    }
    return ids;
  }

  String status(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job).get("state").textValue();
  }

  /** Returns the number of completed checkpoints of a job. */
  int checkpoints(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/checkpoints").path("counts").path("completed").asInt();
  }

  void cancel(String job) throws IOException, InterruptedException {
    send(request("/jobs/" + job).method("PATCH", BodyPublishers.noBody()).build());
  }

  /** Stops a job like {@code flink stop} and returns the path of the savepoint. */
  String stopWithSavepoint(String job, URI directory) throws Exception {
    String body =
        MAPPER.writeValueAsString(
            MAPPER
                .createObjectNode()
                .put("targetDirectory", directory.toString())
                .put("drain", false));
    String trigger =
        send(request("/jobs/" + job + "/stop").POST(BodyPublishers.ofString(body)).build())
            .get("request-id")
            .textValue();
    JsonNode[] answer = new JsonNode[1];
    Waiting.until(
        Duration.ofSeconds(60),
        () -> "savepoint: " + answer[0],
        () -> {
          answer[0] = get("/jobs/" + job + "/savepoints/" + trigger);
          return answer[0].at("/status/id").asText().equals("COMPLETED");
        });
    String location = answer[0].at("/operation/location").textValue();
    if (location == null) {
      throw new IOException("no savepoint: " + answer[0]);
    }
    return location;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(20));
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    var response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(request + ": " + response.statusCode() + " " + response.body());
    }
    return MAPPER.readTree(response.body().isEmpty() ? "{}" : response.body());
  }
}
