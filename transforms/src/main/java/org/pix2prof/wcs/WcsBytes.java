// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Binary form of a {@link Wcs}. Equal bytes mean the same WCS, and the same WCS equal bytes. */
final class WcsBytes {
  static void write(Wcs wcs, DataOutput out) throws IOException {
    write(wcs.plane(), out);
    write(wcs.projection(), out);
    write(wcs.rotation(), out);
    out.writeBoolean(wcs.isSipIgnored());
  }

  static Wcs read(DataInput in) throws IOException {
    return new Wcs(readPlane(in), readProjection(in), readRotation(in), in.readBoolean());
  }

  private static void write(ProjectionPlane plane, DataOutput out) throws IOException {
    write(out, plane.originX(), plane.originY());
    write(plane.sip(), out);
    LinearTransform matrix = plane.matrix();
    write(out, matrix.m11(), matrix.m12(), matrix.m21(), matrix.m22());
    write(plane.tpv(), out);
  }

  private static ProjectionPlane readPlane(DataInput in) throws IOException {
    double[] origin = read(in, 2);
    Distortion sip = readDistortion(in);
    double[] m = read(in, 4);
    return new ProjectionPlane(
        origin[0], origin[1], sip, new LinearTransform(m[0], m[1], m[2], m[3]), readDistortion(in));
  }

  private static void write(Distortion distortion, DataOutput out) throws IOException {
    distortion.first().writeTo(out);
    write(distortion.firstRadial(), out);
    distortion.second().writeTo(out);
    write(distortion.secondRadial(), out);
  }

  private static Distortion readDistortion(DataInput in) throws IOException {
    return new Distortion(
        Polynomial.readFrom(in), readRadial(in), Polynomial.readFrom(in), readRadial(in));
  }

  private static void write(RadialPolynomial radial, DataOutput out) throws IOException {
    write(out, radial.c1(), radial.c3(), radial.c5(), radial.c7());
  }

  private static RadialPolynomial readRadial(DataInput in) throws IOException {
    double[] c = read(in, 4);
    return new RadialPolynomial(c[0], c[1], c[2], c[3]);
  }

  private static void write(Projection projection, DataOutput out) throws IOException {
    out.writeUTF(projection.code());
    double[] parameters = projection.parameters();
    out.writeInt(parameters.length);
    write(out, parameters);
  }

  private static Projection readProjection(DataInput in) throws IOException {
    String code = in.readUTF();
    return Projections.of(code, read(in, in.readInt()));
  }

  private static void write(CelestialRotation r, DataOutput out) throws IOException {
    write(out, r.xx(), r.xy(), r.xz(), r.yx(), r.yy(), r.yz(), r.zx(), r.zy(), r.zz());
  }

  private static CelestialRotation readRotation(DataInput in) throws IOException {
    double[] r = read(in, 9);
    return new CelestialRotation(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], r[8]);
  }

  private static void write(DataOutput out, double... values) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static double[] read(DataInput in, int count) throws IOException {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  private WcsBytes() {}
}
