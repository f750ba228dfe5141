// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import java.util.Optional;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.internal.fits.Region;
import org.pix2prof.values.CatalogPosition;

/** A region of one file to read for one cutout. It has no pixels, so it may be shuffled. */
@DefaultCoder(CutoutRequestCoder.class)
public final class CutoutRequest {
  private final CatalogPosition position;
  private final Optional<String> band;
  private final CutoutGrid grid;
  private final int rank;
  private final boolean whole;
  private final boolean sipIgnored;
  private final String source;
  private final Region region;
  private final AffineTransform map;

  /**
   * A request.
   *
   * @param rank 0 for the cutout's own frame; 1 and more for other frames, of which the lowest rank
   *     with a value for a pixel takes precedence
   * @param whole true if it is the only request for its cutout
   * @param sipIgnored true if the frame's header has a SIP distortion that is not applied
   * @param map from the cutout's pixels to the frame's
   */
  CutoutRequest(
      CatalogPosition position,
      Optional<String> band,
      CutoutGrid grid,
      int rank,
      boolean whole,
      boolean sipIgnored,
      String source,
      Region region,
      AffineTransform map) {
    this.position = position;
    this.band = band;
    this.grid = grid;
    this.rank = rank;
    this.whole = whole;
    this.sipIgnored = sipIgnored;
    this.source = source;
    this.region = region;
    this.map = map;
  }

  CatalogPosition position() {
    return position;
  }

  Optional<String> band() {
    return band;
  }

  CutoutGrid grid() {
    return grid;
  }

  int rank() {
    return rank;
  }

  boolean isSipIgnored() {
    return sipIgnored;
  }

  AffineTransform map() {
    return map;
  }

  /**
   * Returns the file to read.
   *
   * @return its URI
   */
  public String source() {
    return source;
  }

  /**
   * Returns the region to read.
   *
   * @return pixels of one of the file's frames
   */
  public Region region() {
    return region;
  }

  /**
   * Returns true if the cutout fails without this region.
   *
   * @return false if the region only fills pixels outside of the cutout's own frame
   */
  public boolean isEssential() {
    return rank == 0;
  }

  /**
   * Returns true if the region is the whole cutout.
   *
   * @return true if there is no other request for the same cutout
   */
  public boolean isWhole() {
    return whole;
  }

  /**
   * Returns the identity of the cutout.
   *
   * @return a key that the requests of one cutout share
   */
  public String cutout() {
    return position.catalog() + '\n' + position.row() + '\n' + band.orElse("");
  }

  /**
   * Returns a name of the cutout for messages.
   *
   * @return the object's id and the row of its catalogue
   */
  public String describe() {
    return position.id() + " (row " + position.row() + " of " + position.catalog() + ")";
  }
}
