// SPDX-License-Identifier: Apache-2.0
/** Example pipelines, one class each. */
package org.pix2prof.examples;
