// SPDX-License-Identifier: Apache-2.0
/**
 * Caption models: manifest, weights, preprocessing, network and decode loop. Plain Java and DJL,
 * without Beam.
 */
package org.pix2prof.model;
