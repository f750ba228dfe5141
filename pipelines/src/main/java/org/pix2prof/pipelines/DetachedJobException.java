// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

/** Thrown if the pipeline runs without this process, so that there are no counts. */
public final class DetachedJobException extends Exception {
  private static final long serialVersionUID = 1;

  private DetachedJobException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Reports a pipeline written as a template, as by Dataflow with {@code --templateLocation}. */
  static DetachedJobException template(Throwable cause) {
    return new DetachedJobException("template written; launch it to start the job", cause);
  }

  /** Reports a submitted job, as by Flink with {@code --attachedMode=false}. */
  static DetachedJobException detached() {
    return new DetachedJobException("job submitted; it continues on its own", null);
  }
}
