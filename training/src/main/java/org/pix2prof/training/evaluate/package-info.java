/** Judges models: the deviation of their profiles from reference profiles. */
package org.pix2prof.training.evaluate;
