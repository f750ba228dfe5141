/** What a galaxy costs, stage by stage, as multiples of what a plain loop over its image costs. */
package org.pix2prof.benchmarks;
