/** Evaluation of models by the deviation of their profiles from reference profiles. */
package org.pix2prof.training.evaluate;
