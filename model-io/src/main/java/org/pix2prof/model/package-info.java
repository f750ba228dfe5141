/**
 * What a caption model is: its manifest and weights, the preprocessing it asks for, its network and
 * decode loop. Plain Java and DJL; nothing here knows Beam.
 */
package org.pix2prof.model;
