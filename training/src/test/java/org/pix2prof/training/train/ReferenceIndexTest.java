// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.training.train.ReferenceIndex.Problem;
import org.pix2prof.values.Provenance;

class ReferenceIndexTest {
  private static final ReferenceProfile A_G = reference("a", "g");
  private static final ReferenceProfile A_R = reference("a", "r");
  private static final ReferenceProfile B = reference("b", null);
  private final ReferenceIndex index = new ReferenceIndex(List.of(A_G, A_R, B));

  private static ReferenceProfile reference(String object, String band) {
    return new ReferenceProfile(
        object,
        Optional.ofNullable(band),
        new double[] {1, 2},
        new double[] {20, 21},
        Optional.empty());
  }

  private ReferenceIndex.Match find(String object, String band) {
    return index.find(Provenance.of(object, Optional.ofNullable(band), "file.fits", 0));
  }

  @Test
  void joinsByObjectAndBand() {
    assertEquals(A_R, find("a", "r").profile());
    assertEquals(A_G, find("a#2", "g").profile());
    assertEquals(B, find("b", "z").profile());
  }

  @Test
  void saysWhyThereIsNoProfile() {
    assertEquals(Problem.NO_PROFILE, find("c", "r").problem());
    assertEquals(Problem.OTHER_BAND, find("a", "z").problem());
    assertEquals(Problem.SEVERAL_PROFILES, find("a", null).problem());
    assertNull(find("a", null).profile());
  }
}
