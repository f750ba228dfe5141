/** pipelines. */
package org.pix2prof.pipelines;
