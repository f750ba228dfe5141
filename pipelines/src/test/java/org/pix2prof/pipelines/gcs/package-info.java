/** A stand-in for Google Cloud Storage, for tests. */
package org.pix2prof.pipelines.gcs;
