// SPDX-License-Identifier: Apache-2.0
/** Reference profiles: read from CSV, matched with predictions and compared with them. */
package org.pix2prof.internal.references;
