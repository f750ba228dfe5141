// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Small files in the layout of each survey (src/test/scripts/make_surveys.py), and files that tests
 * add; records opened files.
 */
final class SurveyFiles implements FitsFiles {
  static final String SDSS = "sdss/frame-r-000094-1-0100.fits.bz2";
  static final String LEGACY = "legacy/legacysurvey-1234p056-image-r.fits.fz";
  static final String LEGACY_MASK = "legacy/legacysurvey-1234p056-maskbits.fits.fz";
  static final String CUTOUT = "legacy/cutout_123.4000_5.6000.fits";
  static final String STACK = "panstarrs/rings.v3.skycell.1234.056.stk.r.unconv.fits";
  static final String STACK_MASK = "panstarrs/rings.v3.skycell.1234.056.stk.r.unconv.mask.fits";
  static final String HSC = "hsc/calexp-HSC-R2-9813-4,4.fits";
  static final String LSST = "hsc/deep_coadd_5063_34_r.fits";
  static final String DES = "des/DES0001-0041_r4907p01_r.fits.fz";

  final List<String> opened = new ArrayList<>();
  private final Map<String, byte[]> others = new HashMap<>();

  /** Replaces a file; null removes it. */
  SurveyFiles with(String uri, byte[] bytes) {
    others.put(uri, bytes);
    return this;
  }

  static byte[] bytes(String file) throws IOException {
    try (InputStream in = SurveyFiles.class.getResourceAsStream("/fits/surveys/" + file)) {
      if (in == null) {
        throw new FileNotFoundException(file);
      }
      return in.readAllBytes();
    }
  }

  @Override
  public Opened open(String uri) throws IOException {
    opened.add(uri);
    byte[] file = others.containsKey(uri) ? others.get(uri) : bytes(uri);
    if (file == null) {
      throw new FileNotFoundException(uri);
    }
    return new Opened(new ByteArrayInputStream(file), file.length);
  }

  /** Reads a file. */
  Collected read(String file, FitsOptions options) throws Exception {
    return read(file, bytes(file), options);
  }

  Collected read(String name, byte[] file, FitsOptions options) throws Exception {
    Collected found = new Collected();
    new FitsDecoder(options, this).decode(new ByteArrayInputStream(file), file.length, name, found);
    return found;
  }
}
