// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes errors of Google Cloud in a sentence that names the object or service and, for Storage,
 * a remedy.
 */
final class StorageFailures {
  private static final String KEY_FILE = "GOOGLE_APPLICATION_CREDENTIALS";
  private static final String LOG_IN =
      "run 'gcloud auth application-default login' or set " + KEY_FILE + " to a key file";

  /** Begin of Beam's message about missing credentials. */
  private static final String NONE_FOUND = "Unable to get application default credentials";

  private static final String BATCH_FAILED = "Error executing batch GCS request";

  private static final Pattern OBJECT = Pattern.compile("gs://[^\\s'\"]*[^\\s'\".:,]");
  private static final Pattern LISTING = Pattern.compile("files in bucket (\\S+), prefix (.*)\\.");
  private static final Pattern URL =
      Pattern.compile("https?://\\S+?/b/([^/\\s?]+)/o(?:/([^/?\\s]+)|\\S*[?&]name=([^&\\s]+))?");

  /** A request of another service than Storage, and its host. */
  private static final Pattern OTHER_SERVICE =
      Pattern.compile("https?://([^/\\s]+)/(?!\\S*(storage/|/b/|^b/))\\S*");

  /** Hidden directory in which an output is written first. */
  private static final Pattern STAGING =
      Pattern.compile("/\\.([^/]+)-([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|windows)(/.*)?$");

  /**
   * Searches the causes of a failure for Google Cloud.
   *
   * @param failure exception of a command
   * @return message for the user; empty for other failures
   */
  static Optional<String> message(Throwable failure) {
    return message(failure, System.getenv(KEY_FILE));
  }

  static Optional<String> message(Throwable failure, String keyFile) {
    List<Throwable> chain = chain(failure);
    if (mentions(chain, NONE_FOUND)) {
      String found =
          keyFile != null && !keyFile.isBlank() && !Files.isReadable(Path.of(keyFile))
              ? KEY_FILE + " names " + keyFile + ", which cannot be read"
              : "no Google Cloud credentials were found";
      return Optional.of(place(chain) + ": " + found + "; " + LOG_IN);
    }
    for (Throwable cause : chain) {
      if (cause.getClass().getName().startsWith("com.google.auth.")) {
        return Optional.of(
            place(chain)
                + ": the Google Cloud credentials cannot be used: "
                + Failures.oneLine(String.valueOf(cause.getMessage()))
                + "; "
                + LOG_IN);
      }
    }
    for (Throwable cause : chain) {
      if (cause instanceof HttpResponseException http) {
        Matcher other = OTHER_SERVICE.matcher(String.valueOf(http.getMessage()));
        return Optional.of(
            other.find()
                ? other.group(1) + " answered " + http.getStatusCode() + " " + said(http)
                : place(chain) + ": " + explain(http));
      }
    }
    if (mentions(chain, BATCH_FAILED)) {
      Throwable last = chain.get(chain.size() - 1);
      return Optional.of(
          "Google Cloud Storage failed while files were renamed or deleted: "
              + Failures.oneLine(String.valueOf(last.getMessage())));
    }
    return Optional.empty();
  }

  private static String explain(HttpResponseException http) {
    int status = http.getStatusCode();
    String said = said(http);
    return switch (status) {
      case 401 -> "the Google Cloud credentials are not accepted (401 " + said + "); " + LOG_IN;
      case 403 ->
          "access is denied (403 "
              + said
              + "); the account needs a role such as Storage Object User on the bucket";
      case 404 ->
          said.contains("bucket does not exist")
              ? "the bucket does not exist"
              : "the object does not exist";
      default -> "Google Cloud Storage answered " + status + " " + said;
    };
  }

  private static String said(HttpResponseException http) {
    String said =
        http instanceof GoogleJsonResponseException json && json.getDetails() != null
            ? Failures.oneLine(String.valueOf(json.getDetails().getMessage()))
            : String.valueOf(http.getStatusMessage());
    return said.replaceFirst("\\.$", "");
  }

  /** Returns the object, pattern or bucket in the messages. */
  private static String place(List<Throwable> chain) {
    for (Throwable cause : chain) {
      String message = String.valueOf(cause.getMessage());
      Matcher object = OBJECT.matcher(message);
      if (object.find()) {
        return STAGING.matcher(object.group()).replaceFirst("/$1");
      }
      Matcher listing = LISTING.matcher(message);
      if (listing.find()) {
        return "gs://" + listing.group(1) + "/" + listing.group(2) + "*";
      }
      Matcher url = URL.matcher(message);
      if (url.find()) {
        String name = url.group(2) != null ? url.group(2) : url.group(3);
        String uri =
            "gs://"
                + url.group(1)
                + (name == null ? "" : "/" + URLDecoder.decode(name, StandardCharsets.UTF_8));
        return STAGING.matcher(uri).replaceFirst("/$1");
      }
    }
    return "Google Cloud Storage";
  }

  private static boolean mentions(List<Throwable> chain, String text) {
    return chain.stream().anyMatch(cause -> String.valueOf(cause.getMessage()).contains(text));
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  private StorageFailures() {}
}
