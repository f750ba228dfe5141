#!/usr/bin/env python3
"""Makes the directory src/test/resources/fits/surveys: small files in the form of each survey's own,
with its keywords, HDUs, compression and masks, and what astropy and numpy make of them.

    pip install astropy && ./make_surveys.py

In it expected.fits.gz has an image for each of them: as the survey means it (masked pixels are
NaN, scaled pixels are flux), with BAND and MAGZERO, and as it stands in the file (RAW_...). The
files that are committed were made with astropy 8.0.1 and numpy 2. docs/surveys.md says where the
forms are from.
"""

import bz2
import gzip
import io
import pathlib

import numpy as np
from astropy.io import fits

DIRECTORY = pathlib.Path(__file__).parent.parent / "resources" / "fits" / "surveys"
SHAPE = (24, 32)
ALPHA = 2.5 * np.log10(np.e)

expected = [fits.PrimaryHDU()]


def galaxy(peak, sigma, seed):
    y, x = np.indices(SHAPE)
    radius = np.hypot(x - 15, 1.4 * (y - 11))
    noise = np.random.default_rng(seed).normal(0, sigma, SHAPE)
    return (peak * np.exp(-radius / 4) + noise).astype("f4")


def mask(dtype, *regions):
    """Bits set in boxes (x from, x to, y from, y to), one pixel of which has all of them."""
    pixels = np.zeros(SHAPE, dtype)
    for bits, x0, x1, y0, y1 in regions:
        pixels[y0:y1, x0:x1] |= dtype(bits)
        pixels[23, 31] |= dtype(bits)
    return pixels


def cards(header, **values):
    for keyword, value in values.items():
        header[keyword] = value
    return header


def tan(header, scale_arcsec, x="RA---TAN", y="DEC--TAN", rotated=False):
    d = scale_arcsec / 3600
    header["CTYPE1"], header["CTYPE2"] = x, y
    header["CRVAL1"], header["CRVAL2"] = 123.4, 5.6
    header["CRPIX1"], header["CRPIX2"] = 16.0, 12.0
    header["CUNIT1"], header["CUNIT2"] = "deg", "deg"
    header["CD1_1"], header["CD1_2"] = (0.0, d) if rotated else (-d, 0.0)
    header["CD2_1"], header["CD2_2"] = (d, 0.0) if rotated else (0.0, d)
    return header


def packed(pixels, name, algorithm="GZIP_1", **how):
    return fits.CompImageHDU(pixels, name=name, compression_type=algorithm, **how)


def quantised(pixels, name):
    """As fpack does to floats."""
    return packed(pixels, name, "RICE_1", quantize_level=16.0, quantize_method=2, dither_seed=7)


def write(path, hdus, around=None):
    file = io.BytesIO()
    fits.HDUList(hdus).writeto(file)
    (DIRECTORY / path).parent.mkdir(parents=True, exist_ok=True)
    (DIRECTORY / path).write_bytes(around(file.getvalue()) if around else file.getvalue())


def read(path, hdu):
    with fits.open(DIRECTORY / path) as file:
        return np.array(file[hdu].data)


def expect(name, raw, pixels, band, zero_point):
    hdu = fits.ImageHDU(np.asarray(pixels, "f4"), name=name)
    hdu.header["BAND"] = band
    hdu.header["MAGZERO"] = zero_point
    expected.append(hdu)
    expected.append(fits.ImageHDU(np.asarray(raw, "f4"), name="RAW_" + name))


def without(pixels, bad):
    return np.where(bad, np.nan, pixels)


# SDSS: the image in the primary HDU, then the calibration vector, the sky and the astrometry.

path = "sdss/frame-r-000094-1-0100.fits.bz2"
frame = fits.PrimaryHDU(galaxy(8, 0.02, 1))
tan(frame.header, 0.396, "RA---TAN", "DEC--TAN", rotated=True)
cards(frame.header, BUNIT="nanomaggy", TELESCOP="2.5m", ORIGIN="SDSS", FILTER="r", CAMCOL=1,
      RUN=94, FRAME=100, RERUN="301", EXPTIME="53.907456", OBJECT="10 N", NMGY=0.00541)
