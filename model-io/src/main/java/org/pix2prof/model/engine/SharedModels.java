package org.pix2prof.model.engine;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pix2prof.model.CaptionModel;

/**
 * Loaded models that are shared by everyone who asks for the same key, loaded by the first and
 * closed by the last.
 *
 * <p>The count of users changes only inside {@link ConcurrentHashMap#compute}, and the last release
 * closes the model in the same step that removes it, so nobody can get a model that is being closed
 * and no key ever has two models.
 */
public final class SharedModels {
  private final ConcurrentHashMap<Object, Entry> entries = new ConcurrentHashMap<>();

  /** Starts with none. */
  public SharedModels() {}

  /**
   * Gets the model of a key, loading it if nobody has it.
   *
   * @param key equal for models that are the same on the same device
   * @param loader loads the model; called by at most one thread at a time for a key, while others
   *     who ask for the key wait
   * @return a share in the model; the caller closes it
   * @throws IOException if it cannot be loaded; everyone who waited for it gets this too, and no
   *     entry stays behind
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
    entry.loading.run(); // Does nothing but for the first.
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

  /** Number of shares in the model of a key. */
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
     * @return a model that nobody else has
     * @throws IOException if it cannot be loaded
     */
    CaptionModel load() throws IOException;
  }

  /** One user's share in a model. Closing it again does nothing. */
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
     * The model. Do not close it; close this.
     *
     * @return the model
     * @throws IllegalStateException if this is closed
     */
    public CaptionModel model() {
      if (closed.get()) {
        throw new IllegalStateException("the share in this model was given back");
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

  /** A model and how many use it. */
  private static final class Entry {
    final FutureTask<CaptionModel> loading;
    int users;

    Entry(Loader loader) {
      this.loading = new FutureTask<>(loader::load);
    }

    /** Closes the model; if a user gave up before it was loaded, whoever loads it is a user too. */
    void close() {
      if (loading.isDone()) {
        try {
          loading.get().close();
        } catch (ExecutionException e) {
          // It never was.
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
