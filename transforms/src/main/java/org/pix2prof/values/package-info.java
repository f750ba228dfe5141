// SPDX-License-Identifier: Apache-2.0
/**
 * Elements that flow between the transforms: images, prepared images, profiles and bad records, and
 * their coders.
 */
package org.pix2prof.values;
