#!/usr/bin/env python3
"""Makes src/test/resources/wcs/made.json, headers with what astropy's wcs makes of some of their
pixels, and wcs/shared.tsv, the same for the headers of the files in a directory of shared data.

    pip install astropy && ./make_wcs.py SHARED

Pixels count from 0. Right ascension and declination are in degrees and of the header's own frame,
or ICRS where that is galactic. Where this project refuses a header, the tables have the reason and
the keyword that the message must name; a file of no celestial header has the row "none". The files that are committed were made with astropy 8.0.1
(wcslib 8).
"""

import json
import logging
import math
import pathlib
import subprocess
import sys
import warnings

import numpy as np
from astropy.coordinates import SkyCoord
from astropy.io import fits
from astropy.wcs import WCS

RESOURCES = pathlib.Path(__file__).parent.parent / "resources" / "wcs"
NOT_DATA = {".md", ".tsv", ".csv", ".json", ".txt", ".pth"}
DIRECTORIES = {"fits-zoo", "galaxies", "golden"}
SUPPORTED = set("TAN TPV STG SIN ARC ZPN ZEA CEA CAR MER SFL MOL AIT COP COE COD COO".split())

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def sky(header, axes, pixels):
    """Right ascension and declination by astropy."""
    wcs = WCS(header)
    if wcs.naxis > 2:
        wcs = wcs.sub(list(axes))
    world = wcs.all_pix2world(np.array(pixels, float), 0)
    lon, lat = world[:, wcs.wcs.lng], world[:, wcs.wcs.lat]
    if wcs.wcs.lngtyp == "GLON":
        icrs = SkyCoord(l=lon, b=lat, unit="deg", frame="galactic").icrs
        lon, lat = icrs.ra.deg, icrs.dec.deg
    return [(float(a % 360), float(d)) for a, d in zip(lon, lat)]


def around(width, height):
    """Pixels in and around an image."""
    w, h = width - 1, height - 1
    return [
        (0, 0.25),
        (w, h),
        (round(0.37 * w, 2), round(0.58 * h, 2)),
        (round(-0.1 * w - 3, 2), round(1.1 * h + 5, 2)),
    ]


# --- made headers ---------------------------------------------------------------------------------

made = []


def made_header(cards):
    header = fits.Header()
    for keyword, value in cards.items():
        header[keyword] = value
    return header


def cards(*more, size=(2048, 1489), **given):
    base = {
        "NAXIS": 2,
        "NAXIS1": size[0],
        "NAXIS2": size[1],
        "CTYPE1": "RA---TAN",
        "CTYPE2": "DEC--TAN",
        "CRPIX1": 1025.0,
        "CRPIX2": 745.0,
        "CRVAL1": 150.1163,
        "CRVAL2": 2.2009,
    }
    for part in (*more, given):
        base.update(part)
    return {k: v for k, v in base.items() if v is not None}


def good(name, header, axes=(1, 2), pixels=None, reference=None):
    """A header that is read; reference: one that says the same in words that astropy knows."""
    width, height = (header.get("NAXIS%d" % a, 1000) for a in axes)
    pixels = pixels or around(width, height)
    points = sky(made_header(reference or header), axes, pixels)
    assert np.isfinite(points).all(), name
    rows = [[x, y, ra, dec] for (x, y), (ra, dec) in zip(pixels, points)]
    made.append({"name": name, "axes": list(axes), "cards": header, "points": rows})


def refused(name, header, reason, keyword, axes=(1, 2)):
    made.append(
        {"name": name, "axes": list(axes), "cards": header, "refused": reason, "names": keyword}
    )


def absent(name, header, axes=(1, 2)):
    made.append({"name": name, "axes": list(axes), "cards": header, "absent": True})


def cd(a, b, c, d):
    return {"CD1_1": a, "CD1_2": b, "CD2_1": c, "CD2_2": d}


def rotated(scale, deg, parity=-1):
    c, s = scale * math.cos(math.radians(deg)), scale * math.sin(math.radians(deg))
    return cd(parity * c, -parity * s, s, c)


def sip(order, size, seed):
    rng = np.random.default_rng(seed)
    found = {"A_ORDER": order, "B_ORDER": order}
    for name in "AB":
        for i in range(order + 1):
            for j in range(order + 1 - i):
                if i + j >= 2:
                    scale = 2.0 / (size / 2) ** (i + j)
                    found["%s_%d_%d" % (name, i, j)] = float("%.9e" % rng.normal(0, scale))
    return found


def tpv(order, radius, seed, radial=True):
    """Terms of some arcsec at so many degrees from the tangent point."""
    rng = np.random.default_rng(seed)
    found = {}
    for axis in (1, 2):
        m = 0
        for power in range(order + 1):
            for j in range(power + 1):
                scale = 3 / 3600 / radius**power
                found["PV%d_%d" % (axis, m)] = float("%.9e" % rng.normal(0, scale))
                m += 1
            if power % 2 == 1:
                if radial:
                    found["PV%d_%d" % (axis, m)] = float("%.9e" % rng.normal(0, scale))
                m += 1
        found["PV%d_1" % axis] += 1
    return found


