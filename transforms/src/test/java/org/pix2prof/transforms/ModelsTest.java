// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.bundle.InvalidModelException;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.engine.SharedModels;
import org.pix2prof.values.ModelRef;

class ModelsTest {
  @TempDir Path temporary;

  private ModelRef bundle(String directory, String name) throws IOException {
    TestBundles.write(temporary.resolve(directory), name);
    return ModelRef.of(temporary.resolve(directory).toString());
  }

  @Test
  void theManifestNeedsNoWeights() throws Exception {
    ModelRef ref = bundle("a", "first");
    Files.delete(temporary.resolve("a/w.safetensors"));
    assertEquals("first", Models.manifest(ref).name());
    assertThrows(InvalidModelException.class, () -> Models.acquire(ref));
  }

  @Test
  void sharesOneLoadedModel() throws Exception {
    ModelRef ref = bundle("a", "first");
    ModelRef copy = bundle("b", "first");
    try (SharedModels.Lease a = Models.acquire(ref);
        SharedModels.Lease again = Models.acquire(ref.withDevice("auto"));
        SharedModels.Lease b = Models.acquire(copy)) {
      assertEquals(Models.manifest(ref), a.model().manifest());
      assertSame(a.model(), again.model());
      assertSame(a.model(), b.model());
    }
    CaptionModel before;
    try (SharedModels.Lease lease = Models.acquire(ref)) {
      before = lease.model();
    }
    try (SharedModels.Lease lease = Models.acquire(ref)) {
      assertNotSame(before, lease.model());
    }
  }

  @Test
  void anotherManifestIsAnotherModel() throws Exception {
    ModelRef first = bundle("a", "first");
    ModelRef second = bundle("b", "second");
    assertEquals(Models.manifest(first).sha256(), Models.manifest(second).sha256());
    try (SharedModels.Lease a = Models.acquire(first);
        SharedModels.Lease b = Models.acquire(second)) {
      assertNotSame(a.model(), b.model());
      assertEquals("second", b.model().manifest().name());
    }
  }

  @Test
  void refusesAMissingDevice() throws Exception {
    ModelRef ref = bundle("a", "first").withDevice("gpu:" + Engines.engine().getGpuCount());
    String message =
        assertThrows(IllegalArgumentException.class, () -> Models.acquire(ref)).getMessage();
    assertTrue(message.startsWith("device gpu:"), message);
  }
}
