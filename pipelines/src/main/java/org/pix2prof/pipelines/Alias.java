// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A former name of an option, which command lines may still use. Help does not list it. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Alias {
  /** {@return the former name} */
  String value();
}
