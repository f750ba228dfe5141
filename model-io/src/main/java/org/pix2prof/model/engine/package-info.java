// SPDX-License-Identifier: Apache-2.0
/** Engine that runs models: start-up, devices, loading and sharing of loaded models. */
package org.pix2prof.model.engine;
