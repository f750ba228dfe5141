// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines.gcs;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request of a client, alone or as a part of a batch. */
record Request(String method, URI uri, Map<String, String> headers, byte[] body) {

  /** Compares header names without case. */
  static Map<String, String> noHeaders() {
    return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Returns the escaped path below the API's root: {@code b/BUCKET/o/NAME}. */
  String resource() {
    return uri.getRawPath().replaceFirst("^/(upload/|download/)?(storage/v1/)?", "");
  }

  boolean isUpload() {
    return uri.getRawPath().startsWith("/upload/");
  }

  /** Returns a decoded query parameter. */
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
