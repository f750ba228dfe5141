// SPDX-License-Identifier: Apache-2.0
/**
 * Cutouts of a survey's frames around positions of a catalogue: selects frames and pixels, and
 * combines the pieces of cutouts that span several frames. Has no Beam pipeline and reads no files.
 */
package org.pix2prof.internal.cutouts;
