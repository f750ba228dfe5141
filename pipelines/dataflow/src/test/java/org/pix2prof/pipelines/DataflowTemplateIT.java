// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pix2prof.pipelines.gcs.FakeGcs;
import org.pix2prof.pipelines.gcs.RequestKind;

/** Tests that the bundled jar translates {@code caption} to a Dataflow job and stages itself. */
class DataflowTemplateIT {
  private static final Path JAR = Path.of("target/pix2prof-bundled-dataflow.jar");
  private static final String STAGED_JAR = "files/pix2prof-bundled-dataflow-";
  private static final String ACCELERATOR = "type:nvidia-l4;count:1;install-nvidia-driver";
  private static final String WRITTEN = "template written; launch it to start the job\n";

  @TempDir private static Path directory;
  private static FakeGcs gcs;
  private static RunnerApi.Pipeline pipeline;
  private static JsonNode job;

  @BeforeAll
  static void translate() throws Exception {
    gcs = new FakeGcs("survey", "results", "staging");
    List<String> args =
        options(
            "gpu",
            "--experiments=use_runner_v2",
            "--resourceHints=accelerator=" + ACCELERATOR,
            "--resourceHints=min_ram=12GB");
    args.add(0, "caption");
    Cli cli = JarRun.start(JAR, args.toArray(String[]::new)).await(Duration.ofMinutes(2));
    assertEquals("", cli.err());
    assertEquals(WRITTEN, cli.out());
    assertEquals(0, cli.status());
    String graph = gcs.names("staging", "files/pipeline-").get(0);
    pipeline = RunnerApi.Pipeline.parseFrom(gcs.get("staging", graph).orElseThrow());
    job = new ObjectMapper().readTree(gcs.get("staging", "templates/gpu").orElseThrow());
  }

  @AfterAll
  static void stop() {
    gcs.close();
  }

  private static List<String> options(String template, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--gcsEndpoint=" + gcs.endpoint(),
                "--credentialFactoryClass=" + NoopCredentialFactory.class.getName(),
                "--project=pix2prof-test",
                "--region=us-central1",
                "--tempLocation=gs://staging/tmp",
                "--stagingLocation=gs://staging/files",
                "--templateLocation=gs://staging/templates/" + template,
                "--input=gs://survey/in/*.fits",
                "--output=gs://results/profiles",
                "--badRecords=gs://results/bad"));
    options.addAll(List.of(more));
    return options;
  }

  private static List<RunnerApi.PTransform> transforms() {
    return List.copyOf(pipeline.getComponents().getTransformsMap().values());
  }

  @Test
  void stepsHaveNamesOfTransforms() {
    Set<String> steps =
        transforms().stream()
            .map(step -> step.getUniqueName().replaceFirst("/.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> ours = List.of("ReadFits", "Preprocess", "CaptionProfiles", "WriteProfiles");
    assertTrue(steps.containsAll(ours), steps.toString());
    assertEquals("JOB_TYPE_BATCH", job.get("type").asText());
    assertTrue(job.get("name").asText().startsWith("pix2prof-"), job.get("name").asText());
  }

  @Test
  void resourceHintsReachCaptionStep() {
    List<RunnerApi.PTransform> captioning =
        transforms().stream()
            .filter(step -> step.getUniqueName().startsWith("CaptionProfiles/"))
            .filter(step -> step.getSpec().getUrn().equals("beam:transform:pardo:v1"))
            .toList();
    assertFalse(captioning.isEmpty());
    for (RunnerApi.PTransform step : captioning) {
      Map<String, String> hints =
          pipeline
              .getComponents()
              .getEnvironmentsOrThrow(step.getEnvironmentId())
              .getResourceHintsMap()
              .entrySet()
              .stream()
              .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toStringUtf8()));
      assertEquals(ACCELERATOR, hints.get("beam:resources:accelerator:v1"));
      assertEquals("12000000000", hints.get("beam:resources:min_ram_bytes:v1"));
    }
  }

  @Test
  void imagesAndProfilesHaveTheirOwnCoders() {
    Set<String> coders = new TreeSet<>();
    for (RunnerApi.Coder coder : pipeline.getComponents().getCodersMap().values()) {
      if (coder.getSpec().getUrn().equals("beam:coders:javasdk:0.1")) {
        Object java =
            SerializableUtils.deserializeFromByteArray(
                coder.getSpec().getPayload().toByteArray(), "a coder");
        coders.add(java.getClass().getSimpleName());
        if (java instanceof SerializableCoder<?> serializable) {
          String type = serializable.getRecordType().getName();
          assertFalse(type.startsWith("org.pix2prof."), type);
        }
      }
    }
    List<String> ours = List.of("GalaxyImageCoder", "SurfaceBrightnessProfileCoder");
    assertTrue(coders.containsAll(ours), coders.toString());
  }

  @Test
  void stagesJarUnderItsChecksum() throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(Files.newInputStream(JAR), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    String sum = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
    String name = STAGED_JAR + sum + ".jar";
    assertEquals(List.of(name), gcs.names("staging", STAGED_JAR));
    assertEquals(Files.size(JAR), gcs.get("staging", name).orElseThrow().length);
    List<String> locations = job.findValues("location").stream().map(JsonNode::asText).toList();
    assertTrue(locations.stream().anyMatch(l -> l.endsWith(name)), locations.toString());
  }

  /** Uses a main class that takes options only, like the launcher of a flex template. */
  @Test
  void doesNotUploadUnchangedJarAgain() throws Exception {
    List<String> command =
        new ArrayList<>(List.of("-Xmx1g", "-cp", JAR.toString(), CaptionMain.class.getName()));
    command.addAll(options("cpu", "--runner=DataflowRunner", "--labels={\"survey\":\"sdss\"}"));
    Cli cli = java(command);
    assertEquals("", cli.err());
    assertEquals(WRITTEN, cli.out());
    assertEquals(0, cli.status());
    assertTrue(gcs.get("staging", "templates/cpu").isPresent());
    assertEquals(1, gcs.count(RequestKind.UPLOAD, STAGED_JAR));
  }

  @ParameterizedTest
  @CsvSource({
    "--tempLocation=, --tempLocation is missing: Dataflow needs a directory in a bucket",
    "--region=, --region is missing",
    "--project=, --project is missing: "
  })
  void reportsMissingOptionsInOneLine(String without, String message) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("-Duser.home=" + directory, "-jar", JAR.toString(), "caption"));
    options("none").stream().filter(arg -> !arg.startsWith(without)).forEach(command::add);
    Cli cli = java(command);
    assertTrue(cli.err().startsWith("pix2prof caption: " + message), cli.err());
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertEquals(2, cli.status());
  }

  /** Runs Java for a user without gcloud credentials. */
  private static Cli java(List<String> args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JarRun.java()));
    command.addAll(JarRun.SHORT);
    command.addAll(args);
    Path out = Files.createTempFile(directory, "java", ".out");
    Path err = Files.createTempFile(directory, "java", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("CLOUDSDK_CONFIG", directory.toString());
    List.of(
            "GOOGLE_CLOUD_PROJECT",
            "CLOUDSDK_COMPUTE_REGION",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS")
        .forEach(builder.environment()::remove);
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), "not done");
      return new Cli(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }
}
