"""Writes src/test/resources/fits/zoo: small odd and broken FITS files, and what astropy reads.

For each file, expected.json has the images as astropy gives them (shape, sum, NaN count, extremes
and some pixels), or none if the file is broken. astropy 5.2 was used.

usage: make_zoo.py DIRECTORY
"""

import bz2
import gzip
import json
import os
import sys

import numpy as np
from astropy.io import fits

SHAPE = (10, 12)


def pixels(dtype="f4"):
    """Values in eighths, positive and negative."""
    y, x = np.mgrid[0 : SHAPE[0], 0 : SHAPE[1]]
    values = (7 * x + 11 * y + x * y) % 101 - 20
    return values.astype(dtype) if dtype[0] != "f" else (values / 8).astype(dtype)


def header(**cards):
    result = fits.Header()
    result["CTYPE1"], result["CTYPE2"] = "RA---TAN", "DEC--TAN"
    result["CRVAL1"], result["CRVAL2"] = 150.0, 2.0
    result["CD1_1"], result["CD2_2"] = -1e-4, 1e-4
    for key, value in cards.items():
        result[key.rstrip("_")] = value
    return result


def primary(data, **cards):
    return fits.HDUList([fits.PrimaryHDU(data, header(**cards))])


def scaled(dtype, scale, zero, **cards):
    hdu = fits.PrimaryHDU(pixels(dtype), header(**cards))
    hdu.header["BSCALE"], hdu.header["BZERO"] = scale, zero
    return fits.HDUList([hdu])


def compressed(kind, dtype="f4", **options):
    hdu = fits.CompImageHDU(pixels(dtype), header(), compression_type=kind, **options)
    return fits.HDUList([fits.PrimaryHDU(), hdu])


def with_holes(*values):
    data = pixels()
    data.ravel()[3 : 3 + len(values)] = values
    return data


def good():
    for dtype in ("u1", "i2", "i4", "i8", "f4", "f8"):
        yield dtype + ".fits", primary(pixels(dtype))
    yield "scaled.fits", scaled("i2", 0.25, 100)
    yield "unsigned.fits", scaled("i2", 1, 32768)
    yield "blank.fits", scaled("i2", 0.5, 3, BLANK=-20)
    yield "nan.fits", primary(with_holes(np.nan, np.nan, np.inf, -np.inf))
    yield "cube.fits", primary(np.stack([pixels(), pixels() * 2, pixels() + 1]), BANDS="gri")
    yield "extensions.fits", fits.HDUList(
        [
            fits.PrimaryHDU(),
            fits.ImageHDU(pixels(), header(), name="SCI_G"),
            fits.ImageHDU(pixels() * 3, header(), name="SCI_R"),
            fits.BinTableHDU.from_columns([fits.Column("A", "E", array=[1, 2])]),
        ]
    )
    yield "rice.fits.fz", compressed("RICE_1", "i4")
    yield "gzip1.fits.fz", compressed("GZIP_1", "i2")
    yield "gzip2.fits.fz", compressed("GZIP_2", "i4")
    yield "hcompress.fits.fz", compressed("HCOMPRESS_1", "i4", tile_size=(12, 10))
    yield "plio.fits.fz", compressed("PLIO_1", "u1")
    yield "dither.fits.fz", compressed("RICE_1", "f4", quantize_method=2, dither_seed=7)


def broken(plain):
    yield "empty.fits", b""
    yield "page.fits", b"<html><body>404 Not Found</body></html>\n"
    yield "truncated.fits", plain[: 2880 + 200]
    yield "no-end.fits", plain.replace(b"END ", b"    ")
    yield "bitpix.fits", plain.replace(b"BITPIX  =                  -32", b"BITPIX  =                    7")
    yield "huge.fits", plain.replace(b"NAXIS1  =                   12", b"NAXIS1  =        9000000000000")
    yield "text.fits", plain.replace(b"NAXIS1  =                   12", b"NAXIS1  = 'twelve'            ")
    yield "not-gzip.fits.gz", plain
    yield "cut.fits.gz", gzip.compress(plain, mtime=0)[:-200]


def images(path):
    found = []
    with fits.open(path) as hdus:
        for index, hdu in enumerate(hdus):
            if not hdu.is_image or hdu.data is None:
                continue
            data = np.asarray(hdu.data, dtype=np.float64)
            finite = np.isfinite(data)
            samples = [0, 3, data.size // 3, data.size - 1]
            found.append(
                {
                    "hdu": index,
                    "shape": list(data.shape),
                    "nan": int((~finite).sum()),
                    "sum": float(data[finite].sum()),
                    "min": float(data[finite].min()),
                    "max": float(data[finite].max()),
                    "samples": [
                        [at, float(data.flat[at]) if np.isfinite(data.flat[at]) else None]
                        for at in samples
                    ],
                }
            )
    return found


def main(directory):
    expected = {}
    for name, hdus in good():
        path = os.path.join(directory, name)
        hdus.writeto(path, overwrite=True)
        expected[name] = {"images": images(path)}
    with open(os.path.join(directory, "f4.fits"), "rb") as file:
        plain = file.read()
    for name, content in [
        ("f4.fits.gz", gzip.compress(plain, mtime=0)),
        ("f4.fits.bz2", bz2.compress(plain)),
    ]:
        with open(os.path.join(directory, name), "wb") as file:
            file.write(content)
        expected[name] = expected["f4.fits"]
    for name, content in broken(plain):
        with open(os.path.join(directory, name), "wb") as file:
            file.write(content)
        expected[name] = {"images": []}
    with open(os.path.join(directory, "expected.json"), "w", encoding="ascii") as out:
        lines = ("%s: %s" % (json.dumps(k), json.dumps(v)) for k, v in sorted(expected.items()))
        out.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main(sys.argv[1])
