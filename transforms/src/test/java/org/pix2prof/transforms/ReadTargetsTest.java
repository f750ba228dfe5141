// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler.BadRecordErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.values.Target;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

class ReadTargetsTest {
  @TempDir Path directory;
  private final Pipeline pipeline = Pipeline.create();

  private Path write(String name, String... lines) throws IOException {
    return Files.write(directory.resolve(name), List.of(lines));
  }

  private static Target.Builder target(String id, Path catalog, long row) {
    return Target.builder().setObjectId(id).setCatalog(Optional.of(catalog.toString())).setRow(row);
  }

  private void expect(ReadTargets read, Target.Builder... targets) {
    PAssert.that(pipeline.apply(read))
        .containsInAnyOrder(List.of(targets).stream().map(Target.Builder::build).toList());
    pipeline.run().waitUntilFinish();
  }

  private String refused(ReadTargets read) {
    pipeline.apply(read);
    Exception e = assertThrows(Exception.class, () -> pipeline.run().waitUntilFinish());
    return e.getMessage();
  }

  @Test
  void readsPixelsBandsAndShapes() throws IOException {
    Path file =
        write(
            "t.csv",
            "object_id,x,y,band,ellipticity,pa_deg,pa_sky_deg",
            "a,1.5,-0.25,r,0.3,-30,",
            "a,2,3,,,,",
            "b,4,5,g,0.5,,200",
            "c,4,5,,0,,");
    expect(
        ReadTargets.create().from(file.toString()),
        target("a", file, 1)
            .setCentre(new PixelPoint(1.5, -0.25))
            .setBand("r")
            .setEllipticity(0.3)
            .setPaDeg(150),
        target("a", file, 2).setCentre(new PixelPoint(2, 3)),
        target("b", file, 3)
            .setCentre(new PixelPoint(4, 5))
            .setBand("g")
            .setEllipticity(0.5)
            .setPaSkyDeg(20),
        target("c", file, 4).setCentre(new PixelPoint(4, 5)).setEllipticity(0));
  }

  @Test
  void prefersPositionsToPixels() throws IOException {
    Path file = write("t.csv", "id,ra,dec,x,y", "a,-10,2,1,1", "b,10:00:24,+02:12:00,1,1");
    Path other = write("u.csv", "id,ra,dec", "c,0,0");
    expect(
        ReadTargets.create().from(List.of(file.toString(), other.toString())),
        target("a", file, 1).setPosition(new SkyPoint(350, 2)),
        target("b", file, 2).setPosition(new SkyPoint(150.1, 2.2)),
        target("c", other, 1).setPosition(new SkyPoint(0, 0)));
  }

  @Test
  void readsShapesWithoutCentre() throws IOException {
    Path file = write("t.csv", "id,ellipticity,pa_deg", "a,0.3,40");
    expect(
        ReadTargets.create().from(file.toString()),
        target("a", file, 1).setEllipticity(0.3).setPaDeg(40));
  }

  @Test
  void readsNamedColumns() throws IOException {
    Path file = write("t.csv", "id,name,lon,lat,x,y", "1,a,5,6,7,8");
    expect(
        ReadTargets.create()
            .from(file.toString())
            .withIdColumn("name")
            .withRaColumn("lon")
            .withDecColumn("lat"),
        target("a", file, 1).setPosition(new SkyPoint(5, 6)));
  }

  @Test
  void namesMissingColumns() throws IOException {
    Path file = write("t.csv", "id,x,size", "a,1,2");
    assertThat(
        refused(ReadTargets.create().from(file.toString())),
        containsString(
            "the table has neither the columns 'x' and 'y', nor 'ra' and 'dec', nor"
                + " 'ellipticity'; the columns are 'id', 'x', 'size'"));
  }

  @Test
  void namesMissingColumnOfAnOption() throws IOException {
    Path file = write("t.csv", "id,x,y,dec", "a,1,2,3");
    assertThat(
        refused(ReadTargets.create().from(file.toString()).withRaColumn("lon")),
        containsString("no column is called 'lon'"));
  }

  @Test
  void recordsBadRows() throws IOException {
    Path file =
        write(
            "t.csv",
            "id,x,y,ellipticity,pa_deg,pa_sky_deg",
            "a,?,2,,,",
            "b,1,2,1,30,",
            "c,1,2,0.5,,",
            "d,1,2,0.5,30,30",
            "e,1,2,0.5,400,",
            ",1,2,,,",
            "good,1,2,,,");
    PCollection<Target> targets;
    try (BadRecordErrorHandler<?> handler =
        pipeline.registerBadRecordErrorHandler(WriteBadRecords.to(directory + "/bad"))) {
      targets =
          pipeline.apply(
              ReadTargets.create().from(file.toString()).withBadRecordErrorHandler(handler));
    }
    PAssert.that(targets)
        .containsInAnyOrder(target("good", file, 7).setCentre(new PixelPoint(1, 2)).build());
    pipeline.run().waitUntilFinish();
    List<String> bad = Files.readAllLines(directory.resolve("bad-00000-of-00001.json"));
    assertEquals(6, bad.size());
    for (String expected :
        List.of(
            "bad_position\",\"message\":\"row 1: x is '?'; expected a number",
            "bad_ellipticity\",\"message\":\"row 2: ellipticity is 1.0; expected 1 - b/a",
            "bad_position_angle\",\"message\":\"row 3: no value in column pa_deg or pa_sky_deg",
            "bad_position_angle\",\"message\":\"row 4: both pa_deg and pa_sky_deg have a value",
            "bad_position_angle\",\"message\":\"row 5: pa_deg is 400.0; expected degrees",
            "no_id\",\"message\":\"row 6: no value in column id")) {
      assertTrue(bad.stream().anyMatch(line -> line.contains(expected)), expected + " in " + bad);
    }
  }

  @Test
  void checksSettings() {
    assertThrows(IllegalArgumentException.class, () -> ReadTargets.create().withIdColumn(" "));
    assertThrows(IllegalArgumentException.class, () -> ReadTargets.create().from(List.of()));
    assertThat(
        assertThrows(
                IllegalArgumentException.class, () -> pipeline.apply("unset", ReadTargets.create()))
            .getMessage(),
        containsString("ReadTargets needs from(pattern)"));
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> pipeline.apply("same", ReadTargets.create().from("x").withRaColumn("id")))
            .getMessage(),
        containsString("expected different columns"));
  }

  @Test
  void showsSettings() {
    DisplayData data = DisplayData.from(ReadTargets.create().from("t.csv").withRaColumn("lon"));
    assertThat(data.toString(), containsString("patterns=t.csv"));
    assertThat(data.toString(), containsString("idColumn=id or object_id"));
    assertThat(data.toString(), containsString("raColumn=lon"));
    assertThat(data.toString(), containsString("decColumn=dec"));
  }
}
