// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.client.deployment.application.ApplicationClusterEntryPoint;
import org.apache.flink.client.deployment.application.executors.EmbeddedExecutor;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.runtime.resourcemanager.StandaloneResourceManagerFactory;

/**
 * JobManager of application mode, started like {@code standalone-job.sh} of a distribution: it runs
 * the program of a jar and ends with it. (The class that the script starts is not on Central.)
 */
final class FlinkApplication extends ApplicationClusterEntryPoint {
  private FlinkApplication(Configuration configuration, PackagedProgram program) {
    super(configuration, program, StandaloneResourceManagerFactory.getInstance());
  }

  /**
   * Runs the JobManager. Arguments: directory of the settings, jar, main class, and those of the
   * program.
   */
  public static void main(String[] args) throws Exception {
    Configuration configuration = GlobalConfiguration.loadConfiguration(args[0]);
    configuration.set(DeploymentOptions.TARGET, EmbeddedExecutor.NAME);
    configuration.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, "0".repeat(31) + "1");
    URL jar = Path.of(args[1]).toUri().toURL();
    PackagedProgram program =
        PackagedProgram.newBuilder()
            .setJarFile(Path.of(args[1]).toFile())
            .setUserClassPaths(List.of(jar))
            .setEntryPointClassName(args[2])
            .setArguments(Arrays.copyOfRange(args, 3, args.length))
            .setConfiguration(configuration)
            .build();
    configureExecution(configuration, program);
    runClusterEntrypoint(new FlinkApplication(configuration, program));
  }
}
