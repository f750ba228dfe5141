/**
 * Simulated galaxies as a survey would image them, with their true isophotal profiles. Plain Java:
 * no Beam, no DJL. Everything is a pure function of a seed and an index.
 */
package org.pix2prof.training.simulate;
