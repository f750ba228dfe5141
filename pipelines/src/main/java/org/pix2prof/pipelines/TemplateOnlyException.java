package org.pix2prof.pipelines;

/**
 * The runner wrote the pipeline down to be launched later, as Dataflow does with {@code
 * --templateLocation}: nothing has run.
 */
public final class TemplateOnlyException extends Exception {
  private static final long serialVersionUID = 1;

  TemplateOnlyException(Throwable cause) {
    super(
        "the pipeline was written as a template and has not run: there is nothing to show", cause);
  }
}