calibration = fits.ImageHDU(np.full(SHAPE[1], 0.00541, "f4"))
sky = fits.BinTableHDU.from_columns([
    fits.Column("ALLSKY", "12E", dim="(4,3)", array=np.full((1, 3, 4), 120, "f4")),
    fits.Column("XINTERP", "32E", array=np.arange(32, dtype="f4")[None]),
    fits.Column("YINTERP", "24E", array=np.arange(24, dtype="f4")[None]),
])
astrometry = fits.BinTableHDU.from_columns([fits.Column("NODE", "D", array=[95.0])])
write(path, [frame, calibration, sky, astrometry], bz2.compress)
expect("SDSS", read(path, 0), read(path, 0), "r", 22.5)

# Legacy Surveys: a brick's image, its mask and its inverse variance, each in a file of its own.

brick = "legacy/legacysurvey-1234p056-"
NPRIMARY, BRIGHT, SATUR_G, SATUR_R, SATUR_Z = 1, 2, 4, 8, 16
ALLMASK_G, ALLMASK_R, ALLMASK_Z, MEDIUM, GALAXY, CLUSTER = 0x20, 0x40, 0x80, 0x800, 0x1000, 0x2000
SATUR_I, ALLMASK_I, SUB_BLOB = 0x4000, 0x8000, 0x10000
bits = mask(np.int32, (GALAXY, 8, 22, 4, 18), (NPRIMARY, 0, 2, 0, 24), (BRIGHT | MEDIUM, 24, 30, 0, 9),
            (SATUR_R, 3, 6, 2, 4), (ALLMASK_R, 26, 28, 18, 21), (SATUR_G, 10, 12, 0, 2),
            (ALLMASK_Z | SATUR_I | ALLMASK_I, 5, 9, 20, 23), (SUB_BLOB | CLUSTER, 12, 20, 6, 14))


def legacy_header(hdu, kind, **more):
    tan(hdu.header, 0.262)
    cards(hdu.header, LEGPIPEV="DR10.0.12", SURVEY="DECaLS", SURVEYDR="DR10", BRICKNAM="1234p056",
          IMTYPE=kind, **more)
    return hdu


def legacy_image(pixels, kind, unit, **more):
    hdu = quantised(pixels, kind)
    hdu.header["EXTNAME"] = f"{kind.upper()}_r"
    return legacy_header(hdu, kind, TELESCOP="CTIO 4.0-m telescope", INSTRUME="DECam",
                         FILTER="r DECam SDSS c0002 6415.0 1480.0", FILTERX="r", BUNIT=unit, **more)


write(brick + "image-r.fits.fz",
      [fits.PrimaryHDU(), legacy_image(galaxy(6, 0.01, 2), "image", "nanomaggy", MAGZERO=22.5)])
write(brick + "invvar-r.fits.fz",
      [fits.PrimaryHDU(), legacy_image(np.full(SHAPE, 1e4, "f4"), "invvar", "1/nanomaggy^2")])
maskbits = legacy_header(packed(bits, "MASKBITS"), "maskbits", MB_NPRIM=1, MB_SAT_R=8)
wise = fits.CompImageHDU(mask(np.uint8, (1, 0, 9, 0, 9)), name="WISEM1", compression_type="GZIP_1")
write(brick + "maskbits.fits.fz", [fits.PrimaryHDU(), maskbits, wise])
raw = read(brick + "image-r.fits.fz", 1)
expect("LEGACY", raw, without(raw, bits & (SATUR_R | ALLMASK_R)), "r", 22.5)

# What the viewer cuts out: a cube of bands, and the mask behind it.

path = "legacy/cutout_123.4000_5.6000.fits"
cube = fits.PrimaryHDU(np.array([galaxy(peak, 0.01, peak) for peak in (4, 6, 9)]))
tan(cube.header, 0.262)
cards(cube.header, SURVEY="LegacySurvey", VERSION="DR9", BANDS="grz", BAND0="g", BAND1="r",
      BAND2="z", IMAGETYP="IMAGE")
maskbits = fits.ImageHDU(bits.astype(np.int16))
maskbits.header.extend(cube.header.copy(), unique=True)
maskbits.header["IMAGETYP"] = "MASKBITS"
write(path, [cube, maskbits])
raw = read(path, 0)
bad = bits & (SATUR_G | SATUR_R | SATUR_Z | ALLMASK_G | ALLMASK_R | ALLMASK_Z)
for i, band in enumerate("grz"):
    expect("CUTOUT_" + band, raw[i], without(raw[i], bad), band, 22.5)

# Pan-STARRS1: a stack of scaled 16-bit integers, its mask and its variance.

