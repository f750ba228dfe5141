// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.util.UserCodeException;
import org.pix2prof.model.BadImageException;

/** Extracts the message for the user from the exception of a runner. */
final class Failures {
  /** Returns the error in one line, without the runner's wrappers. */
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

  /** Returns the reason why a file could not be read or written, without the file's name. */
  static String reason(IOException failure) {
    if (failure instanceof FileSystemException file) {
      return file.getReason() == null ? name(file) : file.getReason();
    }
    return failure.getMessage() == null ? name(failure) : failure.getMessage();
  }

  /** Returns the text without its line breaks. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** Returns whether the message was written for a user. */
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

  /**
   * Returns whether the limit of open files was reached, which also prevents services from being
   * found.
   */
  static boolean isTooManyFiles(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("Too many open files")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether someone cancelled the run. Each runner has its own exception class for this.
   */
  static boolean isCancellation(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getClass().getSimpleName().equals("JobCancellationException")) {
        return true;
      }
    }
    return false;
  }

  /** Returns the exception inside the runner's wrappers. */
  static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause && isWrapper(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  /**
   * Returns whether the exception only wraps another: those of the runners, and plain ones that
   * repeat it.
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
