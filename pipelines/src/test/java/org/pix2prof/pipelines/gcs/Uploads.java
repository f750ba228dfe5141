// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines.gcs;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resumable uploads: each session receives the bytes in one or several requests. */
final class Uploads {
  private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)");

  private static final class Session {
    private final String bucket;
    private final String name;
    private final String type;
    private final Long expected;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private StoredObject done;

    Session(String bucket, String name, String type, Long expected) {
      this.bucket = bucket;
      this.name = name;
      this.type = type;
      this.expected = expected;
    }
  }

  private final ObjectStore store;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  Uploads(ObjectStore store) {
    this.store = store;
  }

  /** Opens a session and returns its id. */
  String start(String bucket, String name, String type, Long expected) {
    String id = UUID.randomUUID().toString();
    sessions.put(id, new Session(bucket, name, type, expected));
    return id;
  }

  /** Returns the object that a session creates; empty if there is no such session. */
  String name(String id) {
    Session session = sessions.get(id);
    return session == null ? "" : session.name;
  }

  /**
   * Receives bytes, or reports their number.
   *
   * @param id of the session
   * @param contentRange {@code bytes FIRST-LAST/TOTAL}, where a star stands for an unknown number
   * @param body bytes received, fewer than in the range if the connection broke
   */
  Response take(String id, String contentRange, byte[] body) throws ApiException {
    Session session = sessions.get(id);
    Matcher range = RANGE.matcher(contentRange);
    if (session == null || !range.matches()) {
      throw new ApiException(400, "badRequest", "no such upload, or range: " + contentRange);
    }
    synchronized (session) {
      if (session.done == null) {
        if (range.group(1) != null) {
          append(session, Integer.parseInt(range.group(1)), body);
        }
        if (range.group(3).equals(Integer.toString(session.bytes.size()))) {
          session.done =
              store.put(
                  session.bucket,
                  session.name,
                  session.type,
                  session.bytes.toByteArray(),
                  session.expected);
        }
      }
      return session.done == null ? soFar(session) : Response.json(200, session.done.json());
    }
  }

  private static void append(Session session, int first, byte[] body) throws ApiException {
    int have = session.bytes.size();
    if (first > have) {
      throw new ApiException(400, "badRequest", "bytes " + have + "-" + (first - 1) + " missing");
    }
    int known = have - first;
    if (known < body.length) {
      session.bytes.write(body, known, body.length - known);
    }
  }

  private static Response soFar(Session session) {
    Response response = Response.empty(308);
    int have = session.bytes.size();
    return have == 0 ? response : response.with("Range", "bytes=0-" + (have - 1));
  }
}
