// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.Provenance;

class AuxiliaryMapTest {
  private static final Provenance M51 =
      Provenance.of("m51", Optional.of("r"), "gs://bucket/in/m51_r.fits.gz", 1).withSuffix("#SCI");

  private static AuxiliaryMap mask(String text) {
    return AuxiliaryMap.parse(AuxiliaryMap.Kind.MASK, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "DQ", "BAD PIXELS"})
  void hduIsOfTheImagesFile(String text) throws Exception {
    assertTrue(mask(text).isBesideImage());
    assertEquals(Optional.of(text), mask(text).hdu());
    assertEquals("gs://bucket/in/m51_r.fits.gz", mask(text).uri(M51));
  }

  @ParameterizedTest
  @CsvSource({
    "mask.fits, mask.fits,",
    "mask.fits[2], mask.fits, 2",
    "/data/mask[DQ], /data/mask, DQ",
    "{dir}/{id}_mask.fits, gs://bucket/in/m51_mask.fits,",
    "{dir}/../masks/{name}.fits[DQ], gs://bucket/in/../masks/m51_r.fits, DQ",
    "masks/{band}/{id}.fits.fz, masks/r/m51.fits.fz,",
    "gs://masks/*_mask.fits, gs://masks/m51_mask.fits,",
    "*.mask, m51.mask,",
  })
  void placeholdersStandForPartsOfTheName(String text, String uri, String hdu) throws Exception {
    assertEquals(uri, mask(text).uri(M51));
    assertEquals(Optional.ofNullable(hdu), mask(text).hdu());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a*/b*.fits",
        "**/x.fits",
        "a?.fits",
        "{dir}/*.fits",
        "{object}.fits",
        "{dir}/{id.fits",
        "masks/",
        "DQ[2]",
        "[DQ]",
        "a.fits[]",
        "a.fits[1][2]",
        "a.fits[-1]",
        "-1",
        "1234567",
      })
  void refusesOtherPatterns(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> mask(text), text);
    assertTrue(e.getMessage().startsWith("mask must be "), e.getMessage());
  }

  @Test
  void needsTheBandOfItsPattern() {
    Provenance unknown = Provenance.of("m51", Optional.empty(), "/in/m51.fits", 0);
    BadImageException e =
        assertThrows(BadImageException.class, () -> mask("{dir}/{id}_{band}.fits").uri(unknown));
    assertEquals("no_mask", e.reason());
  }

  @Test
  void nameOfAnObjectIsNoPath() {
    Provenance image = Provenance.of("../secret", Optional.empty(), "/in/m51.fits", 0);
    BadImageException e =
        assertThrows(BadImageException.class, () -> mask("/masks/{id}.fits").uri(image));
    assertEquals("no_mask", e.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "{dir}/{id}_mask.fits, /in/a_mask.fits, true",
    "{dir}/{id}_mask.fits, /in/a.fits, false",
    "{dir}/../masks/{id}.fits, /masks/a.fits, true",
    "{dir}/../masks/{id}.fits, /in/a.fits, false",
    "/in/*.mask.fits, /in/a.mask.fits, true",
    "/in/*.mask.fits, /in/deep/a.mask.fits, false",
    "file:///in/*.mask.fits, /in/a.mask.fits, true",
    "gs://b/flat.fits, gs://b/flat.fits, true",
    "gs://b/flat.fits, gs://b/other.fits, false",
    "{dir}/{name}.fits[DQ], /in/a.fits, false",
    "/in/all.fits[DQ], /in/all.fits, false",
    "DQ, /in/DQ, false",
  })
  void recognisesItsFiles(String text, String source, boolean expected) {
    assertEquals(expected, mask(text).isNameOf(source, "a"));
  }

  @Test
  void relativeNameIsOfLocalFile() {
    Path here = Path.of("").toAbsolutePath();
    assertTrue(mask("masks/*.fits").isNameOf(here + "/masks/a.fits", "a"));
    assertTrue(mask("./flat.fits").isNameOf(here + "/flat.fits", "flat"));
    assertEquals(false, mask("*.fits").isNameOf("/in/a.fits", "a"));
  }

  @Test
  void optionsThatContradictEachOtherAreRefused() {
    FitsOptions defaults = FitsOptions.defaults();
    for (FitsOptions options :
        List.of(
            defaults.withMaskBits(1),
            defaults.withMaskBits(1).withSegmentation("SEG"),
            defaults.withMask("DQ").withSegmentation("DQ"),
            defaults.withHdu("dq").withMask("DQ"))) {
      assertThrows(IllegalArgumentException.class, options::validate, options.toString());
    }
    assertThrows(IllegalArgumentException.class, () -> defaults.withMaskBits(0));
    assertThrows(IllegalArgumentException.class, () -> defaults.withMask(" "));
    defaults.withHdu("SCI").withMask("DQ").withSegmentation("x.fits[DQ]").validate();
  }
}
