// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines.gcs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A batch of requests, as multipart/mixed of application/http. */
final class Batch {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final String END = "batch_of_answers";

  /** Answers every part, in order. */
  static Response answer(Request batch, Function<Request, Response> api) throws ApiException {
    Matcher boundary = BOUNDARY.matcher(batch.header("Content-Type").orElse(""));
    if (!boundary.find()) {
      throw new ApiException(400, "badRequest", "a batch needs a boundary");
    }
    String text = new String(batch.body(), StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String part : parts(text, boundary.group(1))) {
      Map<String, String> envelope = Request.noHeaders();
      String inner = readHeaders(part, envelope);
      Response response = api.apply(request(inner));
      write(out, envelope.getOrDefault("Content-ID", "<1>"), response);
    }
    out.writeBytes(("--" + END + "--\r\n").getBytes(StandardCharsets.ISO_8859_1));
    return Response.of(200, "multipart/mixed; boundary=" + END, out.toByteArray());
  }

  private static List<String> parts(String text, String boundary) {
    List<String> parts = new ArrayList<>();
    String[] split = ("\r\n" + text).split(Pattern.quote("\r\n--" + boundary));
    for (int i = 1; i < split.length && !split[i].startsWith("--"); i++) {
      parts.add(split[i].substring(2));
    }
    return parts;
  }

  /** Consumes the lines up to the first empty one and returns the rest. */
  private static String readHeaders(String text, Map<String, String> headers) {
    int end = text.indexOf("\r\n\r\n");
    for (String line : text.substring(0, end < 0 ? text.length() : end).split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return end < 0 ? "" : text.substring(end + 4);
  }

  private static Request request(String text) {
    int line = text.indexOf("\r\n");
    String[] words = text.substring(0, line).split(" ");
    Map<String, String> headers = Request.noHeaders();
    String body = readHeaders(text.substring(line + 2), headers);
    return new Request(
        words[0], URI.create(words[1]), headers, body.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void write(ByteArrayOutputStream out, String id, Response response) {
    StringBuilder head = new StringBuilder("--" + END + "\r\nContent-Type: application/http\r\n");
    head.append("Content-ID: ").append(id.replaceFirst("^<", "<response-")).append("\r\n\r\n");
    head.append("HTTP/1.1 ").append(response.status()).append(" Status\r\n");
    response.headers().forEach((k, v) -> head.append(k + ": " + v + "\r\n"));
    head.append("Content-Length: ").append(response.body().length).append("\r\n\r\n");
    try {
      out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      out.write(response.body());
      out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new LinkageError("memory does not fail", e);
    }
  }

  private Batch() {}
}
