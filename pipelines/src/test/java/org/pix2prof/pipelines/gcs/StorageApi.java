// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of the JSON API that Beam's client uses, without the transport. */
final class StorageApi {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final Pattern REWRITE =
      Pattern.compile("b/([^/]+)/o/([^/]+)/rewriteTo/b/([^/]+)/o/([^/]+)");
  private static final Pattern OBJECT = Pattern.compile("b/([^/]+)/o/([^/]+)");
  private static final Pattern OBJECTS = Pattern.compile("b/([^/]+)/o");
  private static final Pattern BUCKET = Pattern.compile("b/([^/]+)");

  private final ObjectStore store;
  private final Uploads uploads;
  private volatile int pageSize = 1000;

  StorageApi(ObjectStore store) {
    this.store = store;
    this.uploads = new Uploads(store);
  }

  void setPageSize(int pageSize) {
    this.pageSize = pageSize;
  }

  /** The kind of a request, and its object. */
  record Call(RequestKind kind, String name) {}

  Call call(Request request) throws ApiException {
    String resource = request.resource();
    if (resource.startsWith("batch")) {
      return new Call(RequestKind.BATCH, "");
    }
    if (request.isUpload()) {
      return request.method().equals("PUT")
          ? new Call(RequestKind.CHUNK, uploads.name(request.query("upload_id").orElse("")))
          : new Call(RequestKind.UPLOAD, request.query("name").orElse(""));
    }
    if (REWRITE.matcher(resource).matches()) {
      return new Call(RequestKind.REWRITE, Request.decode(resource));
    }
    Matcher object = OBJECT.matcher(resource);
    if (object.matches()) {
      boolean media = request.query("alt").orElse("").equals("media");
      RequestKind kind =
          request.method().equals("DELETE")
              ? RequestKind.DELETE
              : media ? RequestKind.READ : RequestKind.METADATA;
      return new Call(kind, Request.decode(object.group(2)));
    }
    if (OBJECTS.matcher(resource).matches()) {
      return new Call(RequestKind.LIST, request.query("prefix").orElse(""));
    }
    if (BUCKET.matcher(resource).matches()) {
      return new Call(RequestKind.BUCKET, "");
    }
    throw new ApiException(501, "notImplemented", request.method() + " " + request.uri());
  }

  Response handle(RequestKind kind, Request request) throws ApiException {
    return switch (kind) {
      case BUCKET -> bucket(request);
      case LIST -> list(request);
      case METADATA -> Response.json(200, object(request).json());
      case READ -> read(request);
      case UPLOAD -> startUpload(request);
      case CHUNK ->
          uploads.take(
              request.query("upload_id").orElse(""),
              request.header("Content-Range").orElse(""),
              request.body());
      case REWRITE -> rewrite(request);
      case DELETE -> delete(request);
      case BATCH -> throw new IllegalArgumentException("a batch is the transport's");
    };
  }

  private Response bucket(Request request) throws ApiException {
    String bucket = names(BUCKET, request)[0];
    if (!store.hasBucket(bucket)) {
      throw ApiException.noBucket();
    }
    return Response.json(
        200,
        Map.of(
            "kind",
            "storage#bucket",
            "id",
            bucket,
            "name",
            bucket,
            "projectNumber",
            "1",
            "location",
            "US-CENTRAL1",
            "storageClass",
            "STANDARD"));
  }

  private Response list(Request request) throws ApiException {
    String bucket = names(OBJECTS, request)[0];
    if (!store.hasBucket(bucket)) {
      throw ApiException.noBucket();
    }
    String prefix = request.query("prefix").orElse("");
    String delimiter = request.query("delimiter").orElse("");
    String after =
        request
            .query("pageToken")
            .map(t -> new String(Base64.getUrlDecoder().decode(t), UTF_8))
            .orElse("");
    int most = Math.min(pageSize, Integer.parseInt(request.query("maxResults").orElse("1000")));
    List<Map<String, Object>> items = new ArrayList<>();
    TreeSet<String> directories = new TreeSet<>();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("kind", "storage#objects");
    String last = after;
    for (StoredObject object : store.list(bucket, prefix)) {
      int end = delimiter.isEmpty() ? -1 : object.name().indexOf(delimiter, prefix.length());
      String entry = end < 0 ? object.name() : object.name().substring(0, end + 1);
      if (entry.compareTo(after) <= 0 || directories.contains(entry)) {
        continue;
      }
      if (items.size() + directories.size() == most) {
        page.put("nextPageToken", Base64.getUrlEncoder().encodeToString(last.getBytes(UTF_8)));
        break;
      }
      last = entry;
      if (end < 0) {
        items.add(object.json());
      } else {
        directories.add(entry);
      }
    }
    if (!items.isEmpty()) {
      page.put("items", items);
    }
    if (!directories.isEmpty()) {
      page.put("prefixes", directories);
    }
    return Response.json(200, page);
  }