TPV = {"CTYPE1": "RA---TPV", "CTYPE2": "DEC--TPV"}
SIP = {"CTYPE1": "RA---TAN-SIP", "CTYPE2": "DEC--TAN-SIP"}
UPRIGHT = cd(-1.1e-4, 0.0, 0.0, 1.1e-4)
DEC_FIRST = {"CTYPE1": "DEC--TAN", "CTYPE2": "RA---TAN", "CRVAL1": 31.5, "CRVAL2": 150.1163}
GALACTIC = {"CTYPE1": "GLON-TAN", "CTYPE2": "GLAT-TAN", "CRVAL1": 121.7, "CRVAL2": -21.6}
STEPS = {"CDELT1": -1.1e-4, "CDELT2": 1.3e-4}

# The linear part.
good("CD", cards(UPRIGHT))
good("CD, rotated and skewed", cards(cd(-1.1e-4, 2e-5, 3e-5, 1.2e-4)))
good("CD, both axes to the right", cards(cd(1.1e-4, 2e-5, -3e-5, 1.2e-4)))
good("CD, elements missing", cards(CD1_2=1.1e-4, CD2_1=1.1e-4))
good("CD beside CDELT and CROTA", cards(UPRIGHT, CDELT1=1.0, CDELT2=1.0, CROTA2=33.0))
good("CD beside a PC that says the same", cards(UPRIGHT, CDELT1=1.0, CDELT2=1.0, PC1_1=-1.1e-4, PC2_2=1.1e-4))
good("PC with CDELT", cards(STEPS, PC1_1=0.8, PC1_2=-0.6, PC2_1=0.6, PC2_2=0.8))
good("PC with CDELT, elements missing", cards(STEPS, PC1_2=-0.1))
good("PC alone", cards(PC1_1=-1.1e-4, PC2_2=1.1e-4))
good("PC beside CROTA", cards(STEPS, PC1_1=0.8, PC1_2=-0.6, PC2_1=0.6, PC2_2=0.8, CROTA2=40.0))
good("PC001001", cards(STEPS, PC001001=0.8, PC001002=-0.6, PC002001=0.6, PC002002=0.8))
good("CD001001", cards({"CD001001": -1.1e-4, "CD001002": 1e-5, "CD002001": 2e-5, "CD002002": 1e-4}))
good("CDELT", cards(STEPS))
good("CROTA2", cards(STEPS, CROTA2=33.7))
good("CROTA1 beside CROTA2", cards(STEPS, CROTA1=10.0, CROTA2=-33.7))
good("CROTA of the longitude axis only", cards(STEPS, CROTA1=10.0))
good("no CRPIX", cards(UPRIGHT, CRPIX1=None, CRPIX2=None))
good("no CRVAL", cards(UPRIGHT, CRVAL1=None, CRVAL2=None))

# Axes.
good("declination first", cards(DEC_FIRST, cd(1e-5, 1.1e-4, -1.2e-4, 2e-5)))
good("declination first, CROTA", cards(DEC_FIRST, CDELT1=1.3e-4, CDELT2=-1.1e-4, CROTA1=25.0))
cube = cards(UPRIGHT, NAXIS=3, NAXIS3=4, CTYPE3="WAVE", CRVAL3=5e-7, CRPIX3=1.0, CD3_3=1e-9)
good("a cube", cube)
good(
    "a cube, the sky in axes 2 and 3",
    {
        "NAXIS": 3, "NAXIS1": 1, "NAXIS2": 300, "NAXIS3": 200, "CTYPE1": "WAVE", "CRVAL1": 5e-7,
        "CRPIX1": 1.0, "CDELT1": 1e-9, "CTYPE2": "RA---TAN", "CTYPE3": "DEC--TAN", "CRPIX2": 150.0,
        "CRPIX3": 100.0, "CRVAL2": 10.0, "CRVAL3": -45.0, "CDELT2": -2e-4, "CDELT3": 2e-4,
        "PC2_2": 0.8, "PC2_3": -0.6, "PC3_2": 0.6, "PC3_3": 0.8,
    },
    axes=(2, 3),
)
good("an alternate WCS is beside it", cards(UPRIGHT, CTYPE1A="LINEAR", CTYPE2A="LINEAR", CD1_1A=1.0, CD2_2A=1.0))

# Units.
for unit, size in (("arcsec", 3600), ("arcmin", 60), ("mas", 3.6e6), ("rad", math.pi / 180)):
    linear = cd(*(size * e for e in (-1.1e-4, 1e-5, 2e-5, 1.2e-4)))
    values = {"CRVAL1": 150.1163 * size, "CRVAL2": 2.2009 * size, "CUNIT1": unit, "CUNIT2": unit}
    good("CUNIT " + unit, cards(linear, values))
good("CUNIT of one axis", cards(cd(-0.396, 0.036, 2e-5, 1.2e-4), CUNIT1="arcsec", CRVAL1=540000.0))
good("CUNIT with CROTA", cards(CUNIT1="arcsec", CUNIT2="arcmin", CDELT1=-0.396, CDELT2=0.0066, CROTA2=20.0, CRVAL1=540000.0, CRVAL2=132.0))
good("CUNIT in other words", cards(cd(-0.396, 0.0, 0.0, 0.396), CUNIT1="Arcseconds", CUNIT2="ARCSEC", CRVAL1=540000.0, CRVAL2=7200.0), reference=cards(UPRIGHT, CRVAL1=150.0, CRVAL2=2.0))

