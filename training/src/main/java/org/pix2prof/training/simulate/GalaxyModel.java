package org.pix2prof.training.simulate;

import java.util.List;

/**
 * A galaxy before the PSF.
 *
 * @param kind what sort of galaxy it is, for statistics
 * @param lights its smooth parts
 * @param clumps its clumps
 */
record GalaxyModel(String kind, List<Light> lights, List<GaussianBlob> clumps) {}
