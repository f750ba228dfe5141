package org.pix2prof.pipelines.gcs;

/** What a client may ask of {@link FakeGcs}. */
public enum RequestKind {
  /** An object's metadata. */
  METADATA,
  /** One page of a bucket's objects. */
  LIST,
  /** An object's contents, or a range of them. */
  READ,
  /** The start of a resumable upload. */
  UPLOAD,
  /** A part of an upload, or the question how far it came. */
  CHUNK,
  /** A copy on the server. */
  REWRITE,
  /** The end of an object. */
  DELETE,
  /** A bucket's metadata. */
  BUCKET,
  /** Several of the others at once; those count too. */
  BATCH
}