# Where on the sky.
good("over the north pole", cards(rotated(1.1e-4, 20), CRVAL2=89.97))
good("the north pole", cards(rotated(1.1e-4, 20), CRVAL2=90.0))
good("the south pole", cards(rotated(1.1e-4, 20), CRVAL2=-90.0))
good("over the south pole", cards(rotated(1.1e-4, -70, 1), CRVAL2=-89.95))
good("across RA 0", cards(UPRIGHT, CRVAL1=0.003))
good("across RA 360", cards(UPRIGHT, CRVAL1=359.99))
good("a negative RA", cards(UPRIGHT, CRVAL1=-10.0))
good("far from the tangent point", cards(rotated(0.01, 10), size=(5000, 5000)))
good("CRPIX far outside, as in a tile of a large projection", cards(UPRIGHT, CRPIX1=-31000.5, CRPIX2=22000.5))

# LONPOLE, LATPOLE and their aliases.
good("LONPOLE", cards(UPRIGHT, LONPOLE=37.0))
good("LONPOLE negative", cards(UPRIGHT, LONPOLE=-120.0, LATPOLE=10.0))
good("LONPOLE of the default", cards(UPRIGHT, LONPOLE=999.0))
good("LONPOLE at the pole", cards(UPRIGHT, CRVAL2=90.0, LONPOLE=180.0))
good("PV1_3", cards(UPRIGHT, PV1_3=37.0, LONPOLE=100.0))
good("PV1_1", cards(UPRIGHT, PV1_1=10.0))
good("PV1_2", cards(UPRIGHT, PV1_2=60.0, LATPOLE=-80.0))
good("PV1_2 negative", cards(UPRIGHT, PV1_2=-60.0, LATPOLE=-80.0, CRVAL2=30.0))
good("PV1_0 to PV1_2", cards(UPRIGHT, PV1_0=1.0, PV1_1=20.0, PV1_2=60.0, CRVAL2=30.0))
good("PV1_0 to PV1_2, the other pole", cards(UPRIGHT, PV1_0=1.0, PV1_1=20.0, PV1_2=60.0, LATPOLE=-80.0, LONPOLE=100.0, CRVAL2=30.0))
good("PV1_0 without PV1_1", cards(UPRIGHT, PV1_0=1.0, PV1_2=80.0))
good("PV1_2 and PV1_4", cards(UPRIGHT, PV1_2=20.0, PV1_3=100.0, PV1_4=-50.0, CRVAL2=10.0))
good("PV1_2 at the pole", cards(UPRIGHT, PV1_2=40.0, CRVAL2=90.0, LONPOLE=0.0))
good("the native pole at the north pole", cards(UPRIGHT, PV1_1=20.0, PV1_2=30.0, CRVAL2=30.0))
good("the native pole at the south pole", cards(UPRIGHT, PV1_1=20.0, PV1_2=-30.0, CRVAL2=30.0, LONPOLE=200.0, LATPOLE=-90.0))
good("PV2_1 has no meaning", cards(UPRIGHT, PV2_1=2.0))

# Galactic.
good("galactic", cards(GALACTIC, rotated(1.1e-4, 25)))
good("galactic, latitude first", cards({"CTYPE1": "GLAT-TAN", "CTYPE2": "GLON-TAN", "CRVAL1": 5.0, "CRVAL2": 0.01}, cd(1.1e-4, 0.0, 0.0, -1.1e-4)))
good("galactic, over the pole", cards(GALACTIC, rotated(1.1e-4, 25), CRVAL2=89.98))

# SIP.
for order in (2, 3, 4, 5):
    good("SIP of order %d" % order, cards(SIP, rotated(1.1e-4, 10 * order), sip(order, 2048, order)))
good("SIP of order 9", cards(SIP, UPRIGHT, sip(9, 2048, 9)))
good("SIP without -SIP is not applied", cards(rotated(1.1e-4, 10), sip(3, 2048, 11)), reference=cards(rotated(1.1e-4, 10)))
good("A_ORDER that is no number, without -SIP", cards(UPRIGHT, A_ORDER=2.5), reference=cards(UPRIGHT))
good("SIP with one -SIP", cards(rotated(1.1e-4, 10), sip(3, 2048, 11), CTYPE1="RA---TAN-SIP"))
good("SIP, orders differ", cards(SIP, UPRIGHT, {**sip(4, 2048, 12), "B_ORDER": 2}))
good("SIP with terms of order 0 and 1", cards(SIP, UPRIGHT, sip(2, 2048, 13), A_0_0=1.5, A_1_0=0.01, A_0_1=-0.02, B_0_0=-2.5, B_1_0=0.015, B_0_1=0.01))
good("SIP and AP that is wrong", cards(SIP, UPRIGHT, sip(3, 2048, 14), AP_ORDER=2, BP_ORDER=2, AP_2_0=1e-3, BP_0_0=50.0))
good("SIP of order 1 does not count", cards(SIP, UPRIGHT, A_ORDER=1, B_ORDER=1, A_1_0=0.1, B_0_1=0.1))
good("-SIP without SIP", cards(SIP, UPRIGHT))
good("SIP, declination first", cards(DEC_FIRST, cd(1e-5, 1.1e-4, -1.2e-4, 2e-5), sip(3, 2048, 15), CTYPE1="DEC--TAN-SIP", CTYPE2="RA---TAN-SIP"))
good("SIP with PC", cards(SIP, STEPS, sip(3, 2048, 16), PC1_1=0.8, PC1_2=-0.6, PC2_1=0.6, PC2_2=0.8))
good("SIP before what SCAMP wrote", cards(SIP, UPRIGHT, sip(3, 2048, 17), tpv(3, 0.1, 18)))
good("SIP, galactic", cards(GALACTIC, UPRIGHT, sip(3, 2048, 19), CTYPE1="GLON-TAN-SIP", CTYPE2="GLAT-TAN-SIP"))

