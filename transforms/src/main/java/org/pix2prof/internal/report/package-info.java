// SPDX-License-Identifier: Apache-2.0
/** Parts of a report page: cutouts, rows, the JSON of a galaxy and the page itself. */
package org.pix2prof.internal.report;
