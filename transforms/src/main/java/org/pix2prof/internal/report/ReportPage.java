// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.pix2prof.model.internal.Quantiles;
import org.pix2prof.model.internal.Sha256;
import org.pix2prof.values.RunSummary;

/**
 * The page of a report: one HTML file that contains its styles, scripts, the plotting library and
 * the table's data. It loads only the chunks beside it.
 */
public final class ReportPage {
  /** Marks a file as such a page. */
  public static final String GENERATOR = "<meta name=\"generator\" content=\"pix2prof report\">";

  /**
   * Maximum number of bad records, and of unmatched references, that the page lists; it counts all.
   */
  private static final int MAX_LISTED = 1000;

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/";
  private static final String UPLOT_VERSION =
      "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private static final List<String> SCRIPTS =
      List.of(
          "dom.js",
          "data.js",
          "plots.js",
          "summary.js",
          "table.js",
          "cutout.js",
          "bands.js",
          "galaxy.js");

  /**
   * Returns the page as text, reproducibly.
   *
   * @param rows of the table, in the report's order
   * @param chunks names of the files with the galaxies, in order
   * @param perChunk number of galaxies of each chunk except the last
   * @param summary of the run
   * @return HTML
   */
  public static String html(
      List<ReportRow> rows, List<String> chunks, int perChunk, ReportSummary summary) {
    String uplot = UPLOT + uplotVersion() + "/dist/";
    StringBuilder script = new StringBuilder("\"use strict\";\n(() => {\n");
    SCRIPTS.forEach(name -> script.append(resource(name)));
    script.append("})();\n");
    String library = resource(uplot + "uPlot.iife.min.js");
    String style = resource(uplot + "uPlot.min.css") + resource("page.css");
    String data = PageJson.of(json -> write(json, rows, chunks, perChunk, summary));
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("GENERATOR", GENERATOR);
    parts.put("POLICY", policy(List.of(library, script.toString()), style));
    parts.put("STYLE", style);
    parts.put("DATA", data);
    parts.put("LIBRARY", library);
    parts.put("SCRIPT", script.toString());
    parts.put("LIBRARY_VERSION", uplotVersion());
    parts.put("LIBRARY_LICENCE", resource(UPLOT + uplotVersion() + "/LICENSE"));
    return fill(resource("page.html"), parts);
  }

  /**
   * Returns the text of a chunk.
   *
   * @param number of the chunk, from 0
   * @param galaxies JSON of each, in order
   * @return JavaScript that passes them to the page
   */
  public static String chunk(int number, List<String> galaxies) {
    return "pix2prof.take(" + number + ",[\n" + String.join(",\n", galaxies) + "\n]);\n";
  }

  /**
   * Returns a short hash of a text, for file names.
   *
   * @param text to hash
   * @return 12 hexadecimal digits of its SHA-256
   */
  public static String fingerprint(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }

