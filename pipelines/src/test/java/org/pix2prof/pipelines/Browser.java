// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Headless Chromium, with its log and its requests. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Pattern REQUEST =
      Pattern.compile("\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"(.*?)\"");

  final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts a browser. Without Chromium the test is skipped, except on CI. */
  static Browser start(Path profile) {
    boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    assertTrue(there || !"true".equals(System.getenv("CI")), CHROMIUM + " and " + DRIVER);
    assumeTrue(there, "no " + CHROMIUM + " or " + DRIVER);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options =
        new ChromeOptions()
            .setBinary(CHROMIUM.toFile())
            .addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", logs);
    File driver = DRIVER.toFile();
    return new Browser(
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver).build(), options));
  }

  void open(String address) {
    // A change of the fragment alone would not reload the page.
    driver.get("about:blank");
    driver.get(address);
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  Object js(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  @SuppressWarnings("unchecked")
  List<String> texts(String css) {
    return (List<String>)
        js("return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", css);
  }

  double number(String script) {
    return ((Number) js("return " + script)).doubleValue();
  }

  boolean is(String script) {
    return Boolean.TRUE.equals(js("return Boolean(" + script + ")"));
  }

  void waitFor(String script) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!is(script)) {
      assertTrue(System.nanoTime() < end, "timed out waiting for " + script);
    }
  }

  void command(String name, Map<String, Object> parameters) {
    driver.executeCdpCommand(name, parameters);
  }

  /** Sets the window size in CSS pixels of one pixel each. */
  void size(int width, int height) {
    size(width, height, 1);
  }

  /** Sets the window size in CSS pixels, each of the given number of pixels. */
  void size(int width, int height, int pixels) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", width,
            "height", height,
            "deviceScaleFactor", pixels,
            "mobile", width < 500));
  }

  /** Returns a screenshot, after pictures are decoded and changes are drawn. */
  BufferedImage screenshot() throws IOException {
    driver.executeAsyncScript(
        "const done = arguments[0];"
            + "Promise.all([...document.images].map(i => i.decode())).then(() =>"
            + "  requestAnimationFrame(() => requestAnimationFrame(() => done())))");
    return ImageIO.read(new ByteArrayInputStream(driver.getScreenshotAs(OutputType.BYTES)));
  }

  /** Returns whether a colour, within a tolerance, is within a few pixels of a position. */
  static boolean hasNear(BufferedImage image, double x, double y, int reach, Color colour) {
    for (int v = (int) Math.round(y) - reach; v <= Math.round(y) + reach; v++) {
      for (int u = (int) Math.round(x) - reach; u <= Math.round(x) + reach; u++) {
        if (u >= 0 && v >= 0 && u < image.getWidth() && v < image.getHeight()) {
          Color seen = new Color(image.getRGB(u, v));
          if (Math.abs(seen.getRed() - colour.getRed()) < 40
              && Math.abs(seen.getGreen() - colour.getGreen()) < 40
              && Math.abs(seen.getBlue() - colour.getBlue()) < 40) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Returns the log since the last call. */
  List<String> logged() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .toList();
  }

  /** Returns the requests since the last call. */
  List<String> requested() {
    List<String> addresses = new ArrayList<>();
    driver
        .manage()
        .logs()
        .get(LogType.PERFORMANCE)
        .forEach(
            entry -> {
              Matcher request = REQUEST.matcher(entry.getMessage());
              if (request.find()) {
                addresses.add(request.group(1));
              }
            });
    return addresses;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