  private Response read(Request request) throws ApiException {
    StoredObject object = object(request);
    byte[] all = object.bytes();
    Response response;
    Matcher range = RANGE.matcher(request.header("Range").orElse(""));
    if (range.matches()) {
      int first = Integer.parseInt(range.group(1));
      int end =
          range.group(2).isEmpty()
              ? all.length
              : Math.min(all.length, Integer.parseInt(range.group(2)) + 1);
      if (first >= all.length) {
        throw new ApiException(
            416, "requestedRangeNotSatisfiable", "The requested range cannot be satisfied.");
      }
      response =
          Response.of(206, object.type(), Arrays.copyOfRange(all, first, end))
              .with("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + all.length);
    } else {
      response = Response.of(200, object.type(), all);
    }
    return response
        .with("x-goog-generation", Long.toString(object.generation()))
        .with("x-goog-hash", "crc32c=" + object.crc32c() + ",md5=" + object.md5());
  }

  private Response startUpload(Request request) throws ApiException {
    String bucket = names(OBJECTS, request)[0];
    if (!request.query("uploadType").orElse("").equals("resumable")) {
      throw new ApiException(501, "notImplemented", "uploads are resumable");
    }
    if (!store.hasBucket(bucket)) {
      throw ApiException.noBucket();
    }
    String name = request.query("name").orElseThrow();
    Long expected = request.query("ifGenerationMatch").map(Long::valueOf).orElse(null);
    String type = request.header("X-Upload-Content-Type").orElse("application/octet-stream");
    String id = uploads.start(bucket, name, type, expected);
    return Response.empty(200)
        .with("X-GUploader-UploadID", id)
        .with(
            "Location",
            "http://"
                + request.header("Host").orElseThrow()
                + request.uri().getRawPath()
                + "?uploadType=resumable&upload_id="
                + id);
  }

  private Response rewrite(Request request) throws ApiException {
    String[] names = names(REWRITE, request);
    StoredObject from =
        store.get(names[0], names[1]).orElseThrow(() -> ApiException.noObject(names[0], names[1]));
    Long expected = request.query("ifGenerationMatch").map(Long::valueOf).orElse(null);
    StoredObject to = store.put(names[2], names[3], from.type(), from.bytes(), expected);
    String size = Integer.toString(from.bytes().length);
    return Response.json(
        200,
        Map.of(
            "kind",
            "storage#rewriteResponse",
            "totalBytesRewritten",
            size,
            "objectSize",
            size,
            "done",
            true,
            "resource",
            to.json()));
  }

  private Response delete(Request request) throws ApiException {
    String[] names = names(OBJECT, request);
    if (!store.delete(names[0], names[1])) {
      throw ApiException.noObject(names[0], names[1]);
    }
    return Response.empty(204);
  }

  /** Returns the object of a request, in the requested generation, if there is one. */
  private StoredObject object(Request request) throws ApiException {
    String[] names = names(OBJECT, request);
    return store
        .get(names[0], names[1])
        .filter(
            o ->
                request.query("generation").map(Long::valueOf).orElse(o.generation())
                    == o.generation())
        .orElseThrow(() -> ApiException.noObject(names[0], names[1]));
  }

  private static String[] names(Pattern pattern, Request request) {
    Matcher matcher = pattern.matcher(request.resource());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(request.uri().toString());
    }
    String[] names = new String[matcher.groupCount()];
    for (int i = 0; i < names.length; i++) {
      names[i] = Request.decode(matcher.group(i + 1));
    }
    return names;
  }
}
