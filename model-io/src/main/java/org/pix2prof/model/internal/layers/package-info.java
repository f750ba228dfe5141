// SPDX-License-Identifier: Apache-2.0
/** Layers of the networks and their comparison with plain Java. */
package org.pix2prof.model.internal.layers;
