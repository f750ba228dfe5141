/** examples. */
package org.pix2prof.examples;
