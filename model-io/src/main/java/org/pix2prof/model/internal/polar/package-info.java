/**
 * The default model's network. It looks at a galaxy along ellipses of growing semi-major axis,
 * corrects the ellipses by what it saw, looks again, and writes down how bright each one is.
 */
package org.pix2prof.model.internal.polar;
