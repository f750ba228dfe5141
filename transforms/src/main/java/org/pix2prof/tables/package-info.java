// SPDX-License-Identifier: Apache-2.0
/** Tables of records, and the files that other programs open. */
package org.pix2prof.tables;
