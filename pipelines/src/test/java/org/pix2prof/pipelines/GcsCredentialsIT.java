// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.pipelines.gcs.RequestKind.LIST;
import static org.pix2prof.pipelines.gcs.RequestKind.UPLOAD;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import com.google.auth.Credentials;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.apache.beam.sdk.extensions.gcp.auth.CredentialFactory;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pix2prof.pipelines.gcs.FakeGcs;
import org.pix2prof.pipelines.gcs.RequestKind;

/**
 * Tests that a refusal by Cloud Storage is reported soon, in one line with the object and the
 * remedy.
 */
class GcsCredentialsIT {
  private static final String LOCAL = "--input=../examples/data/sim-2010-000000.fits.gz";
  private static final String IMAGE = "--input=gs://survey/in/a.fits";
  private static final String ADVICE =
      "; run 'gcloud auth application-default login' or set GOOGLE_APPLICATION_CREDENTIALS to a"
          + " key file\n";

  /** Factory like Beam's if it finds no credentials. */
  public static final class NoCredentials implements CredentialFactory {
    public static NoCredentials fromOptions(PipelineOptions options) {
      return new NoCredentials();
    }

    @Override
    public Credentials getCredential() {
      return null;
    }
  }

  /** A token that the server refuses. */
  public static final class OldToken implements CredentialFactory {
    public static OldToken fromOptions(PipelineOptions options) {
      return new OldToken();
    }

    @Override
    public Credentials getCredential() {
      return GoogleCredentials.create(
          new AccessToken("old", Date.from(Instant.now().plusSeconds(3600))));
    }
  }

  @TempDir private Path directory;
  private FakeGcs gcs;

  @BeforeEach
  void start() throws IOException {
    gcs = new FakeGcs("survey", "results", "models");
    gcs.put("survey", "in/a.fits", Files.readAllBytes(TestFits.write(directory.resolve("a.fits"))));
    gcs.put("models", "m/manifest.json", new byte[] {'{'});
  }

  @AfterEach
  void stop() {
    gcs.close();
  }

