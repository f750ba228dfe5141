/** A fake Google Cloud Storage server for tests. */
package org.pix2prof.pipelines.gcs;
