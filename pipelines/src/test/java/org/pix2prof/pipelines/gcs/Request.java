package org.pix2prof.pipelines.gcs;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a client sent: on its own, or as a part of a batch. */
record Request(String method, URI uri, Map<String, String> headers, byte[] body) {

  /** Header names in any case. */
  static Map<String, String> noHeaders() {
    return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The path below the API's root, with its escapes: {@code b/BUCKET/o/NAME}. */
  String resource() {
    return uri.getRawPath().replaceFirst("^/(upload/|download/)?(storage/v1/)?", "");
  }

  boolean isUpload() {
    return uri.getRawPath().startsWith("/upload/");
  }

  /** A query parameter, decoded. */
  Optional<String> query(String name) {
    return Optional.ofNullable(parameters().get(name));
  }

  private Map<String, String> parameters() {
    Map<String, String> query = new HashMap<>();
    String raw = Optional.ofNullable(uri.getRawQuery()).orElse("");
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
