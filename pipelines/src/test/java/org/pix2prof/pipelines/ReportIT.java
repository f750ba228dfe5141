// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.pix2prof.internal.report.GalaxyParts;
import org.pix2prof.internal.report.ReportEntry;
import org.pix2prof.internal.report.ReportPage;
import org.pix2prof.internal.report.ReportSummary;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Tests the report of {@code caption} and {@code report} in a browser, from {@code file://}: six
 * simulated galaxies with their truth, one with masked pixels and a name that contains markup, and
 * a file that is not FITS.
 */
class ReportIT {
  private static final String HOSTILE = "<img src=x onerror=\"alert(1)\">'&amp;";
  private static final Path SAMPLES = Path.of("..", "examples", "data");
  private static final Color LAST_ISOPHOTE = new Color(0xf0e442);
  private static final Color PROFILE = new Color(0x0072b2);
  private static final Color REFERENCE = new Color(0xd99566); // 0xc04f00 at 0.6 over white
  private static final Color BOTH = new Color(0x988a7d); // 0x0072b2 at 0.3 over that
  private static final Color BAND = new Color(0xb2d5e8); // the same over white
  private static final Color MASK = new Color(0x8c5473); // 0xcc79a7 at 0xb0 over black

  @TempDir private static Path directory;
  private static Browser browser;
  private static String page;

  @BeforeAll
  static void write() throws IOException {
    browser = Browser.start(directory.resolve("browser"));
    Path in = Files.createDirectory(directory.resolve("in"));
    try (Stream<Path> files = Files.list(SAMPLES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".fits.gz")).toList()) {
        Files.copy(file, in.resolve(file.getFileName()));
      }
    }
    Path masked =
        TestFits.write(
            in.resolve("masked.fits"),
            "CDELT1  = -0.00011",
            "CDELT2  = 0.00011",
            "FILTER  = '<b>u</b>'",
            "MAGZERO = 22.5");
    mask(masked, 4, 10, 30, 44);
    Files.move(masked, in.resolve(HOSTILE + ".fits"));
    Files.writeString(in.resolve("bad.fits"), "no FITS file");
    String input = "--input=" + in + "/*.fits," + in + "/*.fits.gz";
    Cli caption =
        Cli.run(
            "caption", input, "--output=" + directory + "/p", "--badRecords=" + directory + "/bad");
    assertEquals(0, caption.status(), caption.err());
    Cli report =
        Cli.run(
            "report",
            "--profiles=" + directory + "/p",
            input,
            "--output=" + directory + "/report",
            "--reference=" + SAMPLES + "/truth.csv");
    assertEquals(0, report.status(), report.err());
    page = directory.resolve("report/index.html").toUri().toString();
  }

  /** Masks a block of pixels, from the first to before the last column and row. */
  private static void mask(Path file, int left, int right, int bottom, int top) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int data = bytes.length - (TestFits.SIZE * TestFits.SIZE * Float.BYTES + 2879) / 2880 * 2880;
    for (int y = bottom; y < top; y++) {
      for (int x = left; x < right; x++) {
        ByteBuffer.wrap(bytes).putFloat(data + (y * TestFits.SIZE + x) * Float.BYTES, Float.NaN);
      }
    }
    Files.write(file, bytes);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void desktop() {
    browser.size(1440, 1000);
    // Scrolls immediately, so that measured positions do not change.
    emulate("", Map.of("name", "prefers-reduced-motion", "value", "reduce"));
  }

  private static void emulate(String media, Map<String, String> feature) {
    browser.command(
        "Emulation.setEmulatedMedia", Map.of("media", media, "features", List.of(feature)));
  }

  private static void open(String address) {
    browser.open(page + address);
    if (!address.isEmpty()) {
      browser.waitFor("document.querySelector('#galaxy .plot canvas')");
    }
  }

  private static List<String> objects() {
    return browser.texts("#table-body th");
  }

  private static String title() {
    return (String) browser.js("return document.getElementById('galaxy-title')?.textContent ?? ''");
  }

  private static String focus() {
    return (String) browser.js("return document.activeElement.textContent");
  }

  private static void press(CharSequence... keys) {
    new Actions(browser.driver).sendKeys(keys).perform();
  }

  @Test
  void requestsOnlyItsFilesAndLogsNothing() {
    browser.logged();
    browser.requested();

    open("#sim-2010-000004/r");
    browser.find("#galaxy-next").click();
    browser.waitFor("document.getElementById('galaxy-title').textContent.includes('000005')");

    assertEquals(List.of(), browser.logged());
    String report = directory.resolve("report").toUri().toString();
    List<String> asked = browser.requested();
    assertTrue(asked.stream().anyMatch(a -> a.startsWith(report + "galaxies/")), asked::toString);
    for (String address : asked) {
      assertTrue(address.matches("(data|about):.*") || address.startsWith(report), address);
    }
  }

  @Test
  void policyBlocksForeignContent() {
    open("");

    browser.js(
        "window.ran = false; const s = document.createElement('script');"
            + "s.textContent = 'window.ran = true'; document.head.append(s);"
            + "const i = new Image(); i.onerror = () => window.refused = true;"
            + "i.src = 'https://example.org/x.png'");

    browser.waitFor("window.refused");
    assertFalse(browser.is("window.ran"));
    browser.logged();
  }

  @Test
  void summarisesTheRun() {
    open("");

    assertEquals("7", browser.find("#card-profiles .value").getText());
    assertEquals("1", browser.find("#card-bad .value").getText());
    assertTrue(browser.find("#card-bad").getText().contains("not fits 1"));
    assertTrue(browser.find("#card-rate .value").getText().matches("\\d+\\.\\d(/s| s/image)"));
    double deviation = Double.parseDouble(browser.find("#card-deviation .value").getText());
    assertTrue(deviation > 0.002 && deviation < 0.03, "deviation " + deviation);
    browser.find("#bad-records summary").click();
    assertTrue(browser.find("#bad-records li").getText().contains("/in/bad.fits"));
    assertEquals(2, browser.texts("#summary-plots canvas").size());
  }

  @Test
  void sortsByEveryColumnWithUnknownLast() {
    open("");
    for (String column : List.of("object", "muFaintest", "radius", "deviation")) {
      for (String order : List.of("ascending", "descending")) {
        WebElement button = browser.find("#sort-" + column);
        button.click();
        assertEquals(
            order,
            browser.js("return arguments[0].closest('th').getAttribute('aria-sort')", button));
        assertEquals(1, browser.texts("th[aria-sort]").size());
        int at =
            ((Number) browser.js("return arguments[0].closest('th').cellIndex", button)).intValue();
        List<String> cells =
            new ArrayList<>(browser.texts("#table-body tr > :nth-child(" + (at + 1) + ")"));
        assertEquals(7, cells.size());
        boolean numbers = !column.equals("object");
        if (column.equals("deviation")) {
          assertEquals("\u2013", cells.remove(6), "one has no reference");
        }
        Comparator<String> ascending =
            numbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder();
        List<String> sorted = new ArrayList<>(cells);
        sorted.sort(order.equals("ascending") ? ascending : ascending.reversed());
        assertEquals(sorted, cells, column + " " + order);
      }
    }
  }

  @Test
  void filtersByNameAndBandAndPages() {
    open("");
    browser.find("#filter-text").sendKeys("SIM 00000");
    assertEquals(6, objects().size());
    assertEquals("6 of 7 rows", browser.js("return document.getElementById('status').textContent"));
    browser.find("#filter-band option[value='g']").click();
    assertEquals(List.of("sim-2010-000000", "sim-2010-000003"), objects());
    browser.find("#filter-text").sendKeys("none such");
    assertEquals(List.of("No galaxy matches the filter."), browser.texts("#table-body td"));
  }

  @Test
  void opensAndClosesGalaxyByMouse() {
    open("");
    browser.js("document.querySelectorAll('#table-body tr')[2].cells[4].click()");
    browser.waitFor("document.querySelector('#galaxy .plot canvas')");

    assertEquals(objects().get(2), browser.find("#galaxy-title .name").getText());
    assertEquals(
        objects().get(2),
        browser.js("return document.querySelector('tr[aria-current=true] th').textContent"));
    browser.find("#galaxy-close").click();
    assertTrue(browser.is("document.getElementById('galaxy').hidden"));
    assertEquals("", browser.js("return location.hash"));
  }

  @Test
  void opensGalaxyByKeyboard() {
    open("");
    press(Keys.TAB);
    assertEquals("Skip to the table", focus());
    press(Keys.ENTER);
    browser.js("document.querySelector('#table-body a').focus()");
    press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP);
    String second = objects().get(1);
    assertEquals(second, focus());
    press(Keys.END);
    assertEquals(objects().get(6), focus());
    press(Keys.HOME, Keys.ARROW_DOWN, Keys.ENTER);
    browser.waitFor("document.querySelector('#galaxy .plot canvas')");
    assertTrue(title().startsWith(second), title());

    press(Keys.ARROW_RIGHT);
    browser.waitFor("document.getElementById('galaxy-title').textContent.includes('000001')");
    press(Keys.ARROW_LEFT);
    browser.waitFor("document.getElementById('galaxy-title').textContent.includes('000000')");
    browser.js("document.querySelector('.main-plot').focus()");
    press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    String sample = browser.find("#readout").getText();
    assertTrue(sample.matches("R [\\d.]+\u2033 +\u03bc [\\d.]+ \u00b1 [\\d.]+ +e .*"), sample);
    assertEquals(1, browser.texts(".overlay .hover ellipse").size());
    press(Keys.ESCAPE);
    assertTrue(browser.is("document.getElementById('galaxy').hidden"));
    assertEquals(second, focus(), "the focus is back in the table");
  }

  @Test
  void namesAreNeverMarkup() throws IOException {
    String object = "encodeURIComponent(" + quoted(HOSTILE) + ")";
    open(
        "#"
            + browser.js("return " + object)
            + "/"
            + browser.js("return encodeURIComponent('<b>u</b>')"));

    assertEquals(
        HOSTILE, browser.js("return document.querySelector('#galaxy-title .name').textContent"));
    assertEquals(
        "<b>u</b>", browser.js("return document.querySelector('.band-badge').textContent"));
    assertTrue(objects().contains(HOSTILE));
    assertEquals(0, browser.texts("img[src=x], td b, h2 b").size());
    assertTrue(browser.find("#facts").getText().contains("/in/" + HOSTILE + ".fits"));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "\\'") + "'";
  }

  @Test
  void cutoutShowsImageInAsinhStretch() throws IOException {
    ExpectedCutout expected = ExpectedCutout.of(SAMPLES.resolve("sim-2010-000004.fits.gz"));
    int fine = 3; // Screen pixels per CSS pixel.
    browser.size(1440, 1000, fine);
    open("#sim-2010-000004/r");
    browser.find("#show-ellipses").click();
    BufferedImage shot = browser.screenshot();
    browser.find("#show-invert").click();
    BufferedImage inverted = browser.screenshot();
    double[] cutout = box(".cutout");
    List<double[]> over = List.of(box(".scale-bar"), box(".compass"));
    double round = 4; // Radius of the frame's corners.
    int compared = 0;
    int same = 0;
    for (int v = 0; v < expected.height; v++) {
      for (int u = 0; u < expected.width; u++) {
        double x = cutout[0] + cutout[2] * (u + 0.5) / expected.width;
        double y = cutout[1] + cutout[3] * (1 - (v + 0.5) / expected.height);
        boolean corner =
            Math.abs(x - cutout[0] - cutout[2] / 2) > cutout[2] / 2 - round
                && Math.abs(y - cutout[1] - cutout[3] / 2) > cutout[3] / 2 - round;
        if (!corner && over.stream().noneMatch(o -> inside(o, x, y))) {
          int shade = expected.shade(u, v);
          boolean right =
              Math.abs(grey(shot, fine * x, fine * y) - shade) <= 1
                  && Math.abs(grey(inverted, fine * x, fine * y) - (255 - shade)) <= 1;
          same += right ? 1 : 0;
          compared++;
        }
      }
    }
    assertTrue(compared > 0.9 * expected.width * expected.height, compared + " pixels compared");
    // A screen pixel across two image pixels may show either.
    assertTrue(same > 0.97 * compared, same + " pixels of " + compared + " as expected");
  }

  private static int grey(BufferedImage image, double x, double y) {
    return new Color(image.getRGB((int) x, (int) y)).getGreen();
  }

  private static boolean inside(double[] box, double x, double y) {
    return x > box[0] - 2 && x < box[0] + box[2] + 2 && y > box[1] - 2 && y < box[1] + box[3] + 2;
  }

  @Test
  void drawsLastIsophoteAtItsNumbers() throws IOException {
    open("#sim-2010-000004/r");
    int size = 256;
    String[] centre = fact("Centre").replace(" px", "").split(", ", -1);
    double[] pa = column(5);
    int last = pa.length - 1;
    double turn = Math.toRadians(pa[last]);
    double major = column(1)[last] / 0.396;
    double minor = major * (1 - column(4)[last]);
    double[] cutout = box(".cutout");
    List<double[]> over = List.of(box(".scale-bar"), box(".compass"));
    BufferedImage with = browser.screenshot();
    browser.find("#show-ellipses").click();
    BufferedImage without = browser.screenshot();
    int points = 0;
    for (int degrees = 0; degrees < 360; degrees += 5) {
      double along = major * Math.cos(Math.toRadians(degrees));
      double across = minor * Math.sin(Math.toRadians(degrees));
      double u = Double.parseDouble(centre[0]) + along * Math.cos(turn) - across * Math.sin(turn);
      double v = Double.parseDouble(centre[1]) + along * Math.sin(turn) + across * Math.cos(turn);
      double x = cutout[0] + cutout[2] * (u + 0.5) / size;
      double y = cutout[1] + cutout[3] * (1 - (v + 0.5) / size);
      if (inside(cutout, x, y) && over.stream().noneMatch(o -> inside(o, x, y))) {
        String at = degrees + " degrees along the isophote";
        assertTrue(Browser.hasNear(with, x, y, 1, LAST_ISOPHOTE), at);
        assertFalse(Browser.hasNear(without, x, y, 1, LAST_ISOPHOTE), at);
        points++;
      }
    }
    assertTrue(points > 40, points + " points of the isophote");
  }

  private static String fact(String name) {
    return (String)
        browser.js(
            "return [...document.querySelectorAll('#facts dt')]"
                + ".find(e => e.textContent === arguments[0]).nextSibling.textContent",
            name);
  }

  @Test
  void drawsMaskOverMaskedPixels() throws IOException {
    open("");
    browser.js("document.querySelector('#table-body a').click()");
    browser.waitFor("document.querySelector('#show-mask')");
    browser.find("#show-ellipses").click();
    BufferedImage with = browser.screenshot();
    browser.find("#show-mask").click();
    BufferedImage without = browser.screenshot();
    double[] cutout = box(".cutout");
    assertEquals(
        TestFits.SIZE,
        browser.number("document.querySelector('.overlay').viewBox.baseVal.width"),
        "all of the image is shown");
    double side = cutout[2] / TestFits.SIZE;
    for (int v = 0; v < TestFits.SIZE; v++) {
      for (int u = 0; u < TestFits.SIZE; u++) {
        boolean masked = u >= 4 && u < 10 && v >= 30 && v < 44;
        double x = cutout[0] + side * (u + 0.5);
        double y = cutout[1] + cutout[3] - side * (v + 0.5);
        String at = "pixel " + u + ", " + v;
        assertEquals(masked, with.getRGB((int) x, (int) y) != without.getRGB((int) x, (int) y), at);
        assertTrue(!masked || Browser.hasNear(with, x, y, 0, MASK), at);
      }
    }
  }

  /** Returns the positions of the numbers in the profile's plot, on a linear axis. */
  private record Axes(double[] area, double longest, double bright, double faint) {
    // The axes have the range of the numbers, a twentieth wider for mu (which increases downwards)
    // and 3 % for R. To find their ends by the colour of samples would be circular.
    static Axes of(double longest, DoubleStream mu) {
      DoubleSummaryStatistics range = mu.summaryStatistics();
      double room = 0.05 * (range.getMax() - range.getMin());
      return new Axes(
          box(".main-plot .u-over"), 1.03 * longest, range.getMin() - room, range.getMax() + room);
    }

    double x(double radius) {
      return area[0] + area[2] * radius / longest;
    }

    double y(double mu) {
      return area[1] + area[3] * (mu - bright) / (faint - bright);
    }
  }

  @Test
  void drawsProfileAtItsNumbersOverReference() throws IOException {
    open("#sim-2010-000004/r");
    double[] radius = column(1);
    double[] mu = column(2);
    List<double[]> truth =
        Files.readAllLines(SAMPLES.resolve("truth.csv")).stream()
            .filter(row -> row.startsWith("sim-2010-000004,r,"))
            .map(row -> row.split(",", -1))
            .map(row -> new double[] {Double.parseDouble(row[2]), Double.parseDouble(row[3])})
            .toList();
    assertTrue(truth.size() > 20, truth.size() + " samples of the truth");
    double longest = Math.max(radius[radius.length - 1], truth.get(truth.size() - 1)[0]);
    Axes axes =
        Axes.of(
            longest,
            DoubleStream.concat(DoubleStream.of(mu), truth.stream().mapToDouble(t -> t[1])));
    BufferedImage shot = browser.screenshot();
    for (int i = 0; i < mu.length; i++) {
      String at = "sample at " + radius[i];
      assertTrue(Browser.hasNear(shot, axes.x(radius[i]), axes.y(mu[i]), 2, PROFILE), at);
    }
    for (double[] sample : truth) {
      double x = axes.x(sample[0]);
      double y = axes.y(sample[1]);
      assertTrue(
          Browser.hasNear(shot, x, y, 4, REFERENCE) || Browser.hasNear(shot, x, y, 4, BOTH),
          "reference at " + sample[0]);
    }

    browser.find("#axis-log").click();
    shot = browser.screenshot();
    double least = Math.min(radius[0], truth.get(0)[0]) / 1.15;
    double span = Math.log(longest * 1.15 / least);
    for (int i = 0; i < mu.length; i++) {
      double x = axes.area[0] + axes.area[2] * Math.log(radius[i] / least) / span;
      String at = "sample at " + radius[i] + " on the logarithmic axis";
      assertTrue(Browser.hasNear(shot, x, axes.y(mu[i]), 2, PROFILE), at);
    }
  }

  @Test
  void drawsBandOfUncertainty() throws IOException {
    open("");
    browser.js("document.querySelector('#table-body a').click()");
    browser.waitFor("document.querySelector('#galaxy .plot canvas')");
    double[] radius = column(1);
    double[] mu = column(2);
    double[] err = column(3);
    Axes axes = Axes.of(radius[radius.length - 1], DoubleStream.of(mu));
    BufferedImage shot = browser.screenshot();
    int wide = 0;
    for (int i = 1; i < mu.length; i++) {
      // Midway between two samples, where no points are drawn.
      double x = axes.x((radius[i - 1] + radius[i]) / 2);
      double y = axes.y((mu[i - 1] + mu[i]) / 2);
      double half = axes.area[3] * (err[i - 1] + err[i]) / 2 / (axes.faint - axes.bright);
      if (half > 4) {
        String at = "before " + radius[i];
        assertTrue(Browser.hasNear(shot, x, y - 0.7 * half, 0, BAND), at);
        assertTrue(Browser.hasNear(shot, x, y + 0.7 * half, 0, BAND), at);
        assertFalse(Browser.hasNear(shot, x, y - 1.5 * half, 0, BAND), at);
        assertFalse(Browser.hasNear(shot, x, y + 1.5 * half, 0, BAND), at);
        wide++;
      }
    }
    assertTrue(wide > 0, "no sample is so uncertain that its band can be seen");
  }

  @Test
  void drawsResidualsFainterDownwards() throws IOException {
    open("#sim-2010-000004/r");
    JsonNode reference = galaxyInItsFile("sim-2010-000004").get("reference");
    double[] radius = doubles(reference.get("atR"));
    double[] residual = doubles(reference.get("residual"));
    double longest = Math.max(column(1)[column(1).length - 1], last(doubles(reference.get("r"))));
    assertPoints(
        ".residual-plot",
        IntStream.range(0, radius.length).mapToDouble(i -> radius[i] / (1.03 * longest)).toArray(),
        residual,
        residual,
        0.1,
        0.04);

    open("");
    JsonNode bins = embedded().at("/reference/byMu");
    double[] mu = doubles(bins, "mu");
    assertPoints(
        "#summary-plots figure:nth-of-type(2) .plot",
        DoubleStream.of(mu).map(m -> (m - mu[0]) / (last(mu) - mu[0])).toArray(),
        doubles(bins, "median"),
        DoubleStream.concat(
                DoubleStream.of(doubles(bins, "low")), DoubleStream.of(doubles(bins, "high")))
            .toArray(),
        0.05,
        0.04);
    assertTrue(mu.length > 5, mu.length + " bins");
  }

  /** Tests that a plot has complete ticks and label: zero alone would give no scale. */
  @Test
  void residualsHaveTicksAndCompleteLabel() throws IOException {
    open("#sim-2010-000004/r");
    browser.js(
        "window.drawn = []; const p = CanvasRenderingContext2D.prototype, f = p.fillText;"
            + "p.fillText = function (text, x, y) { const a = this.getTransform();"
            + "window.drawn.push([this.canvas.closest('.plot').className, text,"
            + "  this.measureText(text).width, this.canvas.height,"
            + "  Math.abs(a.a) < 1e-6 ? a.f : null]); return f.apply(this, arguments); };"
            + "dispatchEvent(new Event('beforeprint'))");
    browser.waitFor("window.drawn.some(t => t[0].includes('residual'))");
    List<List<?>> drawn = new ArrayList<>();
    for (Object text : (List<?>) browser.js("return window.drawn")) {
      List<?> one = (List<?>) text;
      if (((String) one.get(0)).contains("residual")) {
        drawn.add(one);
      }
    }
    List<?> label =
        drawn.stream().filter(t -> t.get(1).equals("\u03bc \u2212 reference")).findFirst().get();
    double middle = ((Number) label.get(4)).doubleValue();
    double half = ((Number) label.get(2)).doubleValue() / 2;
    assertTrue(
        middle - half > 0 && middle + half < ((Number) label.get(3)).doubleValue(),
        label::toString);
    assertTrue(drawn.stream().anyMatch(t -> t.get(1).equals("\u2193 too faint")));
    // Semi-major axes are whole numbers here.
    assertTrue(
        drawn.stream().anyMatch(t -> ((String) t.get(1)).matches("-?0\\.\\d+")), drawn::toString);
  }

  private static JsonNode embedded() throws IOException {
    return new ObjectMapper()
        .readTree((String) browser.js("return document.getElementById('data').textContent"));
  }

  /** Returns a galaxy from the file of its chunk. */
  private static JsonNode galaxyInItsFile(String object) throws IOException {
    try (Stream<Path> chunks = Files.list(directory.resolve("report/galaxies"))) {
      for (Path chunk : chunks.toList()) {
        String text = Files.readString(chunk);
        String list = text.substring(text.indexOf('['), text.lastIndexOf(']') + 1);
        for (JsonNode galaxy : new ObjectMapper().readTree(list)) {
          if (galaxy.get("object").textValue().equals(object)) {
            return galaxy;
          }
        }
      }
    }
    throw new AssertionError("no galaxy " + object);
  }

  private static double[] doubles(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).doubleValue()).toArray();
  }

  private static double[] doubles(JsonNode array, String field) {
    return IntStream.range(0, array.size())
        .mapToDouble(i -> array.get(i).get(field).doubleValue())
        .toArray();
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }

  /**
   * Checks that the points of a plot are drawn at their numbers, with larger ones further down.
   *
   * @param along position of each along the plot, as a fraction of its width
   * @param shown all numbers that the axis includes, besides zero
   * @param least minimum range of the axis
   * @param room fraction of the range, left on each side
   */
  private static void assertPoints(
      String plot, double[] along, double[] values, double[] shown, double least, double room)
      throws IOException {
    double[] area = box(plot + " .u-over");
    DoubleSummaryStatistics range =
        DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(shown)).summaryStatistics();
    double length = range.getMax() - range.getMin();
    double more = Math.max(room * length, (least - length) / 2);
    BufferedImage shot = browser.screenshot();
    for (int i = 0; i < values.length; i++) {
      double x = area[0] + area[2] * along[i];
      double y = area[1] + area[3] * (values[i] - range.getMin() + more) / (length + 2 * more);
      assertTrue(Browser.hasNear(shot, x, y, 2, PROFILE), plot + ": " + values[i]);
    }
  }

  @Test
  void showsEveryColumnDespiteLongNames() throws IOException {
    browser.size(1440, 1000);
    open("#sim-2010-000004/r");
    browser.js(
        "document.querySelectorAll('#table-body th a').forEach(a =>"
            + " a.textContent = 'Plate0274_MJD51913_Fiber503_r')");
    assertTrue(
        browser.is(
            "document.getElementById('table-box').scrollWidth"
                + " <= document.getElementById('table-box').clientWidth"));
    double[] plot = box(".main-plot .u-over");
    assertTrue(plot[2] > 330, "the plot is " + plot[2] + " wide");
  }

  @Test
  void explainsFlags() {
    open("");
    browser.find("#meanings summary").click();
    String meanings = browser.find("#meanings").getText();
    assertTrue(meanings.contains("no value"), meanings);
    assertEquals(
        "Some pixels of the model's input had no value",
        browser.js(
            "return [...document.querySelectorAll('td.flags .flag')]"
                + ".find(f => f.textContent === 'partly missing').title"));
  }

  @Test
  void showsResidualShapesAndStructure() {
    open("#sim-2010-000004/r");
    assertTrue(
        browser.is("document.querySelector('.residual-frame .picture').naturalWidth === 128"));
    assertEquals(2, browser.texts(".shape-plot canvas").size());
    String facts = browser.find("#facts").getText();
    for (String name : List.of("R 25", "Total magnitude", "r 50")) {
      assertTrue(facts.matches("(?s).*" + name + "\\s+\\d+\\.\\d\\d\\D.*"), facts);
    }
    browser.find(".structure summary").click();
    assertTrue(browser.texts(".structure tbody tr").size() > 15);
  }

  @Test
  void showsFlagsInWords() {
    open("");
    browser.js("document.querySelector('#table-body a').click()");
    browser.waitFor("document.querySelector('#galaxy .plot canvas')");
    assertTrue(
        browser
            .find("#facts .flag-words")
            .getText()
            .contains("partly missing \u2013 Some pixels of the model's input had no value"));
  }

  @Test
  void showsAllBandsOfAnObjectWithItsColours() throws IOException {
    Path report =
        write(
            "bands",
            IntStream.range(0, 60)
                .mapToObj(
                    i ->
                        disc(i).toBuilder()
                            .setProvenance(
                                Provenance.of(
                                    "galaxy-" + i / 3,
                                    Optional.of("gri".substring(i % 3, i % 3 + 1)),
                                    "/data/" + i + ".fits",
                                    0))
                            .build())
                .toList());
    browser.open(report.resolve("index.html").toUri() + "#galaxy-7/r");
    browser.waitFor("document.querySelector('.colours-plot canvas')");

    assertEquals(
        List.of("g", "r", "i", "g \u2212 r", "r \u2212 i"), browser.texts(".bands-panel .key"));
    // The bands of object 7 are discs 21 to 23: mu_0 of 18.525, 18.55 and 18.575 mag/arcsec^2.
    String colours =
        (String)
            browser.js("return document.querySelector('.colours-plot').getAttribute('aria-label')");
    assertTrue(colours.matches("Colour profiles: g \u2212 r \u22120.02 to .*"), colours);
    assertTrue(browser.find(".bands-panel").getText().contains("has its own ellipses"));
  }

  private static double[] column(int number) {
    return browser.texts(".samples tbody td:nth-child(" + number + ")").stream()
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static double[] box(String css) {
    return numbers(
        "(() => { const b = document.querySelector('"
            + css
            + "').getBoundingClientRect(); return [b.left, b.top, b.width, b.height]; })()");
  }

  private static double[] numbers(String script) {
    return ((List<?>) browser.js("return " + script))
        .stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
  }

  @Test
  void fitsPhoneAndPrintedPage() throws IOException {
    browser.size(360, 740);
    open("");
    assertTrue(browser.number("document.documentElement.scrollWidth") <= 360, "list");
    open("#sim-2010-000004/r");
    assertTrue(browser.number("document.documentElement.scrollWidth") <= 360, "galaxy");
    assertTrue(browser.number("document.querySelector('.cutout').clientWidth") > 250);

    browser.size(1000, 1000);
    emulate("print", Map.of("name", "prefers-reduced-motion", "value", "reduce"));
    assertTrue(
        browser.is("getComputedStyle(document.getElementById('filters')).display === 'none'"));
    assertTrue(browser.is("document.getElementById('galaxy').offsetHeight > 300"));
    assertTrue(browser.is("document.getElementById('table').offsetHeight > 100"));
    byte[] pdf =
        Base64.getDecoder()
            .decode(
                (String)
                    browser
                        .driver
                        .executeCdpCommand("Page.printToPDF", Map.of("printBackground", true))
                        .get("data"));
    Files.write(directory.resolve("report.pdf"), pdf);
    assertTrue(pdf.length > 20_000, "PDF of " + pdf.length + " bytes");
  }

  @Test
  void isDarkExceptOnPaper() {
    emulate("", Map.of("name", "prefers-color-scheme", "value", "dark"));
    open("#sim-2010-000004/r");
    String background = "getComputedStyle(document.body).backgroundColor";
    assertTrue(browser.is(background + " === 'rgb(16, 19, 23)'"));
    browser.js("dispatchEvent(new Event('beforeprint'))");
    assertTrue(browser.is(background + " === 'rgb(247, 248, 250)'"));
    browser.js("dispatchEvent(new Event('afterprint'))");
    assertTrue(browser.is(background + " === 'rgb(16, 19, 23)'"));
  }

  /** Tests a large report; {@code -Dpix2prof.report=DIR} measures an existing one instead. */
  @Test
  void thousandsOfGalaxiesStayQuick() throws IOException {
    String given = System.getProperty("pix2prof.report");
    Path report = given == null ? manyGalaxies(5000) : Path.of(given).toAbsolutePath();
    browser.open("about:blank");
    long start = System.nanoTime();
    browser.driver.get(report.resolve("index.html").toUri().toString());
    browser.waitFor("document.querySelectorAll('#table-body tr').length === 50");
    double load = (System.nanoTime() - start) / 1e6;
    double sort = milliseconds("document.getElementById('sort-muFaintest').click()");
    double names = milliseconds("document.getElementById('sort-object').click()");
    double filter =
        milliseconds(
            "const f = document.getElementById('filter-text'); f.value = '7';"
                + "f.dispatchEvent(new Event('input'))");
    double turn = milliseconds("document.getElementById('page-next').click()");
    start = System.nanoTime();
    browser.js("document.querySelector('#table-body a').click()");
    browser.waitFor("document.querySelector('#galaxy .plot canvas')");
    double open = (System.nanoTime() - start) / 1e6;
    System.out.printf(
        "report of %s rows: load %.0f ms, sort %.0f ms, sort by name %.0f ms, filter %.0f ms,"
            + " turn a page %.0f ms, open a galaxy %.0f ms%n",
        browser.js(
            "return JSON.parse(document.getElementById('data').textContent).table.object.length"),
        load,
        sort,
        names,
        filter,
        turn,
        open);
    assertTrue(Math.max(sort, Math.max(names, filter)) < 2000, "generous, for a busy machine");
    assertEquals(50, objects().size());
  }

  /** Returns the time of a click until the browser has updated the layout. */
  private static double milliseconds(String script) {
    return browser.number(
        "(() => { const t = performance.now(); "
            + script
            + "; document.body.offsetHeight;"
            + "return performance.now() - t; })()");
  }

  /** Writes a report like WriteReport, without its shuffles. */
  private static Path manyGalaxies(int n) throws IOException {
    return write("many", IntStream.range(0, n).mapToObj(ReportIT::disc).toList());
  }

  private static Path write(String name, List<SurfaceBrightnessProfile> profiles)
      throws IOException {
    Path report = directory.resolve(name);
    Files.createDirectories(report.resolve("galaxies"));
    List<ReportEntry> entries =
        profiles.stream()
            .map(
                p ->
                    new GalaxyParts(
                        p.provenance(), Optional.of(p), Optional.empty(), Optional.empty()))
            .map(parts -> parts.entry(0))
            .sorted(Comparator.comparing(ReportEntry::id, ReportEntry.ORDER))
            .toList();
    List<String> chunks = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += 20) {
      String file = from / 20 + ".js";
      List<String> galaxies =
          entries.subList(from, from + 20).stream().map(ReportEntry::json).toList();
      Files.writeString(
          report.resolve("galaxies").resolve(file), ReportPage.chunk(from / 20, galaxies));
      chunks.add(file);
    }
    ReportSummary summary =
        new ReportSummary(Optional.empty(), false, Optional.empty(), List.of(), List.of());
    Files.writeString(
        report.resolve("index.html"),
        ReportPage.html(entries.stream().map(ReportEntry::row).toList(), chunks, 20, summary));
    return report;
  }

  private static SurfaceBrightnessProfile disc(int number) {
    int samples = 40;
    float[] radius = new float[samples];
    float[] mu = new float[samples];
    float[] err = new float[samples];
    float[] e = new float[samples];
    float[] pa = new float[samples];
    for (int i = 0; i < samples; i++) {
      radius[i] = (float) (0.4 * Math.pow(1.12, i));
      mu[i] = (float) (18 + number % 97 / 40.0 + 1.0857 * radius[i] / (2 + number % 13));
      err[i] = 0.01f + 0.002f * i;
      e[i] = number % 70 / 100f;
      pa[i] = number % 180;
    }
    return SurfaceBrightnessProfile.builder()
        .setProvenance(
            Provenance.of(
                "galaxy-" + number,
                Optional.of("gri".substring(number % 3, number % 3 + 1)),
                "/data/" + number + ".fits",
                0))
        .setModel("disc-1.0.0@0123456789ab")
        .setRadiusArcsec(radius)
        .setMu(mu)
        .setMuErr(Optional.of(err))
        .setEllipticity(Optional.of(e))
        .setPaDeg(Optional.of(pa))
        .setFlags(Set.of())
        .build();
  }
}
