package org.pix2prof.transforms;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.beam.sdk.io.FileIO;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Profiles as RFC 4180 text, one row per radial sample. Lines end in a line feed. Numbers are the
 * shortest text that reads back as the same float.
 */
final class CsvSink implements FileIO.Sink<SurfaceBrightnessProfile> {
  static final String HEADER =
      "object_id,band,radius_arcsec,mu,mu_err,source,hdu,model,ellipticity,pa_deg";

  private transient Writer writer;

  @Override
  public void open(WritableByteChannel channel) throws IOException {
    writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    writer.append(HEADER).append('\n');
  }

  @Override
  public void write(SurfaceBrightnessProfile profile) throws IOException {
    Provenance from = profile.provenance();
    String before = quote(from.objectId()) + ',' + quote(from.band().orElse("")) + ',';
    String after =
        ',' + quote(from.source()) + ',' + from.hdu() + ',' + quote(profile.model()) + ',';
    float[] radius = profile.radiusArcsec();
    float[] mu = profile.mu();
    Optional<float[]> muErr = profile.muErr();
    Optional<float[]> ellipticity = profile.ellipticity();
    Optional<float[]> paDeg = profile.paDeg();
    for (int i = 0; i < radius.length; i++) {
      writer
          .append(before)
          .append(Float.toString(radius[i]))
          .append(',')
          .append(Float.toString(mu[i]))
          .append(',')
          .append(cell(muErr, i))
          .append(after)
          .append(cell(ellipticity, i))
          .append(',')
          .append(cell(paDeg, i))
          .append('\n');
    }
  }

  private static String cell(Optional<float[]> values, int row) {
    return values.isPresent() ? Float.toString(values.get()[row]) : "";
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  private static String quote(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
