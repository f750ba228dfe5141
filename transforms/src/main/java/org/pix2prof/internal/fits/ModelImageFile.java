// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import nom.tam.util.FitsOutputStream;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.photometry.ModelImage;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.LocalWcs;

/**
 * A FITS file with two images in the pixels of a source image: the model of a profile, {@code
 * MODEL}, and the image minus its sky minus the model, {@code RESIDUAL}.
 */
public final class ModelImageFile {
  private static final int BLOCK = 2880;
  private static final double ARCSEC_PER_DEGREE = 3600;

  private final SkyImage image;
  private final SurfaceBrightnessProfile profile;

  private ModelImageFile(SkyImage image, SurfaceBrightnessProfile profile) {
    this.image = image;
    this.profile = profile;
  }

  /**
   * Writes the file.
   *
   * @param image source of the profile
   * @param profile with isophotes and photometry
   * @param out not closed
   * @throws IOException if writing fails
   */
  public static void write(SkyImage image, SurfaceBrightnessProfile profile, OutputStream out)
      throws IOException {
    new ModelImageFile(image, profile).write(out);
  }

  private void write(OutputStream out) throws IOException {
    float[] model =
        ModelImage.of(
            image,
            profile.isophotes().orElseThrow(),
            profile.photometry().orElseThrow().intensity());
    DataOutputStream data = new DataOutputStream(out);
    FitsOutputStream fits = new FitsOutputStream(data);
    try {
      primary().write(fits);
      write(fits, header("MODEL", "model of the profile, without the sky"), model);
      write(
          fits,
          header("RESIDUAL", "image minus sky minus model"),
          ModelImage.residual(image, sky(), model));
      fits.flush();
    } catch (FitsException e) {
      throw new IOException(
          "the model image of " + profile.provenance() + " cannot be written as FITS", e);
    }
  }

  private static void write(FitsOutputStream fits, Header header, float[] pixels)
      throws FitsException, IOException {
    header.write(fits);
    fits.write(pixels);
    long bytes = (long) pixels.length * Float.BYTES;
    fits.write(new byte[(int) ((BLOCK - bytes % BLOCK) % BLOCK)]);
  }

  private static Header primary() throws FitsException {
    Header header = new Header();
    header.addValue("SIMPLE", true, "conforms to the FITS standard");
    header.addValue("BITPIX", 8, "no data here");
    header.addValue("NAXIS", 0, "no data here");
    header.addValue("EXTEND", true, "the images are in the extensions");
    return header;
  }

  private Header header(String name, String comment) throws FitsException {
    Provenance of = profile.provenance();
    Header header = new Header();
    header.addValue("XTENSION", "IMAGE", "image");
    header.addValue("BITPIX", -32, "single precision");
    header.addValue("NAXIS", 2, "x and y");
    header.addValue("NAXIS1", image.width(), "pixels along x");
    header.addValue("NAXIS2", image.height(), "pixels along y");
    header.addValue("PCOUNT", 0, "no parameters");
    header.addValue("GCOUNT", 1, "one image");
    header.addValue("EXTNAME", name, comment);
    text(header, "OBJECT", of.objectId());
    if (of.band().isPresent()) {
      text(header, "FILTER", of.band().get());
    }
    header.addValue("MAGZERO", image.zeroPoint(), "magnitude of one image unit");
    header.addValue("SKYLEVEL", sky().level(), "subtracted sky at the middle, per pixel");
    header.addValue("SKYSLOPX", sky().slopeX(), "its increase per pixel along x");
    header.addValue("SKYSLOPY", sky().slopeY(), "its increase per pixel along y");
    text(header, "CAPMODEL", profile.model());
    text(header, "SRCFILE", of.source());
    header.addValue("SRCHDU", of.hdu(), "HDU of the source image, 0 is the primary one");
    if (profile.wcs().isPresent()) {
      addWcs(header, profile.wcs().get());
    } else if (image.shape().isSquare()) {
      double degrees = image.pixelScaleArcsec() / ARCSEC_PER_DEGREE;
      header.addValue("CDELT1", degrees, "degrees per pixel");
      header.addValue("CDELT2", degrees, "degrees per pixel");
    }
    return header;
  }

  private static void addWcs(Header header, LocalWcs wcs) throws FitsException {
    header.addValue("CTYPE1", "RA---TAN", "tangent plane at the middle of the image");
    header.addValue("CTYPE2", "DEC--TAN", "tangent plane at the middle of the image");
    header.addValue("CRPIX1", wcs.x() + 1, "reference pixel, 1 is the first");
    header.addValue("CRPIX2", wcs.y() + 1, "reference pixel, 1 is the first");
    header.addValue("CRVAL1", wcs.raDeg(), "right ascension, degrees");
    header.addValue("CRVAL2", wcs.decDeg(), "declination, degrees");
    header.addValue("CD1_1", wcs.cd11(), "degrees per pixel");
    header.addValue("CD1_2", wcs.cd12(), "degrees per pixel");
    header.addValue("CD2_1", wcs.cd21(), "degrees per pixel");
    header.addValue("CD2_2", wcs.cd22(), "degrees per pixel");
  }

  private SkyLevel sky() {
    return profile.sky().orElse(SkyLevel.ZERO);
  }

  /** Adds a text; one that is longer than a card continues in CONTINUE cards. */
  private static void text(Header header, String keyword, String text) throws FitsException {
    String ascii = new String(FitsText.encode(text), StandardCharsets.US_ASCII);
    header.addLine(new HeaderCard(keyword, ascii));
  }
}
