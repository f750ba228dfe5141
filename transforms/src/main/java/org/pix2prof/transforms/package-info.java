// SPDX-License-Identifier: Apache-2.0
/** transforms. */
package org.pix2prof.transforms;
