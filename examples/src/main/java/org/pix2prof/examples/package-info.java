/** Example pipelines, one class each. */
package org.pix2prof.examples;
