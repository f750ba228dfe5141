// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A standalone cluster on loopback with the shipped settings, {@code flink-conf.yaml}. Each part
 * runs in its own JVM. A session cluster has DJL in its lib directory.
 */
final class FlinkCluster implements AutoCloseable {
  private static final Path JAR = Path.of("target/pix2prof-bundled-flink.jar").toAbsolutePath();
  private static final String SESSION_LIB = "target/session-lib/*";
  private static final Path CONF = Path.of("flink-conf.yaml");

  /** Arguments of a JVM that mostly starts: it trusts the classes, which are of releases. */
  private static final List<String> SHORT =
      Stream.concat(
              JarRun.SHORT.stream(),
              Stream.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"))
          .toList();

  /** Heap of a TaskManager. */
  static final String HEAP = "1200m";

  private static final Duration START = Duration.ofSeconds(120);

  private final Path directory;

  /** Class path of the TaskManagers, besides Flink. */
  private final String lib;

  private final Map<String, String> settings = new LinkedHashMap<>();
  private Process jobManager;
  private final List<Process> taskManagers = new ArrayList<>();
  private final FlinkRest rest;

  /**
   * Starts a session cluster and waits until all slots are there.
   *
   * @param directory for its settings, logs and temporary files
   * @param taskManagers number of TaskManagers
   * @param changes to the shipped settings
   */
  FlinkCluster(Path directory, int taskManagers, Map<String, String> changes) throws Exception {
    this(directory, SESSION_LIB, changes);
    jobManager =
        java(
            List.of(),
            "jobmanager",
            lib,
            jobManagerMemory(),
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            "--configDir",
            directory.toString(),
            "--executionMode",
            "cluster");
    try {
      for (int i = 0; i < taskManagers; i++) {
        startTaskManager();
      }
      awaitTaskManagers(taskManagers);
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  /** Writes the settings. */
  private FlinkCluster(Path directory, String lib, Map<String, String> changes) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.lib = lib;
    for (String line : Files.readAllLines(CONF)) {
      int colon = line.indexOf(": ");
      if (!line.startsWith("#") && colon > 0) {
        settings.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    settings.put("jobmanager.rpc.address", "127.0.0.1");
    settings.put("jobmanager.bind-host", "127.0.0.1");
    settings.put("rest.address", "127.0.0.1");
    settings.put("rest.bind-address", "127.0.0.1");
    // Opened together, so that the ports differ.
    try (ServerSocket rpc = freePort();
        ServerSocket web = freePort()) {
      settings.put("jobmanager.rpc.port", Integer.toString(rpc.getLocalPort()));
      settings.put("rest.port", Integer.toString(web.getLocalPort()));
    }
    settings.put("taskmanager.host", "127.0.0.1");
    settings.put("taskmanager.cpu.cores", "1");
    settings.put("taskmanager.memory.framework.heap.size", "128m");
    settings.put("taskmanager.memory.framework.off-heap.size", "128m");
    settings.put("io.tmp.dirs", Files.createDirectories(directory.resolve("tmp")).toString());
    settings.put("state.checkpoints.dir", directory.resolve("checkpoints").toUri().toString());
    settings.put("heartbeat.interval", "1000");
    settings.put("heartbeat.timeout", "8000");
    settings.putAll(changes);
    Files.write(
        directory.resolve("flink-conf.yaml"),
        settings.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
    rest = new FlinkRest(master());
  }

  /**
   * Starts a cluster for one run of {@code caption}, in application mode: the bundled jar contains
   * everything, and the JobManager's JVM runs it and ends with it.
   *
   * @param directory for its settings, logs and temporary files
   * @param changes to the shipped settings
   * @param args of the command
   */
  static FlinkCluster application(Path directory, Map<String, String> changes, String... args)
      throws Exception {
    FlinkCluster cluster = new FlinkCluster(directory, "", changes);
    List<String> arguments =
        new ArrayList<>(List.of(directory.toString(), JAR.toString(), CaptionMain.class.getName()));
    arguments.addAll(List.of(args));
    cluster.jobManager =
        cluster.java(
            List.of(),
            "jobmanager",
            "target/test-classes",
            cluster.jobManagerMemory(),
            FlinkApplication.class.getName(),
            arguments.toArray(String[]::new));
    try {
      cluster.startTaskManager();
    } catch (IOException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** {@code HOST:PORT} for {@code --flinkMaster}. */
  String master() {
    return "127.0.0.1:" + settings.get("rest.port");
  }

  FlinkRest rest() {
    return rest;
  }

  Process jobManager() {
    return jobManager;
  }

  /** All TaskManagers started, including killed ones; the index is their id for Flink. */
  List<Process> taskManagers() {
    return taskManagers;
  }

  Process startTaskManager() throws IOException {
    return startTaskManager(List.of(), SHORT);
  }

  /**
   * Starts a TaskManager.
   *
   * @param through a command that runs another, such as {@code taskset}
   * @param jvmArgs further JVM arguments
   */
  Process startTaskManager(List<String> through, List<String> jvmArgs) throws IOException {
    List<String> memory = new ArrayList<>(jvmArgs);
    memory.addAll(
        List.of(
            "-Xmx" + HEAP,
            "-XX:MaxMetaspaceSize=" + metaspace("taskmanager"),
            // A full metaspace clears soft references, so that they keep no classes.
            "-XX:SoftRefLRUPolicyMSPerMB=0"));
    Process process =
        java(
            through,
            "taskmanager-" + taskManagers.size(),
            lib,
            memory,
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            "--configDir",
            directory.toString(),
            "-D",
            "taskmanager.resource-id=" + taskManagers.size());
    taskManagers.add(process);
    return process;
  }

  /** Waits until this many TaskManagers have registered. */
  void awaitTaskManagers(int count) throws Exception {
    Waiting.until(
        START,
        () -> "TaskManagers: " + logs(),
        () -> rest.isUp() && rest.get("/overview").get("taskmanagers").intValue() == count);
  }

  /** Starts the bundled jar's {@code caption} on this cluster, as a user would, in a new JVM. */
  JarRun caption(String... args) throws IOException {
    return JarRun.start(
        JAR,
        Stream.concat(
                Stream.of("caption", "--runner=FlinkRunner", "--flinkMaster=" + master()),
                Stream.of(args))
            .toArray(String[]::new));
  }

  /** Returns the ends of the logs, for messages. */
  String logs() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .map(FlinkCluster::end)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Returns everything that the parts have logged or printed. */
  List<String> loggedLines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "*.log")) {
      for (Path log : logs) {
        lines.addAll(Files.readAllLines(log));
      }
    }
    return lines;
  }

  private static String end(Path log) {
    try {
      String text = Files.readString(log);
      return log.getFileName() + ":\n" + text.substring(Math.max(0, text.length() - 4000));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private List<String> jobManagerMemory() {
    List<String> args = new ArrayList<>(SHORT);
    args.addAll(List.of("-Xmx512m", "-XX:MaxMetaspaceSize=" + metaspace("jobmanager")));
    return args;
  }

  /** Starts a JVM with Flink's jars and others. */
  private Process java(
      List<String> through,
      String name,
      String others,
      List<String> jvmArgs,
      String main,
      String... args)
      throws IOException {
    List<String> command = new ArrayList<>(through);
    command.add(JarRun.java());
    command.addAll(List.of(settings.get("env.java.opts.all").split(" ")));
    command.addAll(jvmArgs);
    command.add("-cp");
    command.add("target/flink-lib/*:" + others);
    command.add(main);
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    if (lib.isEmpty()) {
      // The job's jar unpacks the native library. A session's is already unpacked for other tests.
      builder.environment().put("DJL_CACHE_DIR", directory.resolve("djl").toString());
    }
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start();
    // An aborted build leaves no process running.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  private String metaspace(String part) {
    return settings.get(part + ".memory.jvm-metaspace.size");
  }

  /** Returns a port below the ephemeral range, or a TaskManager may take it first. */
  private static ServerSocket freePort() throws IOException {
    while (true) {
      try {
        return new ServerSocket(ThreadLocalRandom.current().nextInt(20_000, 30_000));
      } catch (BindException e) {
        continue; // The port is in use.
      }
    }
  }

  /** Kills all parts. */
  @Override
  public void close() throws InterruptedException {
    List<Process> all = new ArrayList<>(taskManagers);
    all.add(jobManager);
    all.forEach(Process::destroyForcibly);
    for (Process process : all) {
      process.waitFor();
    }
  }
}
