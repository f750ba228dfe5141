// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.CatalogPosition;

class CatalogDecoderTest {
  private static final CatalogOptions OBJID = CatalogOptions.defaults().withIdColumn("OBJID");

  @ParameterizedTest
  @ValueSource(
      strings = {"galaxies.fits", "galaxies-tabledata.vot", "galaxies-binary.vot", "csv", "csv.gz"})
  void throwsIoErrors(String file) throws Exception {
    byte[] text = Rows.text("OBJID,ra,dec", "1,2,3\n".repeat(5000));
    byte[] whole =
        switch (file) {
          case "csv" -> text;
          case "csv.gz" -> Rows.gzip(text);
          default -> Rows.resource(file);
        };
    byte[] begin = Arrays.copyOf(whole, whole.length - (file.equals("csv.gz") ? 20 : 2500));
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }
        };

    IOException e =
        assertThrows(
            IOException.class,
            () ->
                Rows.of(
                    Channels.newChannel(
                        new SequenceInputStream(new ByteArrayInputStream(begin), broken)),
                    -1,
                    OBJID));
    assertEquals("gone", e.getMessage());
  }

  @Test
  void passesOnExceptionsOfTheHandler() {
    Exception thrown = new Exception("full");
    CatalogHandler<CatalogPosition> sink =
        new CatalogHandler<>() {
          @Override
          public void row(CatalogPosition position) throws Exception {
            throw thrown;
          }

          @Override
          public void bad(long row, BadImageException problem) throws Exception {
            throw problem;
          }
        };
    Exception e =
        assertThrows(
            Exception.class,
            () ->
                new CatalogDecoder<>(CatalogOptions.defaults())
                    .decode(
                        Channels.newChannel(
                            new ByteArrayInputStream(Rows.text("id,ra,dec", "1,2,3"))),
                        -1,
                        "c",
                        sink));
    assertEquals(thrown, e);
  }
}
