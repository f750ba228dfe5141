/** transforms. */
package org.pix2prof.transforms;
