// SPDX-License-Identifier: Apache-2.0
/**
 * Converts a {@link org.pix2prof.model.SkyImage} to a model's input according to the manifest.
 * Training and inference both use {@link org.pix2prof.model.preprocess.Preprocessor}.
 */
package org.pix2prof.model.preprocess;
