package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.pix2prof.report.GalaxyParts;
import org.pix2prof.report.ReportEntry;
import org.pix2prof.report.ReportPage;
import org.pix2prof.report.Summary;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * A report of real runs of {@code caption} and {@code report} in a real browser, from {@code
 * file://}: six simulated galaxies with their truth, one with pixels masked and a name that would
 * like to be markup, and a file that is no FITS file.
 */
class ReportIT {
  private static final String HOSTILE = "<img src=x onerror=\"alert(1)\">'&amp;";
  private static final Path SAMPLES = Path.of("..", "examples", "data");
  private static final Color LAST_ISOPHOTE = new Color(0xf0e442);
  private static final Color PROFILE = new Color(0x0072b2);
  private static final Color MASK = new Color(0x8c5473); // 0xcc79a7 at 0xb0 over black

  @TempDir private static Path folder;
  private static Browser browser;
  private static String page;

  @BeforeAll
  static void write() throws IOException {
    browser = Browser.start(folder.resolve("browser"));
    Path in = Files.createDirectory(folder.resolve("in"));
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
        Cli.run("caption", input, "--output=" + folder + "/p", "--badRecords=" + folder + "/bad");
    assertEquals(0, caption.status(), caption.err());
    Cli report =
        Cli.run(
            "report",
            "--profiles=" + folder + "/p",
            input,
            "--output=" + folder + "/report",
            "--reference=" + SAMPLES + "/truth.csv");
    assertEquals(0, report.status(), report.err());
    page = folder.resolve("report/index.html").toUri().toString();
  }

  /** Takes the values of a block of pixels, columns and rows from the first to before the last. */
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
    // Scrolling at once, so that what is measured stays where it was.
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
  void asksForNothingButItsOwnFilesAndLogsNothing() {
    browser.logged();
    browser.requested();

    open("#sim-2010-000004/r");
    browser.find("#galaxy-next").click();
    browser.waitFor("document.getElementById('galaxy-title').textContent.includes('000005')");

    assertEquals(List.of(), browser.logged());
    String report = folder.resolve("report").toUri().toString();
    List<String> asked = browser.requested();
    assertTrue(asked.stream().anyMatch(a -> a.startsWith(report + "galaxies/")), asked::toString);
    for (String address : asked) {
      assertTrue(address.matches("(data|about):.*") || address.startsWith(report), address);
    }
  }

  @Test
  void thePolicyStopsWhatIsNotThePages() {
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
    assertTrue(browser.find("#card-rate .value").getText().matches("\\d+\\.\\d/s"));
    double deviation = Double.parseDouble(browser.find("#card-deviation .value").getText());
    assertTrue(deviation > 0.002 && deviation < 0.03, "deviation " + deviation);
    browser.find("#bad-records summary").click();
    assertTrue(browser.find("#bad-records li").getText().contains("/in/bad.fits"));
    assertEquals(2, browser.texts("#summary-plots canvas").size());
  }

  @Test
  void sortsByEveryColumnEitherWayWithTheUnknownLast() {
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
    assertEquals(List.of("No galaxy fits the filter."), browser.texts("#table-body td"));
  }

  @Test
  void opensAGalaxyByMouseAndClosesItAgain() {
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
  void opensAGalaxyByKeyboard() {
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
  void theIsophotesLieOverTheGalaxyAndTheMaskOverWhatIsMasked() throws IOException {
    open("#sim-2010-000004/r");
    BufferedImage shot = browser.screenshot();
    double[] stamp = box(".stamp");
    // As the page has it: of the SVG's own geometry in pixels of the screen.
    double[] ends =
        numbers(
            "(() => { const e = document.querySelector('.overlay .last'), m = e.getScreenCTM();"
                + "const at = (x, y) => { const p = new DOMPoint(x, y).matrixTransform(m); return [p.x, p.y]; };"
                + "const [x, y, a, b] = ['cx', 'cy', 'rx', 'ry'].map(n => e[n].baseVal.value);"
                + "return [...at(x, y), ...at(x + a, y), ...at(x, y - b)]; })()");
    assertTrue(Browser.hasNear(shot, ends[0], ends[1], 2, Color.WHITE), "the centre is bright");
    assertTrue(Browser.hasNear(shot, ends[2], ends[3], 2, LAST_ISOPHOTE), "end of the major axis");
    assertTrue(Browser.hasNear(shot, ends[4], ends[5], 2, LAST_ISOPHOTE), "end of the minor axis");
    double radius =
        browser.number("Number(document.querySelector('.overlay .last').getAttribute('rx'))");
    assertEquals(48.4 / 0.396, radius, 1, "pixels of the image");
    assertFalse(
        Browser.hasNear(shot, stamp[0] + 6, stamp[1] + 6, 3, Color.WHITE), "a corner is dark");

    browser.find("#show-ellipses").click();
    assertFalse(Browser.hasNear(browser.screenshot(), ends[2], ends[3], 2, LAST_ISOPHOTE));
    browser.find("#show-invert").click();
    assertTrue(Browser.hasNear(browser.screenshot(), ends[0], ends[1], 2, Color.BLACK));

    browser.js("location.hash = document.querySelector('#table-body a').getAttribute('href')");
    browser.waitFor("document.querySelector('#show-mask')");
    stamp = box(".stamp");
    double[] shown =
        numbers(
            "(() => { const v = document.querySelector('.overlay').viewBox.baseVal; return [v.width, v.height]; })()");
    assertEquals(TestFits.SIZE, shown[0]);
    // The middle of the masked block, columns 4 to 9 and rows 30 to 43 from the bottom.
    double x = stamp[0] + stamp[2] * 7 / TestFits.SIZE;
    double y = stamp[1] + stamp[3] * (1 - 37.0 / TestFits.SIZE);
    assertTrue(Browser.hasNear(browser.screenshot(), x, y, 1, MASK));
    browser.find("#show-mask").click();
    assertFalse(Browser.hasNear(browser.screenshot(), x, y, 1, MASK));
  }

  @Test
  void theProfileIsWhereItsNumbersAre() throws IOException {
    open("#sim-2010-000004/r");
    double[] radius = column(1);
    double[] mu = column(2);
    double longest = radius[radius.length - 1];
    BufferedImage shot = browser.screenshot();
    double[] area = box(".main-plot .u-over");
    // The axes have the numbers' own range, a twentieth wider for mu (which grows downwards) and
    // 3 % for R. To find their ends by the colour of samples would be circular.
    double low = mu[0];
    double high = mu[mu.length - 1];
    double room = 0.05 * (high - low);
    int seen = 0;
    for (int i = 0; i < mu.length; i++) {
      double x = area[0] + area[2] * radius[i] / (1.03 * longest);
      double y = area[1] + area[3] * (mu[i] - (low - room)) / (high - low + 2 * room);
      seen += Browser.hasNear(shot, x, y, 4, PROFILE) ? 1 : 0;
    }
    assertEquals(mu.length, seen, "samples at their places");

    browser.find("#axis-log").click();
    shot = browser.screenshot();
    area = box(".main-plot .u-over");
    int last = mu.length - 1;
    double span = Math.log(longest * 1.15 / (radius[0] / 1.15));
    double x = area[0] + area[2] * Math.log(radius[last / 2] / (radius[0] / 1.15)) / span;
    double y = area[1] + area[3] * (mu[last / 2] - (low - room)) / (high - low + 2 * room);
    assertTrue(Browser.hasNear(shot, x, y, 4, PROFILE), "on the logarithmic axis");
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
  void fitsAPhoneAndAPage() throws IOException {
    browser.size(360, 740);
    open("");
    assertTrue(browser.number("document.documentElement.scrollWidth") <= 360, "list");
    open("#sim-2010-000004/r");
    assertTrue(browser.number("document.documentElement.scrollWidth") <= 360, "galaxy");
    assertTrue(browser.number("document.querySelector('.stamp').clientWidth") > 250);

    browser.size(1000, 1000);
    emulate("print", Map.of("name", "prefers-reduced-motion", "value", "reduce"));
    assertTrue(
        browser.is("getComputedStyle(document.getElementById('filters')).display === 'none'"));
    assertTrue(browser.is("document.getElementById('galaxy').offsetHeight > 300"));
    assertTrue(browser.is("document.getElementById('table').offsetHeight > 100"));
    byte[] pdf =
        java.util.Base64.getDecoder()
            .decode(
                (String)
                    browser
                        .driver
                        .executeCdpCommand("Page.printToPDF", Map.of("printBackground", true))
                        .get("data"));
    Files.write(folder.resolve("report.pdf"), pdf);
    assertTrue(pdf.length > 20_000, "PDF of " + pdf.length + " bytes");
  }

  @Test
  void darkIsDarkButForPaper() {
    emulate("", Map.of("name", "prefers-color-scheme", "value", "dark"));
    open("#sim-2010-000004/r");
    String background = "getComputedStyle(document.body).backgroundColor";
    assertTrue(browser.is(background + " === 'rgb(16, 19, 23)'"));
    browser.js("dispatchEvent(new Event('beforeprint'))");
    assertTrue(browser.is(background + " === 'rgb(247, 248, 250)'"));
    browser.js("dispatchEvent(new Event('afterprint'))");
    assertTrue(browser.is(background + " === 'rgb(16, 19, 23)'"));
  }

  /** {@code -Dpix2prof.report=DIR} measures a report that is there instead. */
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

  /** What a click costs until the browser has laid the page out again. */
  private static double milliseconds(String script) {
    return browser.number(
        "(() => { const t = performance.now(); "
            + script
            + "; document.body.offsetHeight;"
            + "return performance.now() - t; })()");
  }

  /** As WriteReport writes them, but for the shuffles. */
  private static Path manyGalaxies(int n) throws IOException {
    Path report = folder.resolve("many");
    Files.createDirectories(report.resolve("galaxies"));
    List<ReportEntry> entries =
        IntStream.range(0, n)
            .mapToObj(ReportIT::disc)
            .map(
                p ->
                    new GalaxyParts(
                        p.provenance(), Optional.of(p), Optional.empty(), Optional.empty()))
            .map(parts -> parts.entry(0))
            .sorted(Comparator.comparing(ReportEntry::id, ReportEntry.ORDER))
            .toList();
    List<String> chunks = new ArrayList<>();
    for (int from = 0; from < n; from += 20) {
      String name = from / 20 + ".js";
      List<String> galaxies =
          entries.subList(from, from + 20).stream().map(ReportEntry::json).toList();
      Files.writeString(
          report.resolve("galaxies").resolve(name), ReportPage.chunk(from / 20, galaxies));
      chunks.add(name);
    }
    Summary summary = new Summary(Optional.empty(), false, Optional.empty(), List.of(), List.of());
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
