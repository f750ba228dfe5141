package org.pix2prof.pipelines;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.util.UserCodeException;
import org.pix2prof.model.BadImageException;

/** Finds, in what a runner throws, the sentence that a user can act on. */
final class Failures {
  /** One line: what went wrong, without the layers of the runner. */
  static String message(Throwable failure) {
    if (isTooManyFiles(failure)) {
      return "this process cannot open enough files and connections; 'ulimit -n' shows the limit:"
          + " set it to 1024 or more";
    }
    return StorageFailures.message(failure).orElseGet(() -> ownMessage(root(failure)));
  }

  private static String ownMessage(Throwable cause) {
    String message = cause.getMessage();
    if (message == null) {
      return name(cause);
    }
    String line = oneLine(message);
    if (cause instanceof IllegalStateException && cause.getCause() != null) {
      line += ": " + oneLine(message(cause.getCause()));
    }
    if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
      return line.contains(" ") ? line : "no such file: " + line;
    }
    if (cause instanceof AccessDeniedException) {
      return "may not read or write " + line;
    }
    return isPlain(cause) ? line : name(cause) + ": " + line;
  }

  /** Why a file could not be read or written, without its name where that is told apart. */
  static String reason(IOException failure) {
    if (failure instanceof FileSystemException file) {
      return file.getReason() == null ? name(file) : file.getReason();
    }
    return failure.getMessage() == null ? name(failure) : failure.getMessage();
  }

  /** The text without its line breaks. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** Whether the message was written for a user. */
  static boolean isPlain(Throwable failure) {
    Throwable cause = root(failure);
    if (isTooManyFiles(failure) || StorageFailures.message(failure).isPresent()) {
      return true;
    }
    return cause.getMessage() != null
        && (cause instanceof IOException
            || cause instanceof BadImageException
            || cause instanceof UsageException
            || cause instanceof DetachedJobException
            || cause instanceof IllegalArgumentException
            || cause instanceof IllegalStateException);
  }

  /** Whether the limit of open files is what failed; services are then not found either. */
  static boolean isTooManyFiles(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("Too many open files")) {
        return true;
      }
    }
    return false;
  }

  /** Whether someone ended the run; each runner tells it by a class of its own. */
  static boolean isCancellation(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getClass().getSimpleName().equals("JobCancellationException")) {
        return true;
      }
    }
    return false;
  }

  /** The exception that the layers of the runner carry. */
  static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause && isWrapper(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  /**
   * Whether the exception only carries another: the runners' own, and plain ones that repeat it.
   */
  private static boolean isWrapper(Throwable cause) {
    return cause instanceof PipelineExecutionException
        || cause instanceof UserCodeException
        || cause.getClass().getName().startsWith("org.apache.flink.")
        || cause instanceof java.util.concurrent.ExecutionException
        || cause instanceof java.util.concurrent.CompletionException
        || cause.getClass() == RuntimeException.class
        || cause.getClass() == Exception.class
        || String.valueOf(cause.getMessage()).equals(cause.getCause().toString());
  }

  private static String name(Throwable cause) {
    return cause.getClass().getSimpleName();
  }

  private Failures() {}
}
