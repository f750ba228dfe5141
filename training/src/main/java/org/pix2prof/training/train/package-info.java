// SPDX-License-Identifier: Apache-2.0
/** Trains the default model's network on simulated galaxies. */
package org.pix2prof.training.train;
