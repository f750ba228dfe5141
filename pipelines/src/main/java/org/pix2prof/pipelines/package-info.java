// SPDX-License-Identifier: Apache-2.0
/** Commands of pix2prof and their pipelines. */
package org.pix2prof.pipelines;
