// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.GalaxyImage;

/** Collects images and problems of a file. */
public final class Collected implements ImageHandler {
  final List<GalaxyImage> images = new ArrayList<>();
  final List<Bad> bad = new ArrayList<>();
  final List<Skipped> skipped = new ArrayList<>();

  record Bad(int hdu, String reason, String message) {}

  record Skipped(int hdu, String reason) {}

  static Collected of(byte[] file, String name, FitsOptions options) throws Exception {
    return of(new ByteArrayInputStream(file), file.length, name, options);
  }

  static Collected of(byte[] file, FitsOptions options) throws Exception {
    return of(file, "/data/galaxy.fits", options);
  }

  public static Collected of(byte[] file) throws Exception {
    return of(file, FitsOptions.defaults());
  }

  static Collected of(InputStream in, long size, String name, FitsOptions options)
      throws Exception {
    Collected collected = new Collected();
    new FitsDecoder(options).decode(in, size, name, collected);
    return collected;
  }

  @Override
  public void image(GalaxyImage image) {
    images.add(image);
  }

  @Override
  public void bad(int hdu, BadImageException problem) {
    bad.add(new Bad(hdu, problem.reason(), problem.getMessage()));
  }

  @Override
  public void skipped(int hdu, String reason) {
    skipped.add(new Skipped(hdu, reason));
  }

  /** Returns the only image. Fails on a problem. */
  public GalaxyImage only() {
    if (images.size() != 1 || !bad.isEmpty()) {
      throw new AssertionError(this);
    }
    return images.get(0);
  }

  /** Returns the only problem. Fails on an image. */
  Bad onlyBad() {
    if (bad.size() != 1 || !images.isEmpty()) {
      throw new AssertionError(this);
    }
    return bad.get(0);
  }

  List<String> ids() {
    return images.stream().map(i -> i.provenance().objectId()).collect(Collectors.toList());
  }

  List<String> bands() {
    return images.stream().map(i -> i.provenance().band().orElse("")).collect(Collectors.toList());
  }

  @Override
  public String toString() {
    return images.size() + " images " + ids() + bands() + ", bad " + bad + ", skipped " + skipped;
  }
}
