// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A Flink job, observed through the REST API of its cluster.
 *
 * @param rest host and port of the API
 * @param name of the job
 */
record FlinkJob(String rest, String name) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Unusable images, estimated from the elements of the steps. */
  static final String BAD = "bad_records_so_far";

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /**
   * Metric of a subtask that is one of our counters: after the operator's name and Beam's
   * separators.
   */
  private static final Pattern COUNTER = Pattern.compile(".*\\bpix2prof[^A-Za-z0-9]+(\\w+)");

  /**
   * Number of elements that entered or left one of our steps. Beam reports counters to Flink only
   * when a bundle ends, and in a batch job a task is one bundle.
   */
  private static final Pattern ELEMENTS =
      Pattern.compile(
          "(?:.*[/_])?(ParMultiDo\\(FitsRead\\)|Preprocess/Prepare|CaptionProfiles/Caption"
              + "|ParMultiDo\\(Count\\))\\.numRecords(In|Out)");

  private static final String READ = "ParMultiDo(FitsRead)";
  private static final String PREPARE = "Preprocess/Prepare";
  private static final String CAPTION = "CaptionProfiles/Caption";
  private static final String COUNT = "ParMultiDo(Count)";

  /**
   * Reads the progress of the job. Flink collects it every ten seconds by default.
   *
   * <p>The counters are those of our transforms, summed over steps by name. If the elements of a
   * step give a larger count, {@code profiles}, {@code files_read} and {@code images_read} have
   * that count. {@link #BAD} is the number of elements that entered a step and did not leave it as
   * an image or profile; it includes those between two steps at this moment.
   *
   * @return empty if no such job runs
   * @throws IOException if the cluster does not answer
   */
  Optional<Map<String, Long>> counts(HttpClient client) throws IOException, InterruptedException {
    for (JsonNode job : get(client, "/jobs/overview").path("jobs")) {
      if (job.path("name").asText().equals(name) && job.path("state").asText().equals("RUNNING")) {
        return Optional.of(counts(client, "/jobs/" + job.path("jid").asText()));
      }
    }
    return Optional.empty();
  }

  private Map<String, Long> counts(HttpClient client, String job)
      throws IOException, InterruptedException {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, Long> elements = new TreeMap<>();
    for (JsonNode vertex : get(client, job).path("vertices")) {
      String metrics = job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      List<String> ours =
          StreamSupport.stream(get(client, metrics).spliterator(), false)
              .map(metric -> metric.path("id").asText())
              .filter(id -> COUNTER.matcher(id).matches() || ELEMENTS.matcher(id).matches())
              .toList();
      if (!ours.isEmpty()) {
        add(get(client, metrics + "?agg=sum&get=" + list(ours)), counts, elements);
      }
    }
    raise(counts, elements);
    return counts;
  }

  private static String list(List<String> ids) {
    return ids.stream()
        .map(id -> URLEncoder.encode(id, StandardCharsets.UTF_8))
        .collect(Collectors.joining(","));
  }

  private static void add(JsonNode metrics, Map<String, Long> counts, Map<String, Long> elements) {
    for (JsonNode metric : metrics) {
      String id = metric.path("id").asText();
      long sum = (long) metric.path("sum").asDouble();
      Matcher counter = COUNTER.matcher(id);
      Matcher step = ELEMENTS.matcher(id);
      if (counter.matches()) {
        counts.merge(counter.group(1), sum, Long::sum);
      } else if (step.matches()) {
        elements.merge(step.group(1) + step.group(2), sum, Long::sum);
      }
    }
  }

  /** Raises the counts to those of the elements, where these are larger. */
  private static void raise(Map<String, Long> counts, Map<String, Long> elements) {
    raise("profiles", elements.get(COUNT + "In"), counts);
    raise("files_read", elements.get(READ + "In"), counts);
    raise("images_read", elements.get(PREPARE + "In"), counts);
    long bad =
        lost(elements, READ, PREPARE)
            + lost(elements, PREPARE, CAPTION)
            + lost(elements, CAPTION, COUNT);
    if (bad > RunCounts.of(counts).bad()) {
      counts.keySet().removeIf(name -> name.startsWith("bad_records_"));
      counts.put(BAD, bad);
    }
  }

  private static void raise(String name, Long count, Map<String, Long> counts) {
    if (count != null) {
      counts.merge(name, count, Long::max);
    }
  }

  private static long lost(Map<String, Long> elements, String from, String to) {
    Long out = elements.get(from + "Out");
    Long in = elements.get(to + "In");
    return out == null || in == null ? 0 : Math.max(0, out - in);
  }

  private JsonNode get(HttpClient client, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + rest + path)).timeout(TIMEOUT).build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(request.uri() + " returned status " + response.statusCode());
    }
    return MAPPER.readTree(response.body());
  }
}
