// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.values.GalaxyStructure;
import org.pix2prof.values.GalaxyStructureCoder;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Derives structural parameters from profiles: isophotal radii and magnitudes, total magnitude,
 * half-light radius, concentration and disc, each with its uncertainty. See {@code
 * docs/structure.md}.
 *
 * <pre>{@code
 * PCollection<GalaxyStructure> structures = profiles.apply(DeriveStructure.create());
 * }</pre>
 *
 * <p>Each profile gives one {@link GalaxyStructure}. A parameter that cannot be measured is empty
 * and has a reason; there are no bad records.
 */
@AutoValue
public abstract class DeriveStructure
    extends PTransform<PCollection<SurfaceBrightnessProfile>, PCollection<GalaxyStructure>> {

  /**
   * Derives all parameters.
   *
   * @return the transform
   */
  public static DeriveStructure create() {
    return new AutoValue_DeriveStructure();
  }

  @Override
  public PCollection<GalaxyStructure> expand(PCollection<SurfaceBrightnessProfile> profiles) {
    return profiles.apply("Measure", ParDo.of(new MeasureFn())).setCoder(GalaxyStructureCoder.of());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    String quantities =
        String.join(",", StructureQuantity.all().map(StructureQuantity::column).toList());
    builder.add(DisplayData.item("quantities", quantities).withLabel("Quantities"));
  }

  private static final class MeasureFn extends DoFn<SurfaceBrightnessProfile, GalaxyStructure> {
    @ProcessElement
    public void process(
        @Element SurfaceBrightnessProfile profile, OutputReceiver<GalaxyStructure> out) {
      out.output(GalaxyStructure.of(profile));
    }
  }
}
