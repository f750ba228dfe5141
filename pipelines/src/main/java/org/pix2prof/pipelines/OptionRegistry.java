// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.options.ApplicationNameOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;

/**
 * Beam's options, registered when a command line needs them.
 *
 * <p>Beam registers all options interfaces on the class path at once and checks each against all
 * earlier ones, which takes two seconds for the sixty of Flink and Google Cloud. A run on one
 * machine whose command line names none of them skips this.
 */
final class OptionRegistry {
  private static final String SERVICE = "META-INF/services/";

  /** Registrar of the Direct runner's options. No runner is on our class path. */
  private static final String DIRECT = "org.apache.beam.runners.direct.DirectRegistrar$Options";

  /**
   * Registers the options of a run on one machine. No others are registered if this is the first
   * call in this JVM.
   *
   * @return the registered options by name
   */
  static synchronized Map<String, OptionSpec> local() {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(
        new WithoutRegistrars(loader == null ? OptionRegistry.class.getClassLoader() : loader));
    try {
      PipelineOptionsFactory.getRegisteredOptions(); // Beam searches for registrars once, here.
    } finally {
      thread.setContextClassLoader(loader);
    }
    PipelineOptionsFactory.register(ApplicationNameOptions.class);
    register(DIRECT::equals);
    return registered();
  }

  /**
   * Registers all options on the class path.
   *
   * @return the registered options by name
   */
  static synchronized Map<String, OptionSpec> all() {
    register(registrar -> true);
    return registered();
  }

  /** Registers the options of the registrars whose class name matches. */
  private static void register(Predicate<String> wanted) {
    ServiceLoader.load(PipelineOptionsRegistrar.class).stream()
        .filter(registrar -> wanted.test(registrar.type().getName()))
        .flatMap(
            registrar ->
                StreamSupport.stream(registrar.get().getPipelineOptions().spliterator(), false))
        .forEach(PipelineOptionsFactory::register);
  }

  private static Map<String, OptionSpec> registered() {
    Map<String, OptionSpec> specs = new HashMap<>();
    for (Class<? extends PipelineOptions> options :
        List.copyOf(PipelineOptionsFactory.getRegisteredOptions())) {
      specs.putAll(OptionSpec.of(options));
    }
    return specs;
  }

  /** A class loader in which Beam finds no registrar of options. */
  private static final class WithoutRegistrars extends ClassLoader {
    WithoutRegistrars(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals(SERVICE + PipelineOptionsRegistrar.class.getName())
          ? Collections.emptyEnumeration()
          : super.getResources(name);
    }
  }

  private OptionRegistry() {}
}
