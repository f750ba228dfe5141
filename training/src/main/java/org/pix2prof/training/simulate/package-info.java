// SPDX-License-Identifier: Apache-2.0
/**
 * Simulation of galaxy images and survey frames, with true isophotal profiles. The package uses
 * neither Beam nor DJL. Its results depend only on a seed and an index.
 */
package org.pix2prof.training.simulate;
