// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of the cost per galaxy by stage, relative to a simple loop over its image. */
package org.pix2prof.benchmarks;
