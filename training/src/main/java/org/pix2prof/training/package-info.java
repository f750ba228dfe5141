/** training. */
package org.pix2prof.training;
