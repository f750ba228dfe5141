/** What a table of records is, and how it becomes files that other programs open. */
package org.pix2prof.tables;
