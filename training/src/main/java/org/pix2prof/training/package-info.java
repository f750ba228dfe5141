// SPDX-License-Identifier: Apache-2.0
/** Training and evaluation of models on simulated galaxies. */
package org.pix2prof.training;
