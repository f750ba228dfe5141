package org.pix2prof.training.evaluate;

import java.util.List;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * What a model made of a set of images.
 *
 * @param profiles in no particular order
 * @param badImages the images that gave no profile
 */
record Predictions(List<SurfaceBrightnessProfile> profiles, List<Evaluation.BadImage> badImages) {}
