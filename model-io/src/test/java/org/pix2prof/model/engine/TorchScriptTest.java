// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.bundle.InvalidModelException;
import org.pix2prof.model.bundle.Manifests;
import org.pix2prof.model.bundle.ModelBundle;

class TorchScriptTest {
  private static final String FORWARD = "x: Tensor, steps: int) -> Tensor";
  private static final String MEAN = "m = torch.view(torch.mean(x, [1, 2, 3]), [-1, 1, 1])";
  private static final String STEP =
      "s = torch.view(torch.to(torch.clamp(torch.arange(steps), None, 10), 6), [1, -1, 1])";

  @TempDir Path temporary;

  private CaptionModel load(byte[] module) throws IOException {
    ModelBundle.write(temporary, Manifests.torchScript(), module);
    return ModelLoader.load(ModelBundle.open(temporary), Device.cpu());
  }

  private static PreparedImage image(float value) {
    float[] pixels = new float[12];
    Arrays.fill(pixels, value);
    return new PreparedImage(pixels, 4, 3, 0, 0, 0, 0, 0, Set.of());
  }

  @Test
  void captionsEachImageUntilItIsFlat() throws Exception {
    byte[] module = TorchScriptFixture.module(FORWARD, MEAN, STEP, "return torch.add(m, s)");
    try (CaptionModel model = load(module)) {
      List<Caption> captions = model.caption(List.of(image(20), image(5)));
      assertEquals(2, captions.size());
      // The values rise by 1 until step 10. Values 10..14 are the first flat window of five before
      // the last, so 16 values exist when it is detected, and one more follows.
      float[] rise = new float[17];
      IntStream.range(0, 17).forEach(i -> rise[i] = 20 + Math.min(i, 10));
      assertArrayEquals(rise, captions.get(0).mu());
      assertEquals(5, captions.get(1).mu()[0]);
      assertNull(captions.get(0).muErr());
    }
  }

  @Test
  void secondChannelIsTheUncertainty() throws Exception {
    byte[] module =
        TorchScriptFixture.module(
            FORWARD,
            MEAN,
            STEP,
            "mu = torch.add(m, s)",
            "return torch.cat([mu, torch.mul(mu, 0.5)], 2)");
    try (CaptionModel model = load(module)) {
      Caption caption = model.caption(List.of(image(1), image(20))).get(1);
      assertEquals(17, caption.length());
      for (int i = 0; i < 17; i++) {
        assertEquals(caption.mu()[i] / 2, caption.muErr()[i]);
      }
    }
  }

  @Test
  void rejectsOtherShapes() throws Exception {
    byte[] module = TorchScriptFixture.module(FORWARD, MEAN, "return torch.squeeze(m, 2)");
    try (CaptionModel model = load(module)) {
      String message =
          assertThrows(IllegalStateException.class, () -> model.caption(List.of(image(1))))
              .getMessage();
      assertEquals("scripted: forward gives float32 (1, 1), not float32 (1, 40, 1 or 2)", message);
    }
  }

  @Test
  void rejectsSeveralValues() throws Exception {
    byte[] module =
        TorchScriptFixture.module(
            "x: Tensor, steps: int) -> Tuple[Tensor, Tensor]", "return (x, x)");
    try (CaptionModel model = load(module)) {
      String message =
          assertThrows(IllegalStateException.class, () -> model.caption(List.of(image(1))))
              .getMessage();
      assertEquals("scripted: forward gives 2 values, not one tensor", message);
    }
  }

  @Test
  void failingModuleIsAnEngineFailure() throws Exception {
    byte[] module = TorchScriptFixture.module(FORWARD, "return torch.view(x, [7, steps, 1])");
    try (CaptionModel model = load(module)) {
      assertThrows(RuntimeException.class, () -> model.caption(List.of(image(1))));
    }
  }

  @Test
  void rejectsOtherFormats() {
    String message =
        assertThrows(InvalidModelException.class, () -> load(new byte[100])).getMessage();
    assertTrue(message.startsWith(temporary + ": model.pt is not a TorchScript module: "), message);
  }
}
