// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * JSON object of a manifest, read key by key. An error names the dotted key, the value and the
 * allowed values. {@link #end()} rejects keys that were not read.
 */
final class ManifestObject {
  private final String source;
  private final String path;
  private final JsonNode node;
  private final TreeSet<String> asked = new TreeSet<>();

  /** The whole manifest. */
  ManifestObject(String source, JsonNode node) throws InvalidModelException {
    this(source, "", node);
  }

  private ManifestObject(String source, String path, JsonNode node) throws InvalidModelException {
    this.source = source;
    this.path = path;
    this.node = node;
    if (!node.isObject()) {
      throw new InvalidModelException(
          source + ": " + (path.isEmpty() ? "" : path + ": ") + shown(node) + " is not an object");
    }
  }

  boolean has(String key) {
    asked.add(key);
    return node.has(key);
  }

  /** The JSON of the object. */
  JsonNode node() {
    return node;
  }

  private JsonNode get(String key) throws InvalidModelException {
    if (!has(key)) {
      throw problem(key, "is missing");
    }
    return node.get(key);
  }

  ManifestObject object(String key) throws InvalidModelException {
    return new ManifestObject(source, dotted(key), get(key));
  }

  String text(String key) throws InvalidModelException {
    JsonNode value = get(key);
    if (!value.isTextual()) {
      throw problem(key, shown(value) + " is not a string");
    }
    return value.textValue();
  }

  /** A string that matches a pattern; {@code expected} describes the pattern in messages. */
  String text(String key, String pattern, String expected) throws InvalidModelException {
    String value = text(key);
    if (!value.matches(pattern)) {
      throw problem(key, "'" + value + "' is not " + expected);
    }
    return value;
  }

  /** A whole number from {@code least} to {@code most}. */
  int integer(String key, int least, int most) throws InvalidModelException {
    JsonNode value = get(key);
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw problem(key, shown(value) + " is not a whole number from " + least + " to " + most);
    }
    return value.intValue();
  }

  double number(String key) throws InvalidModelException {
    JsonNode value = get(key);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw problem(key, shown(value) + " is not a number");
    }
    return value.doubleValue();
  }

  double numberAbove(String key, double bound) throws InvalidModelException {
    double value = number(key);
    if (!(value > bound)) {
      throw problem(key, shown(get(key)) + " is not greater than " + plain(bound));
    }
    return value;
  }

  /** The value of one of several names. */
  <T> T choice(String key, Map<String, T> allowed) throws InvalidModelException {
    String name = text(key);
    T value = allowed.get(name);
    if (value == null) {
      throw problem(key, "'" + name + "' is not one of " + String.join(", ", allowed.keySet()));
    }
    return value;
  }

  /** One of several names. */
  String choice(String key, String... allowed) throws InvalidModelException {
    String name = text(key);
    if (!List.of(allowed).contains(name)) {
      throw problem(key, "'" + name + "' is not one of " + String.join(", ", allowed));
    }
    return name;
  }

  /** At least one string, without duplicates. */
  List<String> texts(String key) throws InvalidModelException {
    JsonNode value = get(key);
    List<String> texts = new ArrayList<>();
    boolean fine = value.isArray() && !value.isEmpty();
    for (JsonNode item : value) {
      fine &= item.isTextual() && !item.textValue().isBlank() && !texts.contains(item.textValue());
      texts.add(item.asText());
    }
    if (!fine) {
      throw problem(key, shown(value) + " is not a list of one or more different strings");
    }
    return List.copyOf(texts);
  }

  /** At least one number that is finite as a float. */
  List<Float> floats(String key) throws InvalidModelException {
    JsonNode value = get(key);
    List<Float> floats = new ArrayList<>();
    boolean fine = value.isArray() && !value.isEmpty();
    for (JsonNode item : value) {
      fine &= item.isNumber() && Float.isFinite(item.floatValue());
      floats.add(item.floatValue());
    }
    if (!fine) {
      throw problem(key, shown(value) + " is not a list of one or more numbers");
    }
    return List.copyOf(floats);
  }

  /** Rejects keys that were not read. */
  void end() throws InvalidModelException {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!asked.contains(entry.getKey())) {
        throw problem(
            entry.getKey(),
            "is not a key of this manifest; allowed here: "
                + asked.stream().collect(Collectors.joining(", ")));
      }
    }
  }

  InvalidModelException problem(String key, String what) {
    return new InvalidModelException(source + ": " + dotted(key) + ": " + what);
  }

  private String dotted(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String shown(JsonNode value) {
    String text = value.isTextual() ? "'" + value.textValue() + "'" : value.toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