# TPV.
for order in range(1, 8):
    good("TPV of order %d" % order, cards(TPV, rotated(1.1e-4, 10 * order), tpv(order, 0.15, order)))
good("TPV without radial terms", cards(TPV, UPRIGHT, tpv(5, 0.15, 21, radial=False)))
good("TPV far from the tangent point", cards(TPV, rotated(1.1e-4, 91), tpv(4, 1.0, 22), CRPIX1=-9000.0, CRPIX2=4000.0))
good("TPV with LONPOLE", cards(TPV, UPRIGHT, tpv(3, 0.15, 23), LONPOLE=150.0))
# wcslib takes axis 1 for longitude here, which swaps the two even by coefficients of the identity.
first, second = tpv(4, 0.15, 24), {}
for keyword, value in first.items():
    second[{"1": "PV2", "2": "PV1"}[keyword[2]] + keyword[3:]] = value
good(
    "TPV, declination first",
    cards(TPV, cd(1e-5, 1.1e-4, -1.2e-4, 2e-5), first, CTYPE1="DEC--TPV", CTYPE2="RA---TPV", CRVAL1=31.5, CRVAL2=150.1163),
    reference=cards(TPV, cd(-1.2e-4, 2e-5, 1e-5, 1.1e-4), second, CRVAL1=150.1163, CRVAL2=31.5),
)
good("TPV over the pole", cards(TPV, UPRIGHT, tpv(4, 0.15, 25), CRVAL2=89.97))
good("TPV does not mix with SIP", cards(TPV, UPRIGHT, tpv(3, 0.15, 26), sip(3, 2048, 27)))
good("TAN with PV, by SCAMP", cards(rotated(7.5e-5, 10), tpv(4, 0.15, 28)))
good("TAN with PV does not mix with SIP", cards(UPRIGHT, tpv(3, 0.15, 29), sip(3, 2048, 30)))
good(
    "TPV, coefficients of the identity missing",
    cards(TPV, UPRIGHT, PV1_4=0.01, PV2_5=-0.02),
    reference=cards(TPV, UPRIGHT, PV1_1=1.0, PV2_1=1.0, PV1_4=0.01, PV2_5=-0.02),
)
good("TPV without coefficients", cards(TPV, UPRIGHT), reference=cards(UPRIGHT))

# Other projections.


def projected(code, *more, **given):
    return cards({"CTYPE1": "RA---" + code, "CTYPE2": "DEC--" + code}, *more, **given)


CODES = {
    "SIN": {},
    "ARC": {},
    "STG": {},
    "ZEA": {},
    "ZPN": {"PV2_1": 1.0, "PV2_3": 42.0},
    "CAR": {},
    "CEA": {"PV2_1": 0.6},
    "MER": {},
    "SFL": {},
    "MOL": {},
    "AIT": {},
    "COP": {"PV2_1": 35.0, "PV2_2": 10.0},
    "COE": {"PV2_1": 35.0, "PV2_2": 10.0},
    "COD": {"PV2_1": 35.0, "PV2_2": 10.0},
    "COO": {"PV2_1": 35.0, "PV2_2": 10.0},
}
for code, parameters in CODES.items():
    good(code, projected(code, rotated(1.1e-4, 20), parameters))
    good(code + ", far from the reference point", projected(code, rotated(0.004, -35), parameters, CRVAL2=31.5))
    good(code + ", tiles of a large map", projected(code, UPRIGHT, parameters, CRPIX1=-31000.5, CRPIX2=12000.5, CRVAL2=0.0))
    good(code + ", south", projected(code, UPRIGHT, parameters, CRVAL2=-66.6))
    good(code + " with LONPOLE", projected(code, UPRIGHT, parameters, CRVAL2=12.5, LONPOLE=75.0))
    good(code + " with LATPOLE", projected(code, UPRIGHT, parameters, CRVAL2=12.5, LONPOLE=30.0, LATPOLE=-80.0))
    good(code + " with PV1_1 and PV1_2", projected(code, UPRIGHT, parameters, CRVAL2=28.0, PV1_1=10.0, PV1_2=25.0))
    good(code + " with PV1_0 to PV1_2", projected(code, UPRIGHT, parameters, CRVAL2=28.0, PV1_0=1.0, PV1_1=10.0, PV1_2=25.0))
    good(code + ", galactic", projected(code, rotated(1.1e-4, 25), parameters, CTYPE1="GLON-" + code, CTYPE2="GLAT-" + code, CRVAL1=121.7, CRVAL2=-21.6))
    good(code + ", declination first", cards(DEC_FIRST, cd(1e-5, 1.1e-4, -1.2e-4, 2e-5), {k.replace("PV2", "PV1"): v for k, v in parameters.items()}, CTYPE1="DEC--" + code, CTYPE2="RA---" + code))
