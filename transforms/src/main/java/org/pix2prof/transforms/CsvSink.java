package org.pix2prof.transforms;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.io.FileIO;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Profiles as RFC 4180 text, one row per radial sample. Lines end in a line feed. Numbers are the
 * shortest text that reads back as the same float.
 */
final class CsvSink implements FileIO.Sink<SurfaceBrightnessProfile> {
  static final String HEADER = "object_id,band,radius_arcsec,mu,mu_err,source,hdu,model";

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
        ',' + quote(from.source()) + ',' + from.hdu() + ',' + quote(profile.model()) + '\n';
    float[] radius = profile.radiusArcsec();
    float[] mu = profile.mu();
    float[] muErr = profile.muErr().orElse(null);
    for (int i = 0; i < radius.length; i++) {
      writer
          .append(before)
          .append(Float.toString(radius[i]))
          .append(',')
          .append(Float.toString(mu[i]))
          .append(',')
          .append(muErr == null ? "" : Float.toString(muErr[i]))
          .append(after);
    }
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