  /** Fills in each part once. Inserted text is not scanned again. */
  private static String fill(String template, Map<String, String> parts) {
    StringBuilder page = new StringBuilder();
    int from = 0;
    for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", from)) {
      int close = template.indexOf("}}", open);
      page.append(template, from, open).append(parts.get(template.substring(open + 2, close)));
      from = close + 2;
    }
    return page.append(template, from, template.length()).toString();
  }

  /**
   * Returns the content security policy: only the page's own scripts may run, and only its chunks
   * may be loaded.
   */
  private static String policy(List<String> scripts, String style) {
    StringBuilder policy = new StringBuilder("default-src 'none'; img-src data:; script-src");
    scripts.forEach(script -> policy.append(hash(script)));
    // Over file:// there is no origin, so 'self' does not include the page's own directory.
    return policy.append(" 'self' file:; style-src").append(hash(style)).toString();
  }

  private static String hash(String text) {
    byte[] sum = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    return " 'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new LinkageError("no resource " + name + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String uplotVersion() {
    try (InputStream in = ReportPage.class.getResourceAsStream(UPLOT_VERSION)) {
      if (in == null) {
        throw new LinkageError("no resource " + UPLOT_VERSION + " on the class path");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(
      JsonGenerator json,
      List<ReportRow> rows,
      List<String> chunks,
      int perChunk,
      ReportSummary summary)
      throws IOException {
    json.writeStartObject();
    writeRun(json, summary);
    writeBad(json, summary);
    json.writeBooleanField("images", summary.images());
    if (summary.reference().isPresent()) {
      writeReference(json, rows, summary);
    }
    ProfileJson.writeQuantities(json);
    json.writeNumberField("perChunk", perChunk);
    strings(json, "chunks", chunks);
    strings(
        json,
        "models",
        new TreeSet<>(rows.stream().map(ReportRow::model).filter(m -> m != null).toList()));
    writeTable(json, rows);
    json.writeEndObject();
  }

  private static void writeRun(JsonGenerator json, ReportSummary summary) throws IOException {
    if (summary.run().isEmpty()) {
      return;
    }
    RunSummary run = summary.run().get();
    json.writeObjectFieldStart("run");
    json.writeStringField("started", run.started());
    PageJson.numberField(json, "seconds", run.seconds());
    json.writeStringField("runner", run.runner());
    json.writeNumberField("images", run.images());
    PageJson.numberField(json, "captionSeconds", run.captionSeconds());
    json.writeEndObject();
  }

  private static void writeBad(JsonGenerator json, ReportSummary summary) throws IOException {
    Map<String, Long> byReason = new TreeMap<>();
    summary.bad().forEach(bad -> byReason.merge(bad.reason(), 1L, Long::sum));
    // The list may be of files other than the run's; the page shows the larger count.
    summary
        .run()
        .ifPresent(run -> run.badRecords().forEach((r, n) -> byReason.merge(r, n, Math::max)));
    json.writeObjectFieldStart("bad");
    json.writeObjectFieldStart("byReason");
    for (Map.Entry<String, Long> reason : byReason.entrySet()) {
      json.writeNumberField(reason.getKey(), reason.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("list");
    List<BadImage> sorted = new ArrayList<>(summary.bad());
    sorted.sort(
        Comparator.comparing(BadImage::reason)
            .thenComparing(bad -> String.valueOf(bad.source()))
            .thenComparing(BadImage::hdu)
            .thenComparing(bad -> String.valueOf(bad.message())));
    for (BadImage bad : sorted.subList(0, Math.min(MAX_LISTED, sorted.size()))) {
      json.writeStartObject();
      json.writeStringField("source", bad.source());
      json.writeNumberField("hdu", bad.hdu());
      json.writeStringField("reason", bad.reason());
      json.writeStringField("message", bad.message());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeReference(
      JsonGenerator json, List<ReportRow> rows, ReportSummary summary) throws IOException {
    json.writeObjectFieldStart("reference");
    json.writeStringField("file", summary.reference().orElseThrow());
    List<String> alone = summary.referencesAlone();
    json.writeNumberField("aloneCount", alone.size());
    strings(json, "alone", alone.subList(0, Math.min(MAX_LISTED, alone.size())));
    json.writeArrayFieldStart("byMu");
    for (ResidualBin bin : ResidualBin.of(rows)) {
      json.writeStartObject();
      json.writeNumberField("mu", bin.mu());
      json.writeNumberField("samples", bin.samples());
      PageJson.numberField(json, "low", bin.low());
      PageJson.numberField(json, "median", bin.median());
      PageJson.numberField(json, "high", bin.high());
      json.writeEndObject();
    }
    json.writeEndArray();
    Quantiles deviation = Quantiles.of(rows.stream().mapToDouble(ReportRow::deviation));
    Quantiles bias = Quantiles.of(rows.stream().mapToDouble(ReportRow::bias));
    json.writeNumberField("compared", deviation.count());
    PageJson.numberField(json, "deviation", deviation.median());
    PageJson.numberField(json, "deviation90", deviation.at(0.9));
    PageJson.numberField(json, "bias", bias.median());
    json.writeEndObject();
  }

  private static void writeTable(JsonGenerator json, List<ReportRow> rows) throws IOException {
    json.writeObjectFieldStart("table");
    strings(json, "object", rows.stream().map(ReportRow::objectId).toList());
    json.writeArrayFieldStart("band");
    for (ReportRow row : rows) {
      json.writeString(row.band());
    }
    json.writeEndArray();
    List<String> names =
        List.copyOf(new TreeSet<>(rows.stream().flatMap(row -> row.flags().stream()).toList()));
    strings(json, "flagNames", names);
    strings(json, "flagMeanings", names.stream().map(ReportRow::meaning).toList());
    json.writeArrayFieldStart("flags");
    for (ReportRow row : rows) {
      json.writeArray(
          row.flags().stream().mapToInt(names::indexOf).toArray(), 0, row.flags().size());
    }
    json.writeEndArray();
    numbers(json, "muCentre", rows, ReportRow::muCentre);
    numbers(json, "muFaintest", rows, ReportRow::muFaintest);
    numbers(json, "radius", rows, ReportRow::radius);
    numbers(json, "magnitude", rows, ReportRow::magnitude);
    numbers(json, "r25", rows, ReportRow::r25);
    numbers(json, "totalMagnitude", rows, ReportRow::totalMagnitude);
    numbers(json, "r50", rows, ReportRow::r50);
    numbers(json, "ellipticity", rows, ReportRow::ellipticity);
    numbers(json, "pa", rows, ReportRow::paDeg);
    numbers(json, "deviation", rows, ReportRow::deviation);
    numbers(json, "bias", rows, ReportRow::bias);
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String name, Iterable<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void numbers(
      JsonGenerator json, String name, List<ReportRow> rows, ToDoubleFunction<ReportRow> number)
      throws IOException {
    PageJson.floats(json, name, rows.stream().mapToDouble(number).toArray());
  }

  private ReportPage() {}
}
