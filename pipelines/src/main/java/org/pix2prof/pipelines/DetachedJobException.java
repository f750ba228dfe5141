package org.pix2prof.pipelines;

/** The pipeline runs elsewhere or later, without this process: nothing has been counted. */
public final class DetachedJobException extends Exception {
  private static final long serialVersionUID = 1;

  private DetachedJobException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The runner wrote it down, as Dataflow does with {@code --templateLocation}. */
  static DetachedJobException template(Throwable cause) {
    return new DetachedJobException("template written; its launch starts the job", cause);
  }

  /** The runner handed it over, as Flink does with {@code --attachedMode=false}. */
  static DetachedJobException detached() {
    return new DetachedJobException("job submitted; it goes on by itself", null);
  }
}
