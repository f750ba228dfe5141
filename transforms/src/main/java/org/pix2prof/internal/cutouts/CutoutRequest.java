package org.pix2prof.internal.cutouts;

import java.util.Optional;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.internal.fits.Region;
import org.pix2prof.values.CatalogPosition;

/**
 * What is to be read of one file for one cutout. It has no pixels, so it may go through a shuffle.
 */
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
   * @param rank 0 for what the cutout's own frame has; the parts that other frames have beyond its
   *     edge count from 1, and the first that has a pixel gives it
   * @param whole whether it is the only one for its cutout
   * @param sipIgnored whether the frame's header has a SIP distortion that is not applied
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
   * Which file is to be read.
   *
   * @return its URI
   */
  public String source() {
    return source;
  }

  /**
   * What is to be read of the file.
   *
   * @return pixels of one of its frames
   */
  public Region region() {
    return region;
  }

  /**
   * Whether the cutout is lost if this cannot be read.
   *
   * @return false where it is only for the pixels beyond the edge of the cutout's own frame
   */
  public boolean isEssential() {
    return rank == 0;
  }

  /**
   * Whether what is cut for it is all of its cutout.
   *
   * @return whether no other request is for the same cutout
   */
  public boolean isWhole() {
    return whole;
  }

  /**
   * Tells cutouts apart.
   *
   * @return what all requests of one cutout have in common, and no others
   */
  public String cutout() {
    return position.catalog() + '\n' + position.row() + '\n' + band.orElse("");
  }

  /**
   * Names the cutout for messages.
   *
   * @return the object's id and the row of its catalogue
   */
  public String describe() {
    return position.id() + " (row " + position.row() + " of " + position.catalog() + ")";
  }
}
