// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines.gcs;

import java.util.List;
import java.util.Map;

/** An error response of the API. */
final class ApiException extends Exception {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String reason;

  ApiException(int status, String reason, String message) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  static ApiException noBucket() {
    return new ApiException(404, "notFound", "The specified bucket does not exist.");
  }

  static ApiException noObject(String bucket, String name) {
    return new ApiException(404, "notFound", "No such object: " + bucket + "/" + name);
  }

  /** Creates the error of the API with the status of a scripted fault. */
  static ApiException of(int status) {
    return switch (status) {
      case 401 ->
          new ApiException(
              401,
              "required",
              "Anonymous caller does not have storage.objects.list access to the Google Cloud"
                  + " Storage bucket.");
      case 403 ->
          new ApiException(
              403,
              "forbidden",
              "someone@example.org does not have storage.objects.get access to the Google Cloud"
                  + " Storage object.");
      case 429 ->
          new ApiException(429, "rateLimitExceeded", "The rate of requests exceeds the limit.");
      case 503 -> new ApiException(503, "backendError", "We encountered an internal error.");
      default -> new ApiException(status, "scripted", "Scripted status " + status);
    };
  }

  Response response() {
    Map<String, Object> error =
        Map.of("message", getMessage(), "domain", "global", "reason", reason);
    Response response =
        Response.json(
            status,
            Map.of(
                "error",
                Map.of("code", status, "message", getMessage(), "errors", List.of(error))));
    return status == 401
        ? response.with("WWW-Authenticate", "Bearer realm=\"https://accounts.google.com/\"")
        : response;
  }
}
