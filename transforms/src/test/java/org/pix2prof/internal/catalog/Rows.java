// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.CatalogPosition;

/** The output of a decoder as text to compare with. */
final class Rows implements CatalogHandler<CatalogPosition> {
  final List<CatalogPosition> positions = new ArrayList<>();
  final List<String> problems = new ArrayList<>();

  static Rows of(byte[] catalog, CatalogOptions options) throws Exception {
    return of(Channels.newChannel(new ByteArrayInputStream(catalog)), catalog.length, options);
  }

  static Rows of(ReadableByteChannel catalog, long size, CatalogOptions options) throws Exception {
    Rows rows = new Rows();
    new CatalogDecoder<>(options).decode(catalog, size, "file:///c", rows);
    return rows;
  }

  static Rows ofText(String... lines) throws Exception {
    return of(text(lines), CatalogOptions.defaults());
  }

  static byte[] text(String... lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static byte[] resource(String name) {
    try (InputStream in = Rows.class.getResourceAsStream("/catalogs/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @Override
  public void row(CatalogPosition position) {
    positions.add(position);
  }

  @Override
  public void bad(long row, BadImageException problem) {
    problems.add(row + " " + problem.reason() + ": " + problem.getMessage());
  }

  /** {@return row, id, ra and dec of each position} */
  List<String> described() {
    return positions.stream()
        .map(p -> String.format(Locale.ROOT, "%d %s %s %s", p.row(), p.id(), p.raDeg(), p.decDeg()))
        .toList();
  }

  List<String> ids() {
    return positions.stream().map(CatalogPosition::id).toList();
  }
}