for code in ("SIN", "ARC", "STG", "ZEA", "ZPN"):
    good(code + " over the pole", projected(code, rotated(1.1e-4, 20), CODES[code], CRVAL2=89.97))
    good(code + " with SIP", projected(code, rotated(1.1e-4, 10), CODES[code], sip(3, 2048, 41), CTYPE1="RA---%s-SIP" % code, CTYPE2="DEC--%s-SIP" % code))
good("SIN, slant", projected("SIN", rotated(1.1e-4, 20), PV2_1=0.3, PV2_2=-1.1))
good("SIN, slant, far from the reference point", projected("SIN", rotated(0.004, -35), PV2_1=0.3, PV2_2=-0.4, CRVAL2=31.5))
good("SIN of an interferometer along a line", projected("SIN", UPRIGHT, CRVAL2=52.9, PV2_1=0.0, PV2_2=0.756))
good("ZPN of a camera", projected("ZPN", rotated(0.4 / 3600, 3), PV2_1=1.0, PV2_2=0.0, PV2_3=44.0, PV2_4=0.0, PV2_5=-10300.0, CRPIX1=3000.0, CRPIX2=-1500.0))
good("ZPN of order 11", projected("ZPN", rotated(0.004, 3), PV2_1=1.0, PV2_2=0.01, PV2_7=-0.4, PV2_11=-0.2))
good("CEA without PV2_1", projected("CEA", rotated(0.004, 20), CRVAL2=0.0))
for code in ("COP", "COE", "COD", "COO"):
    good(code + " of one parallel", projected(code, rotated(0.004, 20), PV2_1=50.0, CRVAL2=48.0))
    good(code + " in the south", projected(code, rotated(0.004, 20), PV2_1=-45.0, PV2_2=15.0, CRVAL2=-48.0))
good("CAR of a galactic survey", {
    "NAXIS": 2, "NAXIS1": 1200, "NAXIS2": 900, "CTYPE1": "GLON-CAR", "CTYPE2": "GLAT-CAR", "CRPIX1": 601.0, "CRPIX2": -1500.0,
    "CRVAL1": 31.5, "CRVAL2": 0.0, "CDELT1": -3.333e-4, "CDELT2": 3.333e-4,
})

