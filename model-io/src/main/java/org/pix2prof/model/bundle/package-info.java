// SPDX-License-Identifier: Apache-2.0
/** Model bundles: a manifest and weights in a directory, in a zip or on the class path. */
package org.pix2prof.model.bundle;
