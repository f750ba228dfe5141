// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.engine.Engines;

/** Tests the bundled jar for one machine. */
class BundledJarIT extends BundledJarContract {
  BundledJarIT() {
    super("pix2prof-bundled-direct.jar", "org.apache.beam.runners.direct.DirectRegistrar$Runner");
  }

  @Test
  void givesSameRowsAsClassPath() throws Exception {
    assertEquals(rowsHere(), rowsOfTheSamples());
  }

  @Test
  void reportsEngineLoadedByOtherClassLoader() throws Exception {
    // Like the second job of a session cluster, in a JVM in which a first one has captioned.
    Engines.engine();
    URL[] bundle = {jar().toUri().toURL()};
    try (URLClassLoader second = new URLClassLoader(bundle, ClassLoader.getPlatformClassLoader())) {
      Throwable refused =
          assertThrows(InvocationTargetException.class, () -> start(second)).getCause();
      assertEquals(IllegalStateException.class, refused.getClass());
      assertTrue(refused.getMessage().contains("docs/running-on-flink.md"), refused.getMessage());
    }
  }

  private static void start(ClassLoader loader) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      loader.loadClass("org.pix2prof.model.engine.Engines").getMethod("engine").invoke(null);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
