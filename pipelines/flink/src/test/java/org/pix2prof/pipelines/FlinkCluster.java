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
 * A standalone cluster on loopback, each of its parts a JVM of its own, with the settings that ship
 * as {@code flink-conf.yaml}. A session cluster has DJL in its lib folder.
 */
final class FlinkCluster implements AutoCloseable {
  private static final Path JAR = Path.of("target/pix2prof-bundled-flink.jar").toAbsolutePath();
  private static final String SESSION_LIB = "target/session-lib/*";
  private static final Path CONF = Path.of("flink-conf.yaml");

  /** Heap of a TaskManager. */
  static final String HEAP = "1200m";

  private static final Duration START = Duration.ofSeconds(120);

  private final Path folder;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private Process jobManager;
  private final List<Process> taskManagers = new ArrayList<>();
  private final FlinkRest rest;

  /**
   * Starts a session cluster and waits until all slots are there.
   *
   * @param folder for its settings, logs and temporary files
   * @param taskManagers how many of them
   * @param changes to the settings that ship
   */
  FlinkCluster(Path folder, int taskManagers, Map<String, String> changes) throws Exception {
    this(folder, changes);
    jobManager =
        java(
            List.of(),
            "jobmanager",
            SESSION_LIB,
            jobManagerMemory(),
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            "--configDir",
            folder.toString(),
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
  private FlinkCluster(Path folder, Map<String, String> changes) throws IOException {
    this.folder = Files.createDirectories(folder);
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
    // Held together, so that they differ.
    try (ServerSocket rpc = freePort();
        ServerSocket web = freePort()) {
      settings.put("jobmanager.rpc.port", Integer.toString(rpc.getLocalPort()));
      settings.put("rest.port", Integer.toString(web.getLocalPort()));
    }
    settings.put("taskmanager.host", "127.0.0.1");
    settings.put("taskmanager.cpu.cores", "1");
    settings.put("taskmanager.memory.framework.heap.size", "128m");
    settings.put("taskmanager.memory.framework.off-heap.size", "128m");
    settings.put("io.tmp.dirs", Files.createDirectories(folder.resolve("tmp")).toString());
    settings.put("state.checkpoints.dir", folder.resolve("checkpoints").toUri().toString());
    settings.put("heartbeat.interval", "1000");
    settings.put("heartbeat.timeout", "8000");
    settings.putAll(changes);
    Files.write(
        folder.resolve("flink-conf.yaml"),
        settings.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
    rest = new FlinkRest(master());
  }

  /**
   * Starts a cluster for one run of {@code caption}, in application mode: the bundled jar has all,
   * and the JobManager's JVM runs it and ends with it.
   *
   * @param folder for its settings, logs and temporary files
   * @param changes to the settings that ship
   * @param args of the command
   */
  static FlinkCluster application(Path folder, Map<String, String> changes, String... args)
      throws Exception {
    FlinkCluster cluster = new FlinkCluster(folder, changes);
    List<String> arguments =
        new ArrayList<>(List.of(folder.toString(), JAR.toString(), CaptionMain.class.getName()));
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
      cluster.startTaskManager(List.of(), JarRun.SHORT, "");
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

  /** All that were started, killed ones too; their place is their id for Flink. */
  List<Process> taskManagers() {
    return taskManagers;
  }

  Process startTaskManager() throws IOException {
    return startTaskManager(List.of(), JarRun.SHORT, SESSION_LIB);
  }

  /**
   * Starts one.
   *
   * @param through a command that runs another, such as {@code taskset}
   * @param jvmArgs more of them
   */
  Process startTaskManager(List<String> through, List<String> jvmArgs) throws IOException {
    return startTaskManager(through, jvmArgs, SESSION_LIB);
  }

  private Process startTaskManager(List<String> through, List<String> jvmArgs, String lib)
      throws IOException {
    List<String> memory = new ArrayList<>(jvmArgs);
    memory.addAll(List.of("-Xmx" + HEAP, "-XX:MaxMetaspaceSize=" + metaspace("taskmanager")));
    Process process =
        java(
            through,
            "taskmanager-" + taskManagers.size(),
            lib,
            memory,
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            "--configDir",
            folder.toString(),
            "-D",
            "taskmanager.resource-id=" + taskManagers.size());
    taskManagers.add(process);
    return process;
  }

  /** Waits until as many TaskManagers have reported. */
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
        folder.resolve("djl"),
        Stream.concat(
                Stream.of("caption", "--runner=FlinkRunner", "--flinkMaster=" + master()),
                Stream.of(args))
            .toArray(String[]::new));
  }

  /** The ends of what the parts have logged, for messages. */
  String logs() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .map(FlinkCluster::end)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** All that the parts have logged or printed. */
  List<String> loggedLines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "*.log")) {
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
    List<String> args = new ArrayList<>(JarRun.SHORT);
    args.addAll(List.of("-Xmx512m", "-XX:MaxMetaspaceSize=" + metaspace("jobmanager")));
    return args;
  }

  /** Starts a JVM on Flink's jars and what {@code lib} adds. */
  private Process java(
      List<String> through,
      String name,
      String lib,
      List<String> jvmArgs,
      String main,
      String... args)
      throws IOException {
    List<String> command = new ArrayList<>(through);
    command.add(JarRun.java());
    command.addAll(List.of(settings.get("env.java.opts.all").split(" ")));
    command.addAll(jvmArgs);
    command.add("-cp");
    command.add("target/flink-lib/*:" + lib);
    command.add(main);
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DJL_CACHE_DIR", folder.resolve("djl").toString());
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    // A build that is broken off leaves nothing running.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  private String metaspace(String part) {
    return settings.get(part + ".memory.jvm-metaspace.size");
  }

  /** Below the ports that systems give out by themselves, or a TaskManager may take it first. */
  private static ServerSocket freePort() throws IOException {
    while (true) {
      try {
        return new ServerSocket(ThreadLocalRandom.current().nextInt(20_000, 30_000));
      } catch (BindException e) {
        continue; // Another has it.
      }
    }
  }

  /** Ends all parts at once. */
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
