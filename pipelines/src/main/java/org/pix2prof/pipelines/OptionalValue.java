package org.pix2prof.pipelines;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the getter of an option that may be given without a value, which then is {@code true}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface OptionalValue {
  /** {@return what may stand after the equals sign, for people} */
  String value();
}
