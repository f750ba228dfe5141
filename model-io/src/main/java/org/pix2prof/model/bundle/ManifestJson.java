// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.bundle;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.pix2prof.model.KnownAnswer;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Centre;
import org.pix2prof.model.ModelManifest.Decoder;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Format;
import org.pix2prof.model.ModelManifest.Head;
import org.pix2prof.model.ModelManifest.Input;
import org.pix2prof.model.ModelManifest.Missing;
import org.pix2prof.model.ModelManifest.Network;
import org.pix2prof.model.ModelManifest.Normalisation;
import org.pix2prof.model.ModelManifest.Pixels;
import org.pix2prof.model.ModelManifest.Profile;
import org.pix2prof.model.ModelManifest.Radius;
import org.pix2prof.model.ModelManifest.Sky;
import org.pix2prof.model.ModelManifest.Stop;

/**
 * Converts a {@link ModelManifest} to {@code manifest.json} and back. Parsing is strict: missing,
 * unknown and duplicate keys, values of the wrong type or out of range, and inconsistent values are
 * errors. {@code docs/model-bundles.md} lists the keys.
 */
public final class ManifestJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Upper limit of all sizes, far above any useful network. It keeps products of sizes in range.
   */
  private static final int MAX_SIZE = 1 << 15;

  /** Longest side of an image, pixels. */
  private static final int MAX_SIDE = 1 << 13;

  private static final Map<String, Format> FORMATS =
      names("safetensors", Format.SAFETENSORS, "torchscript", Format.TORCHSCRIPT);
  private static final Map<String, Sky> SKIES = names("none", Sky.NONE, "border", Sky.BORDER);
  private static final Map<String, Centre> CENTRES =
      names("image", Centre.IMAGE, "detected", Centre.DETECTED);
  private static final Map<String, Missing> MISSING =
      names("zero", Missing.ZERO, "nan", Missing.NAN);
  private static final Map<String, Pixels> PIXELS =
      names("resampled", Pixels.RESAMPLED, "native", Pixels.NATIVE);
  private static final Map<String, Head> HEADS = new TreeMap<>();

  static {
    for (Head head : Head.values()) {
      HEADS.put(head.name().toLowerCase(Locale.ROOT), head);
    }
  }

  /** Allowed outputs of a network, from the fewest to the most. */
  private static final List<List<String>> OUTPUTS =
      List.of(
          List.of("mu"), List.of("mu", "mu_err"), List.of("mu", "mu_err", "ellipticity", "pa_deg"));

  private ManifestJson() {}

  /**
   * Reads a manifest.
   *
   * @param json text of the manifest, UTF-8
   * @param source its location, for messages
   * @return the manifest
   * @throws InvalidModelException if it is not JSON or not a manifest; the message names the key,
   *     the value and the allowed values
   */
  public static ModelManifest read(byte[] json, String source) throws InvalidModelException {
    try {
      return manifest(new ManifestObject(source, JSON.readTree(json)));
    } catch (JsonProcessingException e) {
      throw new InvalidModelException(source + ": not JSON: " + e.getOriginalMessage() + at(e), e);
    } catch (InvalidModelException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidModelException(source + ": not JSON: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a manifest.
   *
   * @param manifest to write
   * @return its text, UTF-8, which {@link #read} converts back to an equal manifest
   * @throws InvalidModelException if {@link #read} would reject it
   */
  public static byte[] write(ModelManifest manifest) throws InvalidModelException {
    byte[] json;
    try {
      json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json(manifest));
    } catch (JsonProcessingException e) {
      throw new InvalidModelException(
          manifest.name() + ": the manifest cannot be written: " + e.getOriginalMessage(), e);
    }
    read(json, "manifest of " + manifest.name());
    return json;
  }

  private static ModelManifest manifest(ManifestObject json) throws InvalidModelException {
    Format format = json.choice("format", FORMATS);
    Network network = null;
    if (format == Format.SAFETENSORS) {
      network = network(json.object("network"));
    } else if (json.has("network")) {
      throw json.problem("network", "is not allowed if format is torchscript");
    }
    ModelManifest manifest =
        new ModelManifest(
            json.text("name", "[A-Za-z0-9][A-Za-z0-9._+-]*", "letters, digits and . _ + -"),
            json.text("version", "[A-Za-z0-9][A-Za-z0-9._+-]*", "letters, digits and . _ + -"),
            format,
            json.text("weights", "[A-Za-z0-9][A-Za-z0-9._+-]*", "the name of a file in the bundle"),
            json.text("sha256", "[0-9a-f]{64}", "64 lower-case hex digits"),
            input(json.object("input")),
            network,
            profile(json.object("profile")),
            provenance(json),
            json.has("knownAnswer") ? knownAnswer(json.object("knownAnswer")) : null);
    json.end();
    if (manifest.weights().equals(ModelBundle.MANIFEST)) {
      throw json.problem("weights", "'" + manifest.weights() + "' is the manifest itself");
    }
    checkAgreement(manifest, json);
    return manifest;
  }

  private static Map<String, Object> provenance(ManifestObject json) throws InvalidModelException {
    return JSON.convertValue(
        json.object("provenance").node(), new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  private static KnownAnswer knownAnswer(ManifestObject json) throws InvalidModelException {
    KnownAnswer answer =
        new KnownAnswer(
            json.integer("seed", 0, Integer.MAX_VALUE),
            json.integer("width", 1, MAX_SIDE),
            json.integer("height", 1, MAX_SIDE),
            json.floats("mu"));
    json.end();
    return answer;
  }

  private static Input input(ManifestObject json) throws InvalidModelException {
    OptionalDouble clip = OptionalDouble.empty();
    if (json.has("clipPercentile")) {
      clip = OptionalDouble.of(json.numberAbove("clipPercentile", 0));
      if (clip.getAsDouble() > 100) {
        throw json.problem("clipPercentile", clip.getAsDouble() + " is greater than 100");
      }
    }
    Input input =
        new Input(
            json.integer("height", 1, MAX_SIDE),
            json.integer("width", 1, MAX_SIDE),
            json.numberAbove("pixelScaleArcsec", 0),
            json.number("zeroPoint"),
            json.texts("bands"),
            clip,
            json.has("sky") ? json.choice("sky", SKIES) : Sky.NONE,
            json.has("centre") ? json.choice("centre", CENTRES) : Centre.IMAGE,
            json.has("missing") ? json.choice("missing", MISSING) : Missing.ZERO,
            normalisation(json.object("normalisation")),
            json.has("pixels") ? json.choice("pixels", PIXELS) : Pixels.RESAMPLED);
    json.end();
    return input;
  }

  private static Normalisation normalisation(ManifestObject json) throws InvalidModelException {
    Normalisation normalisation;
    switch (json.choice("kind", "minmax", "asinh", "none")) {
      case "minmax" -> {
        double min = json.number("min");
        normalisation = new Normalisation.MinMax(min, json.numberAbove("max", min));
      }
      case "asinh" -> normalisation = new Normalisation.Asinh(json.numberAbove("softening", 0));
      default -> normalisation = new Normalisation.None();
    }
    json.end();
    return normalisation;
  }

  private static Network network(ManifestObject json) throws InvalidModelException {
    Encoder encoder = encoder(json.object("encoder"));
    ManifestObject decoderJson = json.object("decoder");
    Decoder decoder = decoder(decoderJson);
    json.end();
    if (latent(encoder) != decoder.hidden()) {
      throw decoderJson.problem(
          "hidden",
          decoder.hidden()
              + " is not network.encoder.latent, "
              + latent(encoder)
              + ": the latent vector starts the decoder");
    }
    if (encoder instanceof Encoder.ResNet18 && decoder.outputs().size() > 1) {
      throw decoderJson.problem(
          "outputs", decoder.outputs() + " is not [mu], all that a resnet18 network gives");
    }
    return new Network(encoder, decoder);
  }

  private static int latent(Encoder encoder) {
    return encoder instanceof Encoder.ResNet18 resnet
        ? resnet.latent()
        : ((Encoder.Polar) encoder).latent();
  }

  private static Encoder encoder(ManifestObject json) throws InvalidModelException {
    Encoder encoder;
    if (json.choice("kind", "resnet18", "polar").equals("resnet18")) {
      json.choice("stem", "cifar");
      encoder =
          new Encoder.ResNet18(
              json.integer("width", 1, MAX_SIZE), json.integer("latent", 1, MAX_SIZE));
    } else {
      encoder =
          new Encoder.Polar(
              json.integer("angles", 1, MAX_SIZE),
              json.integer("looks", 1, 16),
              json.integer("width", 1, MAX_SIZE),
              json.integer("latent", 1, MAX_SIZE),
              json.has("heads") ? heads(json) : Set.of());
    }
    json.end();
    return encoder;
  }

  private static Set<Head> heads(ManifestObject json) throws InvalidModelException {
    Set<Head> heads = EnumSet.noneOf(Head.class);
    for (String name : json.texts("heads")) {
      if (!HEADS.containsKey(name)) {
        throw json.problem("heads", "'" + name + "' is not one of " + HEADS.keySet());
      }
      heads.add(HEADS.get(name));
    }
    return heads;
  }

  private static Decoder decoder(ManifestObject json) throws InvalidModelException {
    json.choice("kind", "gru");
    List<String> outputs = json.texts("outputs");
    if (!OUTPUTS.contains(outputs)) {
      throw json.problem("outputs", outputs + " is not one of " + OUTPUTS);
    }
    Decoder decoder =
        new Decoder(json.integer("layers", 1, 64), json.integer("hidden", 1, MAX_SIZE), outputs);
    json.end();
    return decoder;
  }

  private static Profile profile(ManifestObject json) throws InvalidModelException {
    Profile profile =
        new Profile(
            radius(json.object("radius")),
            json.integer("maxLength", 1, MAX_SIZE),
            stop(json.object("stop")));
    json.end();
    return profile;
  }

  private static Radius radius(ManifestObject json) throws InvalidModelException {
    Radius radius;
    if (json.choice("kind", "linear", "geometric").equals("linear")) {
      radius = new Radius.Linear(json.numberAbove("stepArcsec", 0));
    } else {
      radius =
          new Radius.Geometric(json.numberAbove("startArcsec", 0), json.numberAbove("ratio", 1));
    }
    json.end();
    return radius;
  }

  private static Stop stop(ManifestObject json) throws InvalidModelException {
    Stop stop;
    if (json.choice("kind", "flat", "predicted").equals("flat")) {
      int after = json.integer("after", 1, MAX_SIZE);
      stop = new Stop.Flat(after, json.integer("window", 1, after), json.numberAbove("maxStd", 0));
    } else {
      double probability = json.numberAbove("probability", 0);
      if (probability >= 1) {
        throw json.problem("probability", probability + " is not less than 1");
      }
      stop = new Stop.Predicted(probability);
    }
    json.end();
    return stop;
  }

  /** Rejects values that are each allowed but inconsistent. */
  private static void checkAgreement(ModelManifest manifest, ManifestObject json)
      throws InvalidModelException {
    Encoder encoder = manifest.network() == null ? null : manifest.network().encoder();
    if (manifest.profile().stop() instanceof Stop.Predicted
        && !(encoder instanceof Encoder.Polar)) {
      throw json.problem(
          "profile.stop.kind",
          "'predicted' requires the encoder polar, which predicts it; use flat");
    }
    KnownAnswer answer = manifest.knownAnswer();
    if (answer != null && answer.mu().size() > manifest.profile().maxLength()) {
      throw json.problem(
          "knownAnswer.mu",
          answer.mu().size()
              + " values are more than profile.maxLength, "
              + manifest.profile().maxLength());
    }
    if (manifest.input().pixels() == Pixels.NATIVE && !manifest.hasIsophotes()) {
      throw json.problem(
          "input.pixels",
          "'native' requires the encoder polar, input.centre detected and isophotes as outputs");
    }
    if (manifest.input().missing() == Missing.NAN && encoder instanceof Encoder.ResNet18) {
      throw json.problem("input.missing", "'nan' is not allowed for a resnet18 encoder; use zero");
    }
    int last = manifest.profile().maxLength() - 1;
    if (!Double.isFinite(manifest.profile().radius().arcsec(last))) {
      throw json.problem("profile.radius", "the radius of step " + last + " is not finite");
    }
    checkSizes(manifest, json);
  }

  /** Rejects sizes that are each in range but together need too much memory. */
  private static void checkSizes(ModelManifest manifest, ManifestObject json)
      throws InvalidModelException {
    Input input = manifest.input();
    checkImage(manifest, "input", input.width(), input.height(), json);
    KnownAnswer answer = manifest.knownAnswer();
    if (answer != null) {
      checkImage(manifest, "knownAnswer", answer.width(), answer.height(), json);
    }
    if (manifest.network() == null) {
      return;
    }
    long parameters;
    try {
      parameters = NetworkLimits.parameters(manifest);
    } catch (IllegalArgumentException e) {
      return; // No such network exists. ModelBundle rejects its weights.
    }
    if (parameters > NetworkLimits.MAX_PARAMETERS) {
      throw json.problem(
          "network",
          "needs " + parameters + " weights; expected at most " + NetworkLimits.MAX_PARAMETERS);
    }
  }

  private static void checkImage(
      ModelManifest manifest, String key, int width, int height, ManifestObject json)
      throws InvalidModelException {
    if ((long) width * height > NetworkLimits.MAX_PIXELS) {
      throw json.problem(
          key,
          width
              + " x "
              + height
              + " pixels are too many; expected at most "
              + NetworkLimits.MAX_PIXELS);
    }
    if (manifest.network() != null
        && NetworkLimits.activations(manifest, width, height) > NetworkLimits.MAX_ACTIVATIONS) {
      throw json.problem(
          key,
          "for one image of "
              + width
              + " x "
              + height
              + " pixels a layer of this network computes "
              + NetworkLimits.activations(manifest, width, height)
              + " numbers; expected at most "
              + NetworkLimits.MAX_ACTIVATIONS);
    }
  }

  private static ObjectNode json(ModelManifest manifest) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", manifest.name());
    json.put("version", manifest.version());
    json.put("format", name(FORMATS, manifest.format()));
    json.put("weights", manifest.weights());
    json.put("sha256", manifest.sha256());
    write(json.putObject("input"), manifest.input());
    if (manifest.network() != null) {
      write(json.putObject("network"), manifest.network());
    }
    write(json.putObject("profile"), manifest.profile());
    json.set("provenance", JSON.valueToTree(manifest.provenance()));
    if (manifest.knownAnswer() != null) {
      write(json.putObject("knownAnswer"), manifest.knownAnswer());
    }
    return json;
  }

  private static void write(ObjectNode json, KnownAnswer answer) {
    json.put("seed", answer.seed());
    json.put("width", answer.width()).put("height", answer.height());
    answer.mu().forEach(json.putArray("mu")::add);
  }

  private static void write(ObjectNode json, Input input) {
    json.put("height", input.height());
    json.put("width", input.width());
    json.put("pixelScaleArcsec", input.pixelScaleArcsec());
    json.put("zeroPoint", input.zeroPoint());
    input.bands().forEach(json.putArray("bands")::add);
    input.clipPercentile().ifPresent(percentile -> json.put("clipPercentile", percentile));
    json.put("sky", name(SKIES, input.sky()));
    json.put("centre", name(CENTRES, input.centre()));
    json.put("missing", name(MISSING, input.missing()));
    if (input.pixels() == Pixels.NATIVE) {
      json.put("pixels", name(PIXELS, input.pixels()));
    }
    ObjectNode normalisation = json.putObject("normalisation");
    if (input.normalisation() instanceof Normalisation.MinMax minMax) {
      normalisation.put("kind", "minmax").put("min", minMax.min()).put("max", minMax.max());
    } else if (input.normalisation() instanceof Normalisation.Asinh asinh) {
      normalisation.put("kind", "asinh").put("softening", asinh.softening());
    } else {
      normalisation.put("kind", "none");
    }
  }

  private static void write(ObjectNode json, Network network) {
    ObjectNode encoder = json.putObject("encoder");
    if (network.encoder() instanceof Encoder.ResNet18 resnet) {
      encoder.put("kind", "resnet18").put("stem", "cifar");
      encoder.put("width", resnet.width()).put("latent", resnet.latent());
    } else if (network.encoder() instanceof Encoder.Polar polar) {
      encoder.put("kind", "polar").put("angles", polar.angles()).put("looks", polar.iterations());
      encoder.put("width", polar.width()).put("latent", polar.latent());
      if (!polar.heads().isEmpty()) {
        ArrayNode heads = encoder.putArray("heads");
        polar.heads().stream().sorted().forEach(head -> heads.add(name(HEADS, head)));
      }
    }
    ObjectNode decoder = json.putObject("decoder").put("kind", "gru");
    decoder.put("layers", network.decoder().layers()).put("hidden", network.decoder().hidden());
    network.decoder().outputs().forEach(decoder.putArray("outputs")::add);
  }

  private static void write(ObjectNode json, Profile profile) {
    ObjectNode radius = json.putObject("radius");
    if (profile.radius() instanceof Radius.Linear linear) {
      radius.put("kind", "linear").put("stepArcsec", linear.stepArcsec());
    } else if (profile.radius() instanceof Radius.Geometric geometric) {
      radius.put("kind", "geometric").put("startArcsec", geometric.startArcsec());
      radius.put("ratio", geometric.ratio());
    }
    json.put("maxLength", profile.maxLength());
    ObjectNode stop = json.putObject("stop");
    if (profile.stop() instanceof Stop.Flat flat) {
      stop.put("kind", "flat").put("after", flat.after()).put("window", flat.window());
      stop.put("maxStd", flat.maxStd());
    } else if (profile.stop() instanceof Stop.Predicted predicted) {
      stop.put("kind", "predicted").put("probability", predicted.probability());
    }
  }

  /** Names in the given order, which messages keep. */
  private static <T> Map<String, T> names(String name1, T value1, String name2, T value2) {
    Map<String, T> names = new LinkedHashMap<>();
    names.put(name1, value1);
    names.put(name2, value2);
    return names;
  }

  private static <T> String name(Map<String, T> names, T value) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue() == value)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }
}
