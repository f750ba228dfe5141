/** Trains the default model's network on simulated galaxies. */
package org.pix2prof.training.train;