# As surveys write them.
good(
    "SDSS frame",
    {
        "NAXIS": 2, "NAXIS1": 2048, "NAXIS2": 1489, "CTYPE1": "RA---TAN", "CTYPE2": "DEC--TAN",
        "CUNIT1": "deg", "CUNIT2": "deg", "CRPIX1": 1025.0, "CRPIX2": 745.0,
        "CRVAL1": 185.728, "CRVAL2": 15.8222, "CD1_1": 7.24521921e-06, "CD1_2": 1.09730468e-04,
        "CD2_1": 1.09731153e-04, "CD2_2": -7.23983351e-06, "RADECSYS": "ICRS", "EQUINOX": 2000.0,
    },
)
good(
    "Legacy Surveys brick",
    {
        "NAXIS": 2, "NAXIS1": 3600, "NAXIS2": 3600, "CTYPE1": "RA---TAN", "CTYPE2": "DEC--TAN",
        "CRVAL1": 150.125, "CRVAL2": 2.125, "CRPIX1": 1800.5, "CRPIX2": 1800.5,
        "CD1_1": -7.27777777777778e-05, "CD1_2": 0.0, "CD2_1": 0.0,
        "CD2_2": 7.27777777777778e-05, "IMAGEW": 3600.0, "IMAGEH": 3600.0,
    },
)
good(
    "HSC coadd patch",
    {
        "NAXIS": 2, "NAXIS1": 4200, "NAXIS2": 4200, "CTYPE1": "RA---TAN", "CTYPE2": "DEC--TAN",
        "CRPIX1": 5900.0, "CRPIX2": 9900.0, "CRVAL1": 149.876033057851, "CRVAL2": 2.23140495867769,
        "CD1_1": -4.66666666666396e-05, "CD1_2": 0.0, "CD2_1": 0.0, "CD2_2": 4.66666666666396e-05,
        "CUNIT1": "deg", "CUNIT2": "deg", "RADESYS": "ICRS", "EQUINOX": 2000.0, "LTV1": -12000,
        "LTV2": -8000, "CRVAL1A": 12000.0, "CRVAL2A": 8000.0, "CRPIX1A": 1.0, "CRPIX2A": 1.0,
        "CTYPE1A": "LINEAR", "CTYPE2A": "LINEAR", "CUNIT1A": "PIXEL", "CUNIT2A": "PIXEL",
    },
)
good(
    "LSST calexp",
    {
        "NAXIS": 2, "NAXIS1": 4072, "NAXIS2": 4000, "CTYPE1": "RA---TAN-SIP",
        "CTYPE2": "DEC--TAN-SIP", "CRPIX1": 2036.0, "CRPIX2": 2000.0, "CRVAL1": 53.009,
        "CRVAL2": -27.44, "CD1_1": 4.1e-06, "CD1_2": -5.54e-05, "CD2_1": 5.538e-05,
        "CD2_2": 4.13e-06, "CUNIT1": "deg", "CUNIT2": "deg", "RADESYS": "ICRS",
        "A_ORDER": 3, "B_ORDER": 3, "A_2_0": 2.1e-08, "A_1_1": -4.6e-09, "A_0_2": 7.7e-09,
        "A_3_0": -3.1e-13, "A_2_1": 4.4e-13, "A_1_2": -2.2e-13, "A_0_3": 1.2e-13,
        "B_2_0": -1.3e-09, "B_1_1": 1.5e-08, "B_0_2": -9.2e-09, "B_3_0": 2.5e-13,
        "B_2_1": -1.9e-13, "B_1_2": 3.6e-13, "B_0_3": -4.1e-13, "AP_ORDER": 3, "BP_ORDER": 3,
        "AP_2_0": -2.1e-08, "BP_1_1": -1.5e-08,
    },
)
good(
    "DES exposure",
    {
        "NAXIS": 2, "NAXIS1": 2048, "NAXIS2": 4096, "CTYPE1": "RA---TPV", "CTYPE2": "DEC--TPV",
        "CUNIT1": "deg", "CUNIT2": "deg", "CRVAL1": 41.5043, "CRVAL2": -0.2467,
        "CRPIX1": -9120.3, "CRPIX2": 4213.8, "CD1_1": 1.2e-07, "CD1_2": 7.2849e-05,
        "CD2_1": -7.2851e-05, "CD2_2": 1.3e-07, "RADESYS": "ICRS", "EQUINOX": 2000.0,
        "PV1_0": -0.0021, "PV1_1": 1.0135, "PV1_2": -0.0096, "PV1_4": -0.0159, "PV1_5": 0.0163,
        "PV1_6": -0.0079, "PV1_7": 0.0070, "PV1_8": -0.0088, "PV1_9": 0.0088, "PV1_10": -0.0022,
        "PV2_0": 0.0032, "PV2_1": 1.0144, "PV2_2": -0.0088, "PV2_4": -0.0216, "PV2_5": 0.0182,
        "PV2_6": -0.0098, "PV2_7": 0.0109, "PV2_8": -0.0107, "PV2_9": 0.0062, "PV2_10": -0.0032,
    },
)
good(
    "Pan-STARRS skycell",
    {
        "NAXIS": 2, "NAXIS1": 6297, "NAXIS2": 6242, "CTYPE1": "RA---TAN", "CTYPE2": "DEC--TAN",
        "CRVAL1": 150.0, "CRVAL2": 2.0, "CRPIX1": 2979.0, "CRPIX2": -2911.0,
        "CDELT1": 6.94444461259988e-05, "CDELT2": 6.94444461259988e-05, "PC001001": -1.0,
        "PC001002": 0.0, "PC002001": 0.0, "PC002002": 1.0,
    },
)
good(
    "2MASS",
    {
        "NAXIS": 2, "NAXIS1": 512, "NAXIS2": 1024, "CTYPE1": "RA---TAN", "CTYPE2": "DEC--TAN",
        "CRVAL1": 83.2210, "CRVAL2": -5.4191, "CRPIX1": 256.5, "CRPIX2": 512.5,
        "CDELT1": -2.7777778e-04, "CDELT2": 2.7777778e-04, "CROTA2": 1.900065243e-03,
        "EQUINOX": 2000.0,
    },
)

# Refused.
for code in ("TNX", "ZPX", "AZP", "SZP", "AIR", "CYP", "PAR", "BON", "PCO", "TSC", "CSC", "QSC", "HPX", "XPH", "NCP", "GLS", "TPD"):
    refused(code, cards(UPRIGHT, CTYPE1="RA---" + code, CTYPE2="DEC--" + code), "unsupported_projection", "CTYPE1 = RA---" + code)
for lon, lat in (("ELON", "ELAT"), ("SLON", "SLAT"), ("HPLN", "HPLT")):
    refused(lon, cards(UPRIGHT, CTYPE1=lon + "-TAN", CTYPE2=lat + "-TAN"), "unsupported_projection", "CTYPE1 = " + lon)
