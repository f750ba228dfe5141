// SPDX-License-Identifier: Apache-2.0
/**
 * Network of the default model. It samples a galaxy along ellipses of increasing semi-major axis,
 * corrects the ellipses in refinement iterations, and predicts the surface brightness of each.
 */
package org.pix2prof.model.internal.polar;
