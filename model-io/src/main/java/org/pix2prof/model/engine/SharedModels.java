// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pix2prof.model.CaptionModel;

/**
 * Shares loaded models by key. The first user of a key loads the model, the last one closes it.
 *
 * <p>The count of users changes only inside {@link ConcurrentHashMap#compute}, and the last release
 * closes the model in the same step that removes it, so a model that is being closed cannot be
 * acquired, and a key never has two models.
 */
public final class SharedModels {
  private final ConcurrentHashMap<Object, Entry> entries = new ConcurrentHashMap<>();

  /** Creates an empty set of models. */
  public SharedModels() {}

  /**
   * Acquires the model of a key and loads it if necessary.
   *
   * @param key equal for models that are the same on the same device
   * @param loader loads the model; called by at most one thread at a time per key, while the key's
   *     other users wait
   * @return a lease of the model, which the caller closes
   * @throws IOException if it cannot be loaded; all waiting users get this exception, and no entry
   *     remains
   */
  public Lease acquire(Object key, Loader loader) throws IOException {
    Entry entry =
        entries.compute(
            key,
            (k, present) -> {
              Entry used = present == null ? new Entry(loader) : present;
              used.users++;
              return used;
            });
    entry.loading.run(); // Has an effect only for the first user.
    try {
      return new Lease(key, entry, entry.loading.get());
    } catch (ExecutionException e) {
      entries.remove(key, entry);
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      release(key, entry);
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted while the model was loading");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  /** {@return the number of models that are loaded or loading} */
  public int size() {
    return entries.size();
  }

  /** Number of leases of a key's model. */
  int users(Object key) {
    int[] users = new int[1];
    entries.computeIfPresent(
        key,
        (k, entry) -> {
          users[0] = entry.users;
          return entry;
        });
    return users[0];
  }

  private void release(Object key, Entry entry) {
    RuntimeException[] failure = new RuntimeException[1];
    entries.computeIfPresent(
        key,
        (k, present) -> {
          if (present != entry || --entry.users > 0) {
            return present;
          }
          try {
            entry.close();
          } catch (RuntimeException e) {
            failure[0] = e;
          }
          return null;
        });
    if (failure[0] != null) {
      throw failure[0];
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof IOException e) {
      return e;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return new IOException(cause);
  }

  /** Loads a model. */
  public interface Loader {
    /**
     * Loads the model.
     *
     * @return a new model
     * @throws IOException if it cannot be loaded
     */
    CaptionModel load() throws IOException;
  }

  /** Lease of a model for one user. Repeated closing has no effect. */
  public final class Lease implements AutoCloseable {
    private final Object key;
    private final Entry entry;
    private final CaptionModel model;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease(Object key, Entry entry, CaptionModel model) {
      this.key = key;
      this.entry = entry;
      this.model = model;
    }

    /**
     * Returns the model. Close the lease, not the model.
     *
     * @return the model
     * @throws IllegalStateException if the lease is closed
     */
    public CaptionModel model() {
      if (closed.get()) {
        throw new IllegalStateException("the lease of this model is closed");
      }
      return model;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        release(key, entry);
      }
    }
  }

  /** Model and its number of users. */
  private static final class Entry {
    final FutureTask<CaptionModel> loading;
    int users;

    Entry(Loader loader) {
      this.loading = new FutureTask<>(loader::load);
    }

    /** Closes the model. A thread that still loads it counts as a user. */
    void close() {
      if (loading.isDone()) {
        try {
          loading.get().close();
        } catch (ExecutionException e) {
          // It was never loaded.
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
