// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines.gcs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Buckets and their objects, in the order of their names. Thread-safe. */
final class ObjectStore {
  private final Map<String, TreeMap<String, StoredObject>> buckets = new TreeMap<>();
  private long generation = 1_700_000_000_000_000L;

  synchronized void createBucket(String bucket) {
    buckets.putIfAbsent(bucket, new TreeMap<>());
  }

  synchronized boolean hasBucket(String bucket) {
    return buckets.containsKey(bucket);
  }

  synchronized Optional<StoredObject> get(String bucket, String name) {
    return Optional.ofNullable(buckets.getOrDefault(bucket, new TreeMap<>()).get(name));
  }

  /** Returns the objects whose names begin with a prefix. */
  synchronized List<StoredObject> list(String bucket, String prefix) {
    return buckets.getOrDefault(bucket, new TreeMap<>()).values().stream()
        .filter(object -> object.name().startsWith(prefix))
        .toList();
  }

  /**
   * Creates a new generation of an object.
   *
   * @param expected current generation, 0 for none; null for any
   * @throws ApiException 412 if the generation differs, 404 if the bucket does not exist
   */
  synchronized StoredObject put(
      String bucket, String name, String type, byte[] bytes, Long expected) throws ApiException {
    if (!buckets.containsKey(bucket)) {
      throw ApiException.noBucket();
    }
    long now = get(bucket, name).map(StoredObject::generation).orElse(0L);
    if (expected != null && expected != now) {
      throw new ApiException(
          412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
    }
    StoredObject object =
        new StoredObject(
            bucket, name, ++generation, type, Instant.now().truncatedTo(ChronoUnit.MILLIS), bytes);
    buckets.get(bucket).put(name, object);
    return object;
  }

  synchronized boolean delete(String bucket, String name) {
    return buckets.getOrDefault(bucket, new TreeMap<>()).remove(name) != null;
  }
}
