/**
 * What flows between the transforms: images, prepared images, profiles, bad records, and their
 * coders.
 */
package org.pix2prof.values;
