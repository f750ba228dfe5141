// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines.gcs;

/** Kinds of requests to {@link FakeGcs}. */
public enum RequestKind {
  /** An object's metadata. */
  METADATA,
  /** One page of a bucket's objects. */
  LIST,
  /** An object's contents, or a range of them. */
  READ,
  /** The start of a resumable upload. */
  UPLOAD,
  /** A part of an upload, or a request for its progress. */
  CHUNK,
  /** A copy on the server. */
  REWRITE,
  /** The deletion of an object. */
  DELETE,
  /** A bucket's metadata. */
  BUCKET,
  /** A batch of other requests, which count too. */
  BATCH
}
