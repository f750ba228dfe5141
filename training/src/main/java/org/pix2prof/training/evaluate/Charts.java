// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Common style of this package's charts. */
final class Charts {
  static final String MU = "surface brightness, mag/arcsec²";
  static final String DEVIATION = "absolute deviation, mag/arcsec²";
  static final String RADIUS = "semi-major axis, arcsec";

  static final Color REFERENCE = new Color(0x222222);
  static final Color PREDICTION = new Color(0xC0392B);
  static final Color SECOND = new Color(0x1F4E79);
  static final Color MUTED = new Color(0x999999);
  static final BasicStroke SOLID = new BasicStroke(1.6f);
  static final BasicStroke DASHED =
      new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 3}, 0);

  static XYChart chart(int width, int height, String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart
        .getStyler()
        .setMarkerSize(5)
        .setLegendPosition(LegendPosition.InsideNE)
        .setLegendFont(FigureCanvas.FONT)
        .setLegendBorderColor(Color.WHITE)
        .setLegendPadding(5)
        .setLegendSeriesLineLength(18)
        .setChartTitleFont(FigureCanvas.FONT)
        .setChartTitleBoxVisible(false)
        .setChartTitleVisible(!title.isEmpty())
        .setChartFontColor(FigureCanvas.INK)
        .setChartBackgroundColor(Color.WHITE)
        .setChartPadding(6)
        .setPlotBorderColor(new Color(0xBBBBBB))
        .setAnnotationLineColor(MUTED)
        .setAnnotationLineStroke(new BasicStroke(1))
        .setPlotContentSize(0.96);
    chart
        .getStyler()
        .setAxisTitleFont(FigureCanvas.FONT)
        .setAxisTickLabelsFont(FigureCanvas.FONT)
        .setAxisTickLabelsColor(FigureCanvas.INK)
        .setAxisTickMarksColor(new Color(0xBBBBBB))
        .setAxisTicksLineVisible(false)
        .setPlotGridLinesColor(new Color(0xEAEAEA))
        .setPlotGridLinesStroke(new BasicStroke(1))
        .setPlotMargin(0);
    return chart;
  }

  static XYSeries line(
      XYChart chart, String name, double[] x, double[] y, Color color, BasicStroke stroke) {
    XYSeries line = chart.addSeries(name, x, y);
    line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(color);
    line.setLineStyle(stroke);
    return line;
  }

  static void dots(XYChart chart, String name, double[] x, double[] y, Color color) {
    XYSeries dots = chart.addSeries(name, x, y);
    dots.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    dots.setMarker(SeriesMarkers.CIRCLE);
    dots.setMarkerColor(color);
  }

  /** Fills the area between two curves. */
  static XYSeries band(
      XYChart chart, String name, double[] x, double[] lower, double[] upper, Color color) {
    XYSeries band = chart.addSeries(name, outline(x, x), outline(lower, upper));
    Color light = new Color(color.getRed(), color.getGreen(), color.getBlue(), 50);
    band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    band.setMarker(SeriesMarkers.NONE);
    band.setFillColor(light);
    band.setLineColor(new Color(0, true));
    band.setLineStyle(new BasicStroke(0));
    return band;
  }

  private static double[] outline(double[] forward, double[] backward) {
    return DoubleStream.concat(
            DoubleStream.of(forward),
            IntStream.range(0, backward.length).mapToDouble(i -> backward[backward.length - 1 - i]))
        .toArray();
  }

  static double[] negative(double[] values) {
    return DoubleStream.of(values).map(v -> -v).toArray();
  }

  private Charts() {}
}
