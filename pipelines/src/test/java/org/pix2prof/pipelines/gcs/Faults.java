// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines.gcs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scripted faults, and the number that have occurred. Thread-safe. */
public final class Faults {

  /** A fault of an answer: its status, or the offset at which the connection breaks. */
  record Fault(RequestKind kind, String name, int first, int last, int status, int cutAfter) {
    boolean cuts() {
      return cutAfter >= 0;
    }
  }

  private static final class Script {
    private final Fault fault;
    private int seen;
    private int served;

    Script(Fault fault) {
      this.fault = fault;
    }
  }

  private final List<Script> scripts = new ArrayList<>();

  /**
   * Answers a request with an error.
   *
   * @param kind of the request
   * @param name part of its object's name; empty for all
   * @param nth of such requests, from 1
   * @param status of the answer
   */
  public void answer(RequestKind kind, String name, int nth, int status) {
    add(new Fault(kind, name, nth, nth, status, -1));
  }

  /**
   * Answers all requests of a kind with an error.
   *
   * @param kind of the requests
   * @param name part of their objects' names; empty for all
   * @param status of the answers
   */
  public void refuse(RequestKind kind, String name, int status) {
    add(new Fault(kind, name, 1, Integer.MAX_VALUE, status, -1));
  }

  /**
   * Breaks the connection: while it sends the contents of an object, or while it takes the bytes of
   * an upload.
   *
   * @param kind {@link RequestKind#READ} or {@link RequestKind#CHUNK}
   * @param name part of the object's name; empty for all
   * @param nth of such requests, from 1
   * @param bytes transferred first
   */
  public void cut(RequestKind kind, String name, int nth, int bytes) {
    add(new Fault(kind, name, nth, nth, 0, bytes));
  }

  private synchronized void add(Fault fault) {
    scripts.add(new Script(fault));
  }

  /** {@return number of scripted faults that never occurred} */
  public synchronized long pending() {
    return scripts.stream().filter(script -> script.served == 0).count();
  }

  synchronized Optional<Fault> next(RequestKind kind, String name) {
    Optional<Fault> hit = Optional.empty();
    for (Script script : scripts) {
      Fault fault = script.fault;
      if (fault.kind == kind && name.contains(fault.name)) {
        script.seen++;
        if (hit.isEmpty() && script.seen >= fault.first && script.seen <= fault.last) {
          script.served++;
          hit = Optional.of(fault);
        }
      }
    }
    return hit;
  }
}
