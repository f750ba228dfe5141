/**
 * From a {@link org.pix2prof.model.SkyImage} to a model's input, as the model's manifest says.
 * Training and inference both go through {@link org.pix2prof.model.preprocess.Preprocessor}.
 */
package org.pix2prof.model.preprocess;
