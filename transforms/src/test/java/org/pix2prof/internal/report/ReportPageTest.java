// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pix2prof.values.RunSummary;

class ReportPageTest {
  private static final String HOSTILE =
      "</script><script>alert(1)</script><!-- \"'& {{SCRIPT}} \u2028 \u00e9";
  private static final ReportSummary NOTHING =
      new ReportSummary(Optional.empty(), true, Optional.empty(), List.of(), List.of());

  @Test
  void escapesDataAgainstMarkup() throws IOException {
    ReportSummary summary =
        new ReportSummary(
            Optional.empty(),
            true,
            Optional.of(HOSTILE),
            List.of(HOSTILE),
            List.of(new BadImage(HOSTILE, 0, HOSTILE, HOSTILE)));

    String html = page(List.of(row(HOSTILE, HOSTILE, HOSTILE)), summary);

    assertFalse(html.contains("alert(1)<"));
    assertEquals(3, count("</script>", html), "data, library and script end once each");
    assertEquals(HOSTILE, data(html).at("/table/object/0").textValue());
    assertEquals(HOSTILE, data(html).at("/bad/list/0/message").textValue());
    assertEquals(HOSTILE, data(html).at("/reference/file").textValue());
  }

  @Test
  void loadsNoResources() {
    String html = page(List.of(row("A", "r", "m")), NOTHING);

    Matcher address = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(html);
    while (address.find()) {
      assertTrue(address.group(1).matches("#table|data:,"), address.group());
    }
    assertTrue(html.contains("default-src 'none'"));
    assertFalse(html.contains("unsafe-inline"));
    assertFalse(Pattern.compile("<[^>]+ (style|on\\w+)=").matcher(html.split("<script")[0]).find());
  }

  @Test
  void countsBadRecordsAndListsThousand() throws IOException {
    RunSummary run =
        new RunSummary("2026-11-23T11:00:00Z", 2, "DirectRunner", 9, Map.of("truncated", 7L), 1.5);
    List<BadImage> bad =
        java.util.stream.IntStream.range(0, 1200)
            .mapToObj(i -> new BadImage("/x/" + i, -1, i < 2 ? "truncated" : "not_fits", "no"))
            .toList();

    JsonNode data =
        data(
            page(
                List.of(),
                new ReportSummary(Optional.of(run), true, Optional.empty(), List.of(), bad)));

    assertEquals("{\"not_fits\":1198,\"truncated\":7}", data.at("/bad/byReason").toString());
    assertEquals(1000, data.at("/bad/list").size());
    assertEquals(
        "{\"started\":\"2026-11-23T11:00:00Z\",\"seconds\":2.0,\"runner\":\"DirectRunner\",\"images\":9,"
            + "\"captionSeconds\":1.5}",
        data.get("run").toString());
  }

  @Test
  void summarisesDeviations() throws IOException {
    ReportSummary summary =
        new ReportSummary(Optional.empty(), true, Optional.of("t.csv"), List.of(), List.of());
    List<Double> mu = List.of(20.1, 20.2, 20.3, 24.0);
    List<Double> residual = List.of(0.1, 0.2, 0.6, 1.0);

    JsonNode reference =
        data(page(
                List.of(
                    compared(mu, residual, 0.25), compared(mu, residual, 0.35), row("C", "r", "m")),
                summary))
            .get("reference");

    assertEquals(2, reference.get("compared").intValue());
    assertEquals(0.3, reference.get("deviation").doubleValue(), 1e-12);
    assertEquals(1, reference.get("byMu").size(), "two samples make no bin");
    assertEquals(20.25, reference.at("/byMu/0/mu").doubleValue());
    assertEquals(0.2, reference.at("/byMu/0/median").doubleValue(), 1e-12);
  }

  @Test
  void isReproducible() {
    List<ReportRow> rows = List.of(row("A", "r", "m"), row("B", null, null));

    assertEquals(page(rows, NOTHING), page(rows, NOTHING));
  }

  private static String page(List<ReportRow> rows, ReportSummary summary) {
    return ReportPage.html(rows, List.of("00000-0123456789ab.js"), 20, summary);
  }

  private static JsonNode data(String html) throws IOException {
    Matcher data =
        Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(html);
    assertTrue(data.find());
    return new ObjectMapper().readTree(data.group(1));
  }

  private static int count(String what, String text) {
    return text.split(Pattern.quote(what), -1).length - 1;
  }

  private static ReportRow row(String objectId, String band, String model) {
    return new ReportRow(
        objectId,
        band,
        model,
        List.of(),
        true,
        18,
        26,
        30,
        0.3,
        20,
        15,
        21,
        14.9,
        8,
        Double.NaN,
        Double.NaN,
        List.of(),
        List.of());
  }

  private static ReportRow compared(List<Double> mu, List<Double> residual, double deviation) {
    return new ReportRow(
        "A", "r", "m", List.of(), true, 18, 26, 30, 0.3, 20, 15, 21, 14.9, 8, deviation, deviation,
        mu, residual);
  }
}
