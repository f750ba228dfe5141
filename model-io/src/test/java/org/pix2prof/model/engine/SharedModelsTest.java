// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;

@Timeout(60)
class SharedModelsTest {
  private final SharedModels models = new SharedModels();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger loads = new AtomicInteger();

  /** Model that records whether it is closed. */
  private final class FakeModel implements CaptionModel {
    volatile boolean closed;

    FakeModel() {
      loads.incrementAndGet();
      assertEquals(1, open.incrementAndGet(), "two models of one key at once");
    }

    @Override
    public ModelManifest manifest() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Caption> caption(List<PreparedImage> images) {
      assertFalse(closed, "used after it was closed");
      return List.of();
    }

    @Override
    public void close() {
      assertFalse(closed, "closed twice");
      closed = true;
      open.decrementAndGet();
    }
  }

  private static <T> List<Future<T>> inThreads(int threads, Callable<T> task) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<T>> results = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      results.add(executor.submit(task));
    }
    executor.shutdown();
    assertTrue(executor.awaitTermination(50, TimeUnit.SECONDS));
    return results;
  }

  @Test
  void firstUserLoadsAndLastUserCloses() throws Exception {
    SharedModels.Lease first = models.acquire("key", FakeModel::new);
    SharedModels.Lease second = models.acquire("key", FakeModel::new);
    assertSame(first.model(), second.model());
    FakeModel model = (FakeModel) first.model();
    first.close();
    first.close();
    assertFalse(model.closed);
    assertSame(model, second.model());
    second.close();
    assertTrue(model.closed);
    assertEquals(0, models.size());
    try (SharedModels.Lease again = models.acquire("key", FakeModel::new)) {
      assertNotSame(model, again.model());
    }
    assertEquals(2, loads.get());
  }

  @Test
  void closedLeaseHasNoModel() throws Exception {
    SharedModels.Lease lease = models.acquire("key", FakeModel::new);
    lease.close();
    assertThrows(IllegalStateException.class, lease::model);
  }

  @Test
  void eachKeyHasItsModel() throws Exception {
    try (SharedModels.Lease a = models.acquire("a", FakeModel::new)) {
      open.set(0);
      try (SharedModels.Lease b = models.acquire("b", FakeModel::new)) {
        assertNotSame(a.model(), b.model());
        assertEquals(2, models.size());
      }
      open.set(1);
    }
  }

  @Test
  void threadsNeverGetAClosedOrSecondModel() throws Exception {
    List<Future<Void>> results =
        inThreads(
            16,
            () -> {
              for (int i = 0; i < 500; i++) {
                try (SharedModels.Lease lease = models.acquire("key", FakeModel::new)) {
                  lease.model().caption(List.of());
                }
              }
              return null;
            });
    for (Future<Void> result : results) {
      result.get();
    }
    assertEquals(0, open.get());
    assertEquals(0, models.size());
    assertTrue(loads.get() >= 1 && loads.get() <= 8000);
  }

  @Test
  void concurrentUsersWaitForOneLoad() throws Exception {
    CountDownLatch started = new CountDownLatch(8);
    List<Future<SharedModels.Lease>> leases =
        inThreads(
            8,
            () -> {
              started.countDown();
              return models.acquire(
                  "key",
                  () -> {
                    await(started);
                    return new FakeModel();
                  });
            });
    for (Future<SharedModels.Lease> lease : leases) {
      assertSame(leases.get(0).get().model(), lease.get().model());
    }
    assertEquals(1, loads.get());
    for (Future<SharedModels.Lease> lease : leases) {
      assertEquals(1, open.get());
      lease.get().close();
    }
    assertEquals(0, open.get());
  }

  @Test
  void failureReachesAllWaitersAndLeavesNoEntry() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger attempts = new AtomicInteger();
    Callable<SharedModels.Lease> acquire =
        () ->
            models.acquire(
                "key",
                () -> {
                  attempts.incrementAndGet();
                  await(release);
                  throw new IOException("no such model");
                });
    ExecutorService executor = Executors.newFixedThreadPool(6);
    List<Future<SharedModels.Lease>> waiting = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      waiting.add(executor.submit(acquire));
    }
    // All six have the entry before it fails.
    while (models.users("key") < 6) {
      Thread.onSpinWait();
    }
    release.countDown();
    for (Future<SharedModels.Lease> result : waiting) {
      Throwable cause = assertThrows(ExecutionException.class, result::get).getCause();
      assertEquals(IOException.class, cause.getClass());
      assertEquals("no such model", cause.getMessage());
    }
    executor.shutdown();
    assertEquals(1, attempts.get());
    assertEquals(0, models.size());
    try (SharedModels.Lease later = models.acquire("key", FakeModel::new)) {
      assertEquals(1, open.get());
      assertFalse(((FakeModel) later.model()).closed);
    }
  }

  @Test
  void rethrowsRuntimeExceptions() {
    assertThrows(
        IllegalStateException.class,
        () ->
            models.acquire(
                "key",
                () -> {
                  throw new IllegalStateException("the engine does not start");
                }));
    assertEquals(0, models.size());
  }

  @Test
  void interruptedWaiterReleasesItsLease() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ExecutorService executor = Executors.newFixedThreadPool(2);
    SharedModels.Loader slow =
        () -> {
          await(release);
          return new FakeModel();
        };
    Future<SharedModels.Lease> loading = executor.submit(() -> models.acquire("key", slow));
    while (models.users("key") < 1) {
      Thread.onSpinWait();
    }
    Thread[] thread = new Thread[1];
    Future<SharedModels.Lease> waiting =
        executor.submit(
            () -> {
              thread[0] = Thread.currentThread();
              return models.acquire("key", slow);
            });
    while (models.users("key") < 2) {
      Thread.onSpinWait();
    }
    thread[0].interrupt();
    Throwable cause = assertThrows(ExecutionException.class, waiting::get).getCause();
    assertEquals(InterruptedIOException.class, cause.getClass());
    assertEquals(1, models.users("key"));
    release.countDown();
    loading.get().close();
    assertEquals(0, open.get());
    assertEquals(0, models.size());
    executor.shutdown();
  }

  @Test
  void removesAModelThatFailsToClose() throws Exception {
    SharedModels.Lease lease =
        models.acquire(
            "key",
            () ->
                new CaptionModel() {
                  @Override
                  public ModelManifest manifest() {
                    throw new UnsupportedOperationException();
                  }

                  @Override
                  public List<Caption> caption(List<PreparedImage> images) {
                    return List.of();
                  }

                  @Override
                  public void close() {
                    throw new IllegalStateException("will not close");
                  }
                });
    assertThrows(IllegalStateException.class, lease::close);
    assertEquals(0, models.size());
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertTrue(latch.await(50, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