refused("another distortion", cards(UPRIGHT, CTYPE1="RA---TAN-DSS", CTYPE2="DEC--TAN-DSS"), "unsupported_projection", "CTYPE1 = RA---TAN-DSS")
refused("no projection", cards(UPRIGHT, CTYPE1="RA", CTYPE2="DEC"), "unsupported_projection", "CTYPE1 = RA")
refused("a misspelt type", cards(UPRIGHT, CTYPE1="RA--TAN", CTYPE2="DEC-TAN"), "unsupported_projection", "CTYPE1 = RA--TAN")
refused("FK4", cards(UPRIGHT, RADESYS="FK4"), "unsupported_projection", "RADESYS = FK4")
refused("FK4, old keyword", cards(UPRIGHT, RADECSYS="FK4"), "unsupported_projection", "RADECSYS = FK4")
refused("equinox 1950", cards(UPRIGHT, EQUINOX=1950.0), "unsupported_projection", "EQUINOX = 1950")
refused("epoch 1950", cards(UPRIGHT, EPOCH=1950.0), "unsupported_projection", "EPOCH = 1950")
refused("FK5 of date", cards(UPRIGHT, RADESYS="FK5", EQUINOX=2015.5), "unsupported_projection", "EQUINOX = 2015.5")
refused("apparent place", cards(UPRIGHT, RADESYS="GAPPT"), "unsupported_projection", "RADESYS = GAPPT")
good("the equinox of ICRS does not count", cards(UPRIGHT, RADESYS="ICRS", EQUINOX=2015.5))
refused("a table of corrections", cards(UPRIGHT, CPDIS1="LOOKUP"), "unsupported_projection", "CPDIS1 = LOOKUP")
refused("a plate solution", {"AMDX1": 67.2, "AMDY1": 67.2, "PLTRAH": 10, "NAXIS": 2}, "unsupported_projection", "AMDX1")
refused("the partner has another projection", cards(UPRIGHT, CTYPE2="DEC--TPV"), "bad_keyword", "CTYPE2 = DEC--TPV")
refused("the partner is of another frame", cards(UPRIGHT, CTYPE2="GLAT-TAN"), "bad_keyword", "CTYPE2 = GLAT-TAN")
refused("two longitudes", cards(UPRIGHT, CTYPE2="RA---TAN"), "bad_keyword", "CTYPE2 = RA---TAN")
refused("two latitudes", cards(UPRIGHT, CTYPE1="DEC--TAN"), "bad_keyword", "CTYPE2 = DEC--TAN")
refused("no CTYPE2", cards(UPRIGHT, CTYPE2=None), "bad_keyword", "CTYPE2")
refused("no CTYPE1", cards(UPRIGHT, CTYPE1=None), "bad_keyword", "CTYPE1")
refused("no CDELT2", cards(CDELT1=1e-4), "bad_keyword", "CDELT2")
refused("no CRPIX1", cards(UPRIGHT, CRPIX1=None), "bad_keyword", "CRPIX1")
refused("no CRVAL2", cards(UPRIGHT, CRVAL2=None), "bad_keyword", "CRVAL2")
refused("a CD matrix of rank 1", cards(cd(1e-4, 2e-4, 1e-4, 2e-4)), "bad_keyword", "CD")
refused("a CD matrix of rank 1 up to rounding", cards(cd(1e-4, 3e-5, 3e-4, 9.000000000000001e-5)), "bad_keyword", "the CD matrix has no inverse")
refused("steps of 1 degree", cards(CDELT1=-1.0, CDELT2=1.0), "bad_keyword", "CDELT1 with CDELT2 gives pixels of 3600")
refused("a CD matrix of zeros", cards(cd(0.0, 0.0, 0.0, 0.0)), "bad_keyword", "CD")
refused("a PC matrix of rank 1", cards(STEPS, PC1_1=1.0, PC1_2=1.0, PC2_1=1.0, PC2_2=1.0), "bad_keyword", "PC")
refused("CDELT of 0", cards(CDELT1=0.0, CDELT2=1e-4), "bad_keyword", "CDELT1")
refused("CD and PC that differ", cards(UPRIGHT, STEPS, PC1_1=1.0), "bad_keyword", "CD1_1 and PC1_1")
refused("no number", cards(UPRIGHT, CRVAL1="10:00:27.9"), "bad_keyword", "CRVAL1 = 10:00:27.9")
refused("not a number", cards(UPRIGHT, CRVAL1="NaN"), "bad_keyword", "CRVAL1 = NaN")
refused("beyond the pole", cards(UPRIGHT, CRVAL2=95.0), "bad_keyword", "CRVAL2 = 95")
refused("a unit of length", cards(UPRIGHT, CUNIT2="m"), "bad_keyword", "CUNIT2 = m")
refused("A_ORDER alone", cards(SIP, UPRIGHT, A_ORDER=2, A_2_0=1e-6), "bad_keyword", "B_ORDER")
refused("B_ORDER alone", cards(SIP, UPRIGHT, B_ORDER=2, B_2_0=1e-6), "bad_keyword", "A_ORDER")
refused("A_ORDER of 40", cards(SIP, UPRIGHT, A_ORDER=40, B_ORDER=2), "bad_keyword", "A_ORDER = 40")
refused("A_ORDER of 2.5", cards(SIP, UPRIGHT, A_ORDER=2.5, B_ORDER=2), "bad_keyword", "A_ORDER = 2.5")
refused("SIP that folds", cards(SIP, UPRIGHT, A_ORDER=2, B_ORDER=2, A_2_0=1e-2), "bad_keyword", "A_i_j")
refused("SIP that folds on the right", cards(SIP, UPRIGHT, A_ORDER=2, B_ORDER=2, A_2_0=-6e-4), "bad_keyword", "A_i_j")
refused("TPV of zeros", cards(TPV, UPRIGHT, PV1_1=0.0, PV2_1=0.0), "bad_keyword", "PVi_m")
refused("-SIP with PV only", cards(SIP, UPRIGHT, tpv(3, 0.15, 31)), "bad_keyword", "CTYPE1 = RA---TAN-SIP")
refused("ZPN without PV2_1", projected("ZPN", UPRIGHT), "bad_keyword", "PV2_1")
refused("ZPN that shrinks", projected("ZPN", UPRIGHT, PV2_1=-1.0), "bad_keyword", "PV2_1 = -1")
refused("CEA of nothing", projected("CEA", UPRIGHT, PV2_1=0.0), "bad_keyword", "PV2_1 = 0")
refused("a cone without PV2_1", projected("COE", UPRIGHT), "bad_keyword", "PV2_1")
refused("a cone on the equator", projected("COD", UPRIGHT, PV2_1=0.0), "bad_keyword", "PV2_1 = 0")
refused("a cone beyond the pole", projected("COO", UPRIGHT, PV2_1=60.0, PV2_2=40.0), "bad_keyword", "PV2_2 = 40")
refused("one -SIP with PV", cards(UPRIGHT, sip(3, 2048, 32), tpv(3, 0.15, 33), CTYPE1="RA---TAN-SIP"), "bad_keyword", "CTYPE1 = RA---TAN-SIP")
refused("theta0 beyond the pole", cards(UPRIGHT, PV1_2=95.0), "bad_keyword", "PV1_2 = 95")
refused("an offset that is not in the plane", cards(UPRIGHT, PV1_0=1.0, PV1_1=0.0, PV1_2=-10.0), "bad_keyword", "PV1_2 = -10")
refused("no place for the pole", cards(UPRIGHT, PV1_2=20.0, LONPOLE=100.0, CRVAL2=80.0), "bad_keyword", "LONPOLE = 100")
refused("no place for the pole but on the equator", cards(UPRIGHT, PV1_2=0.0, LONPOLE=90.0), "bad_keyword", "LONPOLE = 90")

