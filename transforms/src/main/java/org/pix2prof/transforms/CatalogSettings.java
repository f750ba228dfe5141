// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.pix2prof.internal.catalog.CatalogOptions;
import org.pix2prof.values.CatalogPosition;

/**
 * The settings of {@link ReadCatalog} and {@link ReadCatalog.Files}.
 *
 * @param <InputT> input of the transform
 * @param <SelfT> the transform
 */
abstract class CatalogSettings<InputT extends PInput, SelfT>
    extends PTransform<InputT, PCollection<CatalogPosition>> {
  abstract CatalogOptions options();

  abstract SelfT withOptions(CatalogOptions options);

  /**
   * Sets the column of the object names; {@code id} by default.
   *
   * @param column column of integers or text
   * @return this transform with the column
   */
  public SelfT withIdColumn(String column) {
    return withOptions(options().withIdColumn(column));
  }

  /**
   * Sets the column of right ascensions; {@code ra} by default.
   *
   * @param column column of degrees, 0 to 360 or -180 to 180
   * @return this transform with the column
   */
  public SelfT withRaColumn(String column) {
    return withOptions(options().withRaColumn(column));
  }

  /**
   * Sets the column of declinations; {@code dec} by default.
   *
   * @param column column of degrees
   * @return this transform with the column
   */
  public SelfT withDecColumn(String column) {
    return withOptions(options().withDecColumn(column));
  }

  /**
   * Sets the column of cutout sizes. By default positions have no size.
   *
   * @param column column of the side of each cutout in arcsec, greater than 0
   * @return this transform with the column
   */
  public SelfT withSizeColumn(String column) {
    return withOptions(options().withSizeColumn(column));
  }

  /**
   * Sets the column of position angles. By default, and if its cell is empty, a position has none.
   *
   * @param column column of degrees east of north
   * @return this transform with the column
   */
  public SelfT withPositionAngleColumn(String column) {
    return withOptions(options().withPositionAngleColumn(column));
  }
}
