// SPDX-License-Identifier: Apache-2.0
/** Measures intensities along given isophotes, directly on the pixels of an image. */
package org.pix2prof.model.photometry;
