/** What a report page is made of: cutouts, rows, the JSON of a galaxy and the page itself. */
package org.pix2prof.report;