  private void assertRefused(String message, Class<?> credentials, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "caption",
                "--gcsEndpoint=" + gcs.endpoint(),
                "--credentialFactoryClass=" + credentials.getName()));
    args.addAll(List.of(options));
    if (args.stream().noneMatch(arg -> arg.startsWith("--output="))) {
      args.add("--output=" + directory.resolve("out/p"));
    }
    Cli cli =
        assertTimeoutPreemptively(
            Duration.ofSeconds(40), () -> Cli.run(args.toArray(String[]::new)));
    assertEquals("pix2prof caption: " + message, cli.err());
    assertEquals("", cli.out());
    assertEquals(1, cli.status());
  }

  @ParameterizedTest
  @CsvSource({
    "--input=gs://survey/in/*.fits, gs://survey/in/*",
    "--input=gs://survey/in/a.fits, gs://survey/in/a.fits",
    "--model=gs://models/m, gs://models/m/manifest.json",
    "--output=gs://results/p, gs://results/p"
  })
  void reportsMissingAndExpiredCredentials(String option, String place) {
    gcs.requireToken("new");
    String[] options =
        option.startsWith("--input=") ? new String[] {option} : new String[] {option, LOCAL};
    assertRefused(
        place + ": no Google Cloud credentials were found" + ADVICE, NoCredentials.class, options);
    assertRefused(
        place
            + ": the Google Cloud credentials are not accepted (401 Anonymous caller does not have"
            + " storage.objects.list access to the Google Cloud Storage bucket)"
            + ADVICE,
        OldToken.class,
        options);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIST", "METADATA", "READ", "UPLOAD"})
  void reportsMissingPermission(RequestKind kind) {
    gcs.faults().refuse(kind, "", 403);
    String place =
        kind == LIST
            ? "gs://survey/in/*"
            : kind == UPLOAD ? "gs://results/p" : "gs://survey/in/a.fits";
    String[] options =
        kind == UPLOAD
            ? new String[] {LOCAL, "--output=gs://results/p"}
            : new String[] {kind == LIST ? "--input=gs://survey/in/*.fits" : IMAGE};
    assertRefused(
        place
            + ": access is denied (403 someone@example.org does not have storage.objects.get"
            + " access to the Google Cloud Storage object); the account needs a role such as"
            + " Storage Object User on the bucket\n",
        NoopCredentialFactory.class,
        options);
  }

  @Test
  void reportsMissingBucket() {
    assertRefused(
        "gs://nowhere/x*: the bucket does not exist\n",
        NoopCredentialFactory.class,
        "--input=gs://nowhere/x*.fits");
    assertRefused(
        "gs://nowhere/p: the bucket does not exist\n",
        NoopCredentialFactory.class,
        LOCAL,
        "--output=gs://nowhere/p");
  }

  @Test
  void refusesInvalidBucketName() {
    Cli cli = Cli.run("caption", "--input=gs://No_Bucket!/x.fits", "--output=" + directory + "/p");
    assertEquals(2, cli.status());
    assertTrue(cli.err().startsWith("pix2prof caption: --input=gs://No_Bucket!/x.fits: "));
    assertEquals(2, Cli.run("caption", LOCAL, "--output=gs://N/x").status());
  }

  @Test
  void reportsMissingKeyFile() {
    Exception failure =
        new IOException(
            "gs://survey/a",
            new RuntimeException("Unable to get application default credentials. Please see"));
    assertEquals(
        "gs://survey/a: GOOGLE_APPLICATION_CREDENTIALS names /no/key.json, which cannot be read"
            + ADVICE.stripTrailing(),
        StorageFailures.message(failure, "/no/key.json").orElseThrow());
  }

  @Test
  void allowsObjectNamedBucket() {
    Exception failure =
        new IOException("gs://my-bucket/a.fits", notFound("No such object: my-bucket/a.fits"));
    assertEquals(
        "gs://my-bucket/a.fits: the object does not exist",
        StorageFailures.message(failure, null).orElseThrow());
  }

  @Test
  void doesNotBlameStorageForOtherServices() {
    Exception failure =
        new RuntimeException(
            "Failed to create a workflow job",
            new HttpResponseException.Builder(403, "Forbidden", new HttpHeaders())
                .setMessage(
                    "403 Forbidden\nPOST https://dataflow.googleapis.com/v1b3/projects/p/jobs")
                .build());
    assertEquals(
        "dataflow.googleapis.com answered 403 Forbidden",
        StorageFailures.message(failure, null).orElseThrow());
  }

  private static Exception notFound(String message) {
    GoogleJsonError error = new GoogleJsonError();
    error.setMessage(message);
    return new GoogleJsonResponseException(
        new HttpResponseException.Builder(404, "Not Found", new HttpHeaders())
            .setMessage(
                "404 Not Found\n"
                    + "GET https://storage.googleapis.com/storage/v1/b/my-bucket/o/a.fits"),
        error);
  }

  /**
   * Tests Beam's search for credentials in a JVM whose user has none; the machine may be outside
   * Google's cloud.
   */
  @Test
  void endsSearchForDefaultCredentialsSoon() throws Exception {
    gcs.requireToken("new");
    Path stderr = directory.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(
                JarRun.java(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                "org.pix2prof.pipelines.Pix2Prof",
                "caption",
                IMAGE,
                "--output=" + directory.resolve("out/p"),
                "--gcsEndpoint=" + gcs.endpoint())
            .redirectError(stderr.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(
            List.of("GOOGLE_APPLICATION_CREDENTIALS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().put("CLOUDSDK_CONFIG", directory.toString());
    Process process = builder.start();
    try {
      assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertEquals(1, process.waitFor()));
    } finally {
      process.destroyForcibly();
    }
    assertEquals(
        "pix2prof caption: gs://survey/in/a.fits: no Google Cloud credentials were found" + ADVICE,
        Files.readString(stderr));
  }
}