stack = "panstarrs/rings.v3.skycell.1234.056.stk.r.unconv."
BSOFTEN, BOFFSET = 9.541472414983e01, 2.246295928955
BZERO, BSCALE, BLANK = 3.454127907753, 2.112995762387e-04, 32767
FLAGS = {"DETECTOR": 0x1, "FLAT": 0x2, "DARK": 0x4, "BLANK": 0x8, "CTE": 0x10, "SAT": 0x20,
         "LOW": 0x40, "SUSPECT": 0x80, "BURNTOOL": 0x80, "CR": 0x100, "SPIKE": 0x200,
         "GHOST": 0x400, "STREAK": 0x800, "STARCORE": 0x1000, "CONV.BAD": 0x2000,
         "CONV.POOR": 0x4000, "MASK.VALUE": 0x217F, "MARK.VALUE": 0x8000}


def panstarrs_header(hdu):
    header = hdu.header
    for i, (ctype, value, pixel) in enumerate([("RA---TAN", 123.4, 16), ("DEC--TAN", 5.6, 12)], 1):
        header[f"CTYPE{i}"], header[f"CRVAL{i}"], header[f"CRPIX{i}"] = ctype, value, float(pixel)
        header[f"CDELT{i}"] = 6.94444461259988e-05
    header["PC001001"], header["PC001002"] = -1.0, 0.0
    header["PC002001"], header["PC002002"] = 0.0, 1.0
    cards(header, PSCAMERA="GPC1", PSFORMAT="SKYCELL", TESS_ID="RINGS.V3", STK_TYPE="DEEP_STACK",
          SKYCELL="skycell.1234.056", EXPTIME=1052.0)
    header["HIERARCH FPA.TELESCOPE"] = "PS1"
    header["HIERARCH FPA.FILTERID"] = "r.00000"
    header["HIERARCH FPA.FILTER"] = "r.00000"
    header["HIERARCH FPA.ZP"] = 25.0
    return hdu


def scaled(pixels):
    stored = np.round((ALPHA * np.arcsinh((pixels - BOFFSET) / (2 * BSOFTEN)) - BZERO) / BSCALE)
    stored[:, :2] = BLANK
    hdu = panstarrs_header(packed(stored.astype(np.int16), "COMPRESSED_IMAGE"))
    cards(hdu.header, BLANK=BLANK, BSOFTEN=BSOFTEN, BOFFSET=BOFFSET)
    hdu.header["BSCALE"], hdu.header["BZERO"] = BSCALE, BZERO
    return hdu


flux = galaxy(4e4, 30, 4).astype(float)
write(stack + "fits", [fits.PrimaryHDU(), scaled(flux)])
write(stack + "wt.fits", [fits.PrimaryHDU(), scaled(np.full(SHAPE, 900.0))])
bits = mask(np.uint16, (FLAGS["SAT"], 13, 17, 10, 12), (FLAGS["CONV.BAD"] | FLAGS["CONV.POOR"], 4, 7, 3, 6),
            (FLAGS["STARCORE"], 8, 12, 8, 14), (FLAGS["BLANK"], 0, 2, 0, 24), (FLAGS["CR"], 25, 26, 2, 9),
            (FLAGS["SUSPECT"] | FLAGS["SPIKE"] | FLAGS["GHOST"], 18, 24, 0, 5), (0x8000, 9, 11, 20, 22))
hdu = panstarrs_header(packed(bits, "COMPRESSED_IMAGE"))
hdu.header["MSKNUM"] = len(FLAGS)
for i, (name, value) in enumerate(FLAGS.items()):
    hdu.header[f"MSKNAM{i:02d}"], hdu.header[f"MSKVAL{i:02d}"] = name, value
write(stack + "mask.fits", [fits.PrimaryHDU(), hdu])
raw = read(stack + "fits", 1).astype("f4")
linear = BOFFSET + 2 * BSOFTEN * np.sinh(raw.astype(float) / ALPHA)
bad = sum(FLAGS[n] for n in ("DETECTOR", "FLAT", "DARK", "BLANK", "CTE", "SAT", "LOW", "CR", "CONV.BAD"))
expect("PANSTARRS", raw, without(linear, bits & bad), "r", 25 + 2.5 * np.log10(1052))

# HSC: a calibrated coadd of hscPipe, then one of the LSST pipelines in nanojansky.

