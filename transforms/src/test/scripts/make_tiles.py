#!/usr/bin/env python3
"""Makes src/test/resources/fits/tiles.fits.gz, small tile-compressed images of every kind that
astropy writes, and tiles-expected.fits.gz, what astropy reads from them, as plain floats.

    pip install astropy && ./make_tiles.py

The files that are committed were made with astropy 8.0.1 and numpy 2.
"""

import gzip
import io
import pathlib

import numpy as np
from astropy.io import fits

DIRECTORY = pathlib.Path(__file__).parent.parent / "resources" / "fits"
SHAPE = (21, 26)


def galaxy(shape=SHAPE, seed=1):
    y, x = np.indices(shape)[-2:]
    radius = np.hypot(x - shape[-1] / 2, 1.5 * (y - shape[-2] / 2))
    noise = np.random.default_rng(seed).normal(0, 2, shape)
    return 50 + noise + 400 * np.exp(-radius / 4)


def with_nan(pixels):
    pixels = pixels.copy()
    pixels[3:6, 4:9] = np.nan
    return pixels


def with_zeros(pixels):
    pixels = with_nan(pixels)
    pixels[10:12] = 0
    return pixels


def hdu(name, pixels, algorithm, **how):
    return fits.CompImageHDU(pixels, name=name, compression_type=algorithm, **how)


def quantised(method, seed=3):
    return {"quantize_level": 8.0, "quantize_method": method, "dither_seed": seed}


float32 = galaxy().astype("f4")
smooth = np.round(galaxy((150, 151))).astype("f4")
wild = float32.copy()
wild[::3] *= np.float32(10.0) ** np.random.default_rng(2).integers(-30, 30, (7, 26))

labels = 100_000 * (galaxy() // 60).clip(0, 20).astype("i4")

hdus = [
    hdu("RICE_U8", galaxy().clip(0, 255).astype("u1"), "RICE_1"),
    hdu("RICE_I16", galaxy().astype("i2"), "RICE_1", tile_shape=(5, 7)),
    hdu("RICE_U16", galaxy().astype("u2"), "RICE_1"),
    hdu("RICE_I32", (galaxy() * 1e5).astype("i4"), "RICE_1", tile_shape=(8, 26)),
    hdu("RICE_NO_DITHER", float32, "RICE_1", **quantised(-1)),
    hdu("RICE_DITHER_1_NAN", with_nan(float32), "RICE_1", **quantised(1)),
    hdu("RICE_DITHER_2_ZERO", with_zeros(galaxy()), "RICE_1", **quantised(2, 9999)),
    hdu("RICE_FALLBACK", wild, "RICE_1", **quantised(1)),
    hdu("RICE_CUBE", galaxy((3, 21, 26)).astype("i2"), "RICE_1", tile_shape=(2, 8, 9)),
    hdu("GZIP_1_I32", (galaxy() * 1e5).astype("i4"), "GZIP_1"),
    hdu("GZIP_1_WHOLE", smooth, "GZIP_1", quantize_level=0.0, tile_shape=smooth.shape),
    hdu("GZIP_2_LOSSLESS", with_nan(float32), "GZIP_2", quantize_level=0.0),
    hdu("GZIP_2_DITHER_1", with_nan(float32), "GZIP_2", **quantised(1, 77)),
    hdu("HCOMPRESS_I32", (galaxy() * 1e3).astype("i4"), "HCOMPRESS_1", tile_shape=(7, 26)),
    hdu("HCOMPRESS_SMOOTH", float32, "HCOMPRESS_1", hcomp_scale=2, hcomp_smooth=1,
        tile_shape=(21, 26), **quantised(1)),
    hdu("PLIO_I32", labels, "PLIO_1"),
    hdu("NOCOMPRESS_F64", galaxy(), "NOCOMPRESS", quantize_level=0.0),
]
hdus[3].header["BLANK"] = int(hdus[3].data[0, 0])


def write(name, hdu_list):
    plain = io.BytesIO()
    fits.HDUList(hdu_list).writeto(plain)
    packed = gzip.compress(plain.getvalue(), 9, mtime=0)
    (DIRECTORY / name).write_bytes(packed)
    return plain


plain = write("tiles.fits.gz", [fits.PrimaryHDU()] + hdus)
plain.seek(0)
with fits.open(plain) as read:
    expected = [fits.PrimaryHDU()]
    for image in read[1:]:
        expected.append(fits.ImageHDU(np.asarray(image.data, "f4"), name=image.name))
write("tiles-expected.fits.gz", expected)
