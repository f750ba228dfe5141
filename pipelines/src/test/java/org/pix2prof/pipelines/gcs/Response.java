// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines.gcs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A response to a client. */
record Response(int status, Map<String, String> headers, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Response empty(int status) {
    return new Response(status, Request.noHeaders(), new byte[0]);
  }

  static Response of(int status, String type, byte[] body) {
    return new Response(status, Request.noHeaders(), body).with("Content-Type", type);
  }

  static Response json(int status, Map<String, ?> json) {
    try {
      return of(status, "application/json; charset=UTF-8", JSON.writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  Response with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
