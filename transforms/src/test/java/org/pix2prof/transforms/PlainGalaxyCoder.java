package org.pix2prof.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.OptionalDouble;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.ProvenanceCoder;

/** Carries images between steps of a test. */
final class PlainGalaxyCoder extends AtomicCoder<GalaxyImage> {

  @Override
  public void encode(GalaxyImage image, OutputStream out) throws IOException {
    ProvenanceCoder.of().encode(image.provenance(), out);
    ObjectOutputStream objects = new ObjectOutputStream(out);
    objects.writeObject(image.pixels());
    objects.writeInt(image.width());
    objects.writeInt(image.height());
    objects.writeDouble(image.pixelScaleArcsec().orElse(Double.NaN));
    objects.writeDouble(image.zeroPoint().orElse(Double.NaN));
    objects.flush();
  }

  @Override
  public GalaxyImage decode(InputStream in) throws IOException {
    Provenance provenance = ProvenanceCoder.of().decode(in);
    try {
      ObjectInputStream objects = new ObjectInputStream(in);
      return GalaxyImage.builder()
          .setProvenance(provenance)
          .setPixels((float[]) objects.readObject())
          .setWidth(objects.readInt())
          .setHeight(objects.readInt())
          .setPixelScaleArcsec(optional(objects.readDouble()))
          .setZeroPoint(optional(objects.readDouble()))
          .build();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  private static OptionalDouble optional(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
