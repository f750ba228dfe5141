// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines.gcs;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** One generation of an object. */
record StoredObject(
    String bucket, String name, long generation, String type, Instant updated, byte[] bytes) {

  /** Returns the resource in the form of the JSON API. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "storage#object");
    json.put("id", bucket + "/" + name + "/" + generation);
    json.put("name", name);
    json.put("bucket", bucket);
    json.put("generation", Long.toString(generation));
    json.put("metageneration", "1");
    json.put("contentType", type);
    json.put("size", Integer.toString(bytes.length));
    json.put("md5Hash", md5());
    json.put("crc32c", crc32c());
    json.put("etag", "E" + generation);
    json.put("timeCreated", updated.toString());
    json.put("updated", updated.toString());
    return json;
  }

  String md5() {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java has MD5", e);
    }
  }

  String crc32c() {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    byte[] big = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(big);
  }
}