# No celestial WCS.
absent("no CTYPE", cards(UPRIGHT, CTYPE1=None, CTYPE2=None))
absent("no matrix", cards())
absent("pixels", cards(UPRIGHT, CTYPE1="PIXEL", CTYPE2="PIXEL"))
absent("a spectrum along a slit", cards(UPRIGHT, CTYPE1="WAVE"))
absent("a plane of a cube that is not the sky", cube, axes=(1, 3))
absent("a plane of a cube whose third axis is not named", cards(UPRIGHT, NAXIS=3, NAXIS3=4), axes=(3, 4))


def lines():
    return "[\n" + ",\n".join(json.dumps(entry) for entry in made) + "\n]\n"


# --- shared files ---------------------------------------------------------------------------------


def opened(path):
    if path.suffix == ".Z":
        plain = subprocess.run(["gzip", "-dc"], input=path.read_bytes(), stdout=subprocess.PIPE)
        return fits.HDUList.fromstring(plain.stdout)
    return fits.open(path)


def image_axes(header):
    lengths = [header["NAXIS%d" % (i + 1)] for i in range(header["NAXIS"])]
    real = [i + 1 for i, length in enumerate(lengths) if length > 1]
    return tuple(real[:2]) if len(real) > 1 else (1, 2)


def rows_of(name, index, header):
    axes = image_axes(header)
    types = [str(header.get("CTYPE%d" % a, "")) for a in axes]
    if not all(t[:4].strip("-") in ("RA", "DEC", "GLON", "GLAT") for t in types):
        return []
    where = [name, index, *axes]
    if not all(t[5:8] in SUPPORTED for t in types):
        return [[*where, "unsupported_projection", types[0], "", ""]]
    if header.get("RADESYS", "FK5") == "FK5" and header.get("EQUINOX", header.get("EPOCH", 2000)) != 2000:
        return [[*where, "unsupported_projection", "is an unsupported frame", "", ""]]
    width, height = (header.get("NAXIS%d" % a, 1000) for a in axes)
    pixels = around(max(width, 100), max(height, 100))[1:]
    return [
        [*where, repr(x), repr(y), repr(ra), repr(dec)]
        for (x, y), (ra, dec) in zip(pixels, sky(header, axes, pixels))
    ]


def rows_of_file(name, path):
    try:
        headers = [hdu.header for hdu in opened(path)]
        return [row for i, header in enumerate(headers) for row in rows_of(name, i, header)]
    except (OSError, TypeError):
        assert name.startswith("fits-zoo/"), name  # Broken on purpose.
        return []


def shared_rows(directory):
    for path in sorted(p for p in directory.rglob("*") if p.is_file() and p.suffix not in NOT_DATA):
        name = path.relative_to(directory).as_posix()
        if name.split("/")[0] in DIRECTORIES:
            yield from rows_of_file(name, path) or [[name, "none"]]


if __name__ == "__main__":
    RESOURCES.mkdir(parents=True, exist_ok=True)
    (RESOURCES / "made.json").write_text(lines())
    table = [["file", "hdu", "x_axis", "y_axis", "x", "y", "ra_deg", "dec_deg"]]
    table += shared_rows(pathlib.Path(sys.argv[1]))
    text = "".join("\t".join(map(str, row)) + "\n" for row in table)
    (RESOURCES / "shared.tsv").write_text(text)
