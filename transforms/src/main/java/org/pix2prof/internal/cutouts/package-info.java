/**
 * Cutouts cut from the frames of a survey about positions of a catalogue: which frame, which
 * pixels, and how the parts of a cutout that straddles frames go together. No Beam pipeline, no
 * files.
 */
package org.pix2prof.internal.cutouts;
