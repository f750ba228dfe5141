// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes a TorchScript archive without PyTorch: a zip of the module's source and a pickle that names
 * its class and has no parameters.
 */
final class TorchScriptFixture {
  private TorchScriptFixture() {}

  /**
   * Makes a module without weights.
   *
   * @param signature of {@code forward} after {@code self}
   * @param body its lines
   */
  static byte[] module(String signature, String... body) {
    StringBuilder source = new StringBuilder();
    source.append("class Tiny(Module):\n");
    source.append("  __parameters__ = []\n");
    source.append("  __buffers__ = []\n");
    source.append("  training : bool\n");
    source.append("  def forward(self: __torch__.Tiny, ").append(signature).append(":\n");
    for (String line : body) {
      source.append("    ").append(line).append('\n');
    }
    // Protocol 2: an object of class __torch__.Tiny whose state is {"training": True}.
    String object = "\u0080\u0002c__torch__\nTiny\n)\u0081}X\u0008\0\0\0training\u0088sb.";
    String noConstants = "\u0080\u0002).";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "tiny/data.pkl", object.getBytes(ISO_8859_1));
      put(zip, "tiny/code/__torch__.py", source.toString().getBytes(UTF_8));
      put(zip, "tiny/constants.pkl", noConstants.getBytes(ISO_8859_1));
      put(zip, "tiny/version", "3\n".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
