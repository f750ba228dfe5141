// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines.gcs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * A server on loopback that implements the part of Google Cloud Storage's JSON API that Beam's
 * client uses. It keeps objects in memory and fails as scripted.
 */
public final class FakeGcs implements AutoCloseable {
  private final ObjectStore store = new ObjectStore();
  private final StorageApi api = new StorageApi(store);
  private final Faults faults = new Faults();
  private final List<StorageApi.Call> calls = new ArrayList<>();
  private final List<Read> reads = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile String token;

  /**
   * Starts a server with empty buckets.
   *
   * @param buckets names of at least 3 characters
   * @throws IOException if loopback cannot be listened on
   */
  public FakeGcs(String... buckets) throws IOException {
    List.of(buckets).forEach(store::createBucket);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  /** {@return the value of {@code --gcsEndpoint}} */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/storage/v1/";
  }

  /** {@return the scripted faults} */
  public Faults faults() {
    return faults;
  }

  /**
   * Sets the maximum objects per page of a listing.
   *
   * @param objects at least 1
   */
  public void setPageSize(int objects) {
    api.setPageSize(objects);
  }

  /**
   * Answers 401 to requests without a token.
   *
   * @param bearer the token; null to accept all requests
   */
  public void requireToken(String bearer) {
    token = bearer;
  }

  /**
   * Creates an object.
   *
   * @param bucket that exists
   * @param name of the object
   * @param bytes its contents
   */
  public void put(String bucket, String name, byte[] bytes) {
    try {
      store.put(bucket, name, "application/octet-stream", bytes, null);
    } catch (ApiException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * Returns an object's contents.
   *
   * @param bucket that exists
   * @param name of the object
   * @return its bytes, or empty if it does not exist
   */
  public Optional<byte[]> get(String bucket, String name) {
    return store.get(bucket, name).map(StoredObject::bytes);
  }

  /**
   * Returns the names of objects.
   *
   * @param bucket that exists
   * @param prefix of their names
   * @return in order
   */
  public List<String> names(String bucket, String prefix) {
    return store.list(bucket, prefix).stream().map(StoredObject::name).toList();
  }

  /**
   * Returns the number of requests so far.
   *
   * @param kind of requests
   * @param name part of their objects' names; empty for all
   * @return number of requests, including failed ones
   */
  public long count(RequestKind kind, String name) {
    synchronized (calls) {
      return calls.stream().filter(c -> c.kind() == kind && c.name().contains(name)).count();
    }
  }

  /**
   * Returns the offsets at which reads of an object began.
   *
   * @param name part of the object's name
   * @return the first byte that was asked for, of each request
   */
  public List<Long> readsFrom(String name) {
    synchronized (reads) {
      return reads.stream().filter(r -> r.name().contains(name)).map(Read::from).toList();
    }
  }

  private record Read(String name, long from) {}

  private void remember(StorageApi.Call call, Request head) {
    if (call.kind() == RequestKind.READ) {
      String range = head.header("Range").orElse("bytes=0-");
      synchronized (reads) {
        reads.add(new Read(call.name(), Long.parseLong(range.replaceAll("bytes=(\\d+)-.*", "$1"))));
      }
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = Request.noHeaders();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      Request head =
          new Request(exchange.getRequestMethod(), exchange.getRequestURI(), headers, new byte[0]);
      Optional<Faults.Fault> fault = Optional.empty();
      Response response;
      try {
        StorageApi.Call call = api.call(head);
        fault = count(call);
        remember(call, head);
        boolean cutUpload =
            call.kind() == RequestKind.CHUNK && fault.filter(Faults.Fault::cuts).isPresent();
        byte[] body =
            cutUpload
                ? exchange.getRequestBody().readNBytes(fault.get().cutAfter())
                : body(exchange, head);
        response =
            answer(call, fault, new Request(head.method(), head.uri(), head.headers(), body));
        if (cutUpload) {
          return; // The client gets no answer, but the bytes are stored.
        }
      } catch (ApiException e) {
        response = e.response();
      }
      send(exchange, response, fault.filter(Faults.Fault::cuts).map(Faults.Fault::cutAfter));
    }
  }

  private static byte[] body(HttpExchange exchange, Request head) throws IOException {
    boolean gzip = head.header("Content-Encoding").orElse("").equals("gzip");
    InputStream in = exchange.getRequestBody();
    return (gzip ? new GZIPInputStream(in) : in).readAllBytes();
  }

  private Optional<Faults.Fault> count(StorageApi.Call call) {
    synchronized (calls) {
      calls.add(call);
    }
    return faults.next(call.kind(), call.name());
  }

  private Response answer(StorageApi.Call call, Optional<Faults.Fault> fault, Request request)
      throws ApiException {
    String wanted = token;
    if (wanted != null && !request.header("Authorization").orElse("").equals("Bearer " + wanted)) {
      throw ApiException.of(401);
    }
    if (fault.isPresent() && !fault.get().cuts()) {
      throw ApiException.of(fault.get().status());
    }
    return call.kind() == RequestKind.BATCH
        ? Batch.answer(request, this::part)
        : api.handle(call.kind(), request);
  }

  private Response part(Request request) {
    try {
      StorageApi.Call call = api.call(request);
      return answer(call, count(call), request);
    } catch (ApiException e) {
      return e.response();
    }
  }

  private static void send(HttpExchange exchange, Response response, Optional<Integer> cutAfter)
      throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = response.body();
    exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
    OutputStream out = exchange.getResponseBody();
    // A complete body would not be cut.
    out.write(body, 0, cutAfter.map(n -> Math.min(n, body.length - 1)).orElse(body.length));
    out.flush();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