PLANES = {"BAD": 0, "SAT": 1, "INTRP": 2, "CR": 3, "EDGE": 4, "DETECTED": 5,
          "DETECTED_NEGATIVE": 6, "SUSPECT": 7, "NO_DATA": 8, "BRIGHT_OBJECT": 9, "CROSSTALK": 10,
          "NOT_DEBLENDED": 11, "UNMASKEDNAN": 12, "CLIPPED": 13, "INEXACT_PSF": 14,
          "REJECTED": 15, "SENSOR_EDGE": 16}


def exposure(path, name, pixels, planes, primary, band, zero_point, pack):
    bit = {plane: 1 << number for plane, number in planes.items()}
    bits = mask(np.int32, (bit["DETECTED"], 6, 26, 3, 20), (bit["SAT"] | bit["INTRP"], 14, 17, 10, 13),
                (bit["CR"] | bit["INTRP"], 4, 6, 4, 9), (bit["NO_DATA"] | bit["EDGE"], 0, 2, 0, 24),
                (bit["EDGE"], 2, 3, 0, 24), (bit["BAD"], 20, 21, 0, 24), (bit["BRIGHT_OBJECT"], 22, 30, 14, 22),
                (bit["SENSOR_EDGE"] | bit["CLIPPED"] | bit["SUSPECT"], 8, 12, 16, 19))
    head = fits.PrimaryHDU(header=primary)
    images = []
    for kind, data in (("IMAGE", pixels), ("MASK", bits), ("VARIANCE", np.full(SHAPE, 4, "f4"))):
        hdu = pack(data, kind)
        hdu.header["INHERIT"] = True
        hdu.header["EXTTYPE"] = kind
        tan(hdu.header, 0.168)
        if kind == "MASK":
            for plane, number in planes.items():
                hdu.header[("HIERARCH MP_" if len(plane) > 5 else "MP_") + plane] = number
        images.append(hdu)
    index = fits.BinTableHDU.from_columns([fits.Column("id", "J", array=[1, 2])], name="ARCHIVE_INDEX")
    index.header["EXTTYPE"] = "ARCHIVE_INDEX"
    write(path, [head] + images + [index])
    raw = read(path, 1)
    bad = bit["BAD"] | bit["SAT"] | bit["NO_DATA"] | bit["EDGE"]
    expect(name, raw, without(raw, bits & bad), band, zero_point)


def primary(**values):
    return cards(fits.Header(), **values)


exposure("hsc/calexp-HSC-R2-9813-4,4.fits", "HSC", galaxy(300, 0.1, 5), PLANES,
         primary(FILTER="HSC-R2", FLUXMAG0=63095734448.0194), "r", 27.0,
         lambda data, kind: fits.ImageHDU(data))
moved = {plane: (number * 7 + 3) % 31 for plane, number in PLANES.items()}
exposure("hsc/deep_coadd_5063_34_r.fits", "LSST", galaxy(9000, 12, 6), moved,
         primary(BUNIT="nJy", FILTER="r_03", TELESCOP="LSSTComCam"), "r", 31.4,
         lambda data, kind: quantised(data, kind) if data.dtype.kind == "f" else packed(data, kind))

# DES: a coadded tile with its mask and weight.

path = "des/DES0001-0041_r4907p01_r.fits.fz"
bits = mask(np.int32, (1, 12, 14, 0, 24), (4, 3, 9, 3, 9), (2048, 20, 26, 15, 20))
sci = quantised(galaxy(2000, 3, 7), "SCI")
tan(sci.header, 0.263)
cards(sci.header, DES_EXT="IMAGE", BAND="r", FILTER="r DECam SDSS c0002 6415.0 1480.0", MAGZERO=30.0,
      TILENAME="DES0001-0041", TILEID=119590, PROV="DESDM")
msk = packed(bits, "MSK", "RICE_1")
wgt = quantised(np.full(SHAPE, 0.1, "f4"), "WGT")
msk.header["DES_EXT"], wgt.header["DES_EXT"] = "MASK", "WEIGHT"
write(path, [fits.PrimaryHDU(), sci, msk, wgt])
raw = read(path, 1)
expect("DES", raw, without(raw, bits & 1), "r", 30.0)

file = io.BytesIO()
fits.HDUList(expected).writeto(file)
(DIRECTORY / "expected.fits.gz").write_bytes(gzip.compress(file.getvalue(), 9, mtime=0))
