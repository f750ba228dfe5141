// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.beans.Introspector;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Hidden;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** A command-line option, declared by a getter of an options interface. */
record OptionSpec(String name, Method getter) {

  /** Returns the options of a command by name, without those of every pipeline. */
  static Map<String, OptionSpec> own(Class<? extends CommandOptions> options) {
    Map<String, OptionSpec> specs = of(options);
    specs.keySet().removeAll(of(PipelineOptions.class).keySet());
    return specs;
  }

  /**
   * Returns the options of an interface and its parents by name. It includes some that Beam hides
   * but users need, such as {@code --gcsEndpoint}, and excludes those that a command line cannot
   * set.
   */
  static Map<String, OptionSpec> of(Class<?> options) {
    Map<String, OptionSpec> specs = new TreeMap<>();
    for (Method method : options.getMethods()) {
      String name = property(method);
      if (name != null) {
        // The interface's own getter comes first where it overrides an inherited one.
        specs.merge(
            name,
            new OptionSpec(name, method),
            (a, b) ->
                a.getter.getDeclaringClass().isAssignableFrom(b.getter.getDeclaringClass())
                    ? b
                    : a);
      }
    }
    return specs;
  }

  private static String property(Method method) {
    if (method.getParameterCount() > 0
        || method.isDefault()
        || method.isAnnotationPresent(JsonIgnore.class)
            && (!method.isAnnotationPresent(Description.class)
                || method.isAnnotationPresent(Hidden.class))) {
      return null;
    }
    String name = method.getName();
    if (name.startsWith("get") && name.length() > 3) {
      return Introspector.decapitalize(name.substring(3));
    }
    boolean flag = method.getReturnType() == boolean.class;
    return flag && name.startsWith("is") && name.length() > 2
        ? Introspector.decapitalize(name.substring(2))
        : null;
  }

  /** Returns the renamed options of a command, by their former names. */
  static Map<String, String> aliases(Map<String, OptionSpec> own) {
    Map<String, String> names = new HashMap<>();
    for (OptionSpec spec : own.values()) {
      Alias alias = spec.getter.getAnnotation(Alias.class);
      if (alias != null) {
        names.put(alias.value(), spec.name);
      }
    }
    return names;
  }

  /** Returns whether the option is always required. */
  boolean required() {
    Validation.Required required = getter.getAnnotation(Validation.Required.class);
    return required != null && required.groups().length == 0;
  }

  /** Returns the names of the options that may replace this one. */
  List<String> alternatives(Map<String, OptionSpec> own) {
    return own.values().stream()
        .filter(other -> !other.equals(this) && !Collections.disjoint(groups(), other.groups()))
        .map(OptionSpec::name)
        .toList();
  }

  /** Returns the option groups of this option; one option of each group is required. */
  List<String> groups() {
    Validation.Required required = getter.getAnnotation(Validation.Required.class);
    return required == null ? List.of() : List.of(required.groups());
  }

  String description() {
    Description description = getter.getAnnotation(Description.class);
    return description == null ? "" : description.value();
  }

  /** Returns the default value, as a user would type it. */
  Optional<String> defaultValue() {
    for (Annotation annotation : getter.getAnnotations()) {
      Class<?> type = annotation.annotationType();
      if (type.getEnclosingClass() == Default.class && type != Default.InstanceFactory.class) {
        try {
          String value = String.valueOf(type.getMethod("value").invoke(annotation));
          return Optional.of(
              getter.getReturnType().isEnum() ? value.toLowerCase(Locale.ROOT) : value);
        } catch (ReflectiveOperationException e) {
          throw new LinkageError("@Default without value on " + getter, e);
        }
      }
    }
    return Optional.empty();
  }

  /** Returns whether the option may be given without a value, which is then {@code true}. */
  boolean isFlag() {
    return isBoolean() || getter.isAnnotationPresent(OptionalValue.class);
  }

  /** Returns a description of the value, for help and messages. */
  String expected() {
    Class<?> type = getter.getReturnType();
    OptionalValue optional = getter.getAnnotation(OptionalValue.class);
    if (optional != null) {
      return optional.value();
    }
    if (type.isEnum()) {
      return choices(type, "|");
    }
    return isBoolean()
        ? "true|false"
        : isWhole() ? "N" : isReal() ? "X" : type == String.class ? "TEXT" : "VALUE";
  }

  /**
   * Converts a value to the form of Beam's parser.
   *
   * @throws UsageException if the option does not accept this value
   */
  String normalise(String value) throws UsageException {
    Class<?> type = getter.getReturnType();
    if (type.isEnum()) {
      String wanted = value.replace('-', '_');
      return Arrays.stream(type.getEnumConstants())
          .map(c -> ((Enum<?>) c).name())
          .filter(wanted::equalsIgnoreCase)
          .findFirst()
          .orElseThrow(() -> wrong(choices(type, ", "), value));
    }
    if (isBoolean() && !value.equals("true") && !value.equals("false")) {
      throw wrong("true or false", value);
    }
    try {
      if (type == int.class || type == Integer.class) {
        Integer.parseInt(value);
      } else if (type == long.class || type == Long.class) {
        Long.parseLong(value);
      }
    } catch (NumberFormatException e) {
      throw wrong("a whole number", value);
    }
    try {
      if (isReal() && !Double.isFinite(Double.parseDouble(value))) {
        throw wrong("a finite number", value);
      }
    } catch (NumberFormatException e) {
      throw wrong("a number", value);
    }
    return value;
  }

  private UsageException wrong(String wanted, String value) {
    return new UsageException("--" + name + " must be " + wanted + ", not '" + value + "'");
  }

  private static String choices(Class<?> type, String separator) {
    return Arrays.stream(type.getEnumConstants())
        .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(separator));
  }

  private boolean isBoolean() {
    return getter.getReturnType() == boolean.class || getter.getReturnType() == Boolean.class;
  }

  private boolean isWhole() {
    Class<?> type = getter.getReturnType();
    return type == int.class || type == Integer.class || type == long.class || type == Long.class;
  }

  private boolean isReal() {
    Class<?> type = getter.getReturnType();
    return type == double.class
        || type == Double.class
        || type == float.class
        || type == Float.class;
  }
}
