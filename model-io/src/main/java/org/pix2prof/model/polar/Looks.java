package org.pix2prof.model.polar;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Function;

/** A batch of looks as arrays of the engine, in the shapes that {@link Look} gives, batch first. */
record Looks(
    NDArray picture,
    NDArray rows,
    NDArray brightness,
    NDArray vectors1,
    NDArray vectors2,
    NDArray frame) {

  static Looks of(List<Look> looks, PolarShape shape, NDManager manager) {
    int n = looks.size();
    int r = shape.steps();
    return new Looks(
        gather(looks, l -> l.picture, manager, new Shape(n, Look.CHANNELS, r, shape.angles())),
        gather(looks, l -> l.rows, manager, new Shape(n, r, Look.FEATURES)),
        gather(looks, l -> l.brightness, manager, new Shape(n, r, RowStatistics.ESTIMATES)),
        gather(looks, l -> l.vectors1, manager, new Shape(n, r, Look.VECTORS, 2)),
        gather(looks, l -> l.vectors2, manager, new Shape(n, r, Look.VECTORS, 2)),
        gather(looks, l -> l.frame, manager, new Shape(n, r, 6)));
  }

  private static NDArray gather(
      List<Look> looks, Function<Look, float[]> part, NDManager manager, Shape shape) {
    FloatBuffer buffer = FloatBuffer.allocate((int) shape.size());
    for (Look look : looks) {
      buffer.put(part.apply(look));
    }
    return manager.create(buffer.flip(), shape);
  }
}
