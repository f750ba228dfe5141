// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the getter of an option that may be given without a value, which is then {@code true}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface OptionalValue {
  /** {@return description of the value, for help and messages} */
  String value();
}
