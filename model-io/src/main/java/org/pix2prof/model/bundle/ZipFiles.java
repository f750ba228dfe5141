package org.pix2prof.model.bundle;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * A bundle in a zip, at its top or in one folder of it. Nothing is unpacked: entries are found by
 * name as the zip streams by, so no entry can name a place outside, and nothing larger than what is
 * asked for is held.
 *
 * @param zip opens the zip from its beginning
 * @param location of the zip, for messages
 */
record ZipFiles(Opener zip, String location) implements BundleFiles {

  @Override
  public InputStream open(String name) throws IOException {
    ZipInputStream in = new ZipInputStream(zip.open());
    try {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().matches("([^/\\\\]+/)?" + Pattern.quote(name))) {
          return in;
        }
      }
      throw new FileNotFoundException(location + ": the zip holds no " + name);
    } catch (ZipException | IllegalArgumentException e) {
      in.close();
      throw new InvalidModelException(location + ": not a readable zip: " + e.getMessage(), e);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
