// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.pix2prof.model.Flag;

/** Encodes flags by their names, in one order. */
final class Flags {
  private static final Coder<List<String>> NAMES = ListCoder.of(StringUtf8Coder.of());

  static void write(Set<Flag> flags, OutputStream out) throws IOException {
    NAMES.encode(flags.stream().sorted().map(Flag::name).toList(), out);
  }

  static Set<Flag> read(InputStream in) throws IOException {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (String name : NAMES.decode(in)) {
      flags.add(Flag.valueOf(name));
    }
    return flags;
  }

  private Flags() {}
}
