// SPDX-License-Identifier: Apache-2.0
/** Evaluation of models by the deviation of their profiles from reference profiles. */
package org.pix2prof.training.evaluate;
