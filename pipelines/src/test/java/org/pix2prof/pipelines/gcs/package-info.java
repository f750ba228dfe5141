// SPDX-License-Identifier: Apache-2.0
/** A fake Google Cloud Storage server for tests. */
package org.pix2prof.pipelines.gcs;
