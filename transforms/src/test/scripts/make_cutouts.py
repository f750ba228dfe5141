#!/usr/bin/env python3
"""Makes src/test/resources/cutouts/cutouts.tsv: what astropy's Cutout2D cuts out of a rotated frame
of 200 x 150 pixels that say where they are, 1000 y + x.

    pip install astropy && ./make_cutouts.py

The file that is committed was made with astropy 8.0.1 and numpy 2.
"""

import math
import pathlib

import numpy as np
from astropy.coordinates import SkyCoord
from astropy.io import fits
from astropy.nddata import Cutout2D, NoOverlapError
from astropy.wcs import WCS

TABLE = pathlib.Path(__file__).parent.parent / "resources" / "cutouts" / "cutouts.tsv"
WIDTH, HEIGHT, SCALE, ROTATION = 200, 150, 0.396, 67.0


def header():
    cos, sin = math.cos(math.radians(ROTATION)), math.sin(math.radians(ROTATION))
    cards = fits.Header()
    cards["CTYPE1"], cards["CTYPE2"] = "RA---TAN", "DEC--TAN"
    cards["CRVAL1"], cards["CRVAL2"] = 359.999, 41.3
    cards["CRPIX1"], cards["CRPIX2"] = 100.5, 75.25
    cards["CD1_1"], cards["CD1_2"] = -SCALE / 3600 * cos, SCALE / 3600 * sin
    cards["CD2_1"], cards["CD2_2"] = SCALE / 3600 * sin, SCALE / 3600 * cos
    return cards


def main():
    wcs = WCS(header())
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    data = (1000 * y + x).astype(float)
    random = np.random.default_rng(11)
    with open(TABLE, "w") as out:
        out.write("ra\tdec\tside\tmissing\tfirst\tfirst_x\tfirst_y\tsum\n")
        for _ in range(60):
            px, py = random.uniform(-0.4, WIDTH - 0.6), random.uniform(-0.4, HEIGHT - 0.6)
            side = int(random.integers(1, 80))
            sky = wcs.pixel_to_world(px, py)
            sky = SkyCoord(round(sky.ra.deg, 9), round(sky.dec.deg, 9), unit="deg")
            try:
                cut = Cutout2D(data, sky, side, wcs=wcs, mode="partial", fill_value=np.nan)
            except NoOverlapError:  # Of a cutout of a pixel at the very edge.
                continue
            rows, columns = np.nonzero(np.isfinite(cut.data))
            fields = [
                f"{sky.ra.deg:.9f}",
                f"{sky.dec.deg:.9f}",
                side,
                np.count_nonzero(np.isnan(cut.data)),
                int(cut.data[rows[0], columns[0]]),
                columns[0],
                rows[0],
                int(np.nansum(cut.data)),
            ]
            out.write("\t".join(str(f) for f in fields) + "\n")


if __name__ == "__main__":
    main()
