#!/usr/bin/env python3
"""Compares cutouts that were cut from survey frames with what astropy's Cutout2D cuts, pixel by pixel.

    pip install astropy && ./check_cutouts.py --catalog=C.csv --frames='DIR/frame-*.fits.bz2' --cutouts=DIR

Each cutout is a FITS file, named after the object's id (or with it as OBJECT), whose primary image has
the keywords FRAME (name of the file it is cut from) and X0, Y0 (where its first pixel is in that
frame, counted from 0; negative where the cutout runs off the edge). Checked are: that every position
inside a frame has a cutout in each band and no other position has one; that X0 and Y0 are those of
Cutout2D(mode='partial') about the position; and that every pixel that the frame has is the same to
the last bit. Pixels beyond the frame may be NaN, or come from a neighbour; they are counted.
Exit status 0 if all agree, 1 if not.
"""

import argparse
import collections
import csv
import glob
import os
import sys
import warnings

import numpy as np
from astropy.io import fits
from astropy.nddata import Cutout2D
from astropy.wcs import WCS, FITSFixedWarning

MOST_SHOWN = 20

# Where a position is so near the middle between two pixels, either is the nearest.
ROUNDING = 1e-4


class Report:
    def __init__(self):
        self.counts = collections.Counter()
        self.wrong = 0

    def fail(self, message):
        self.wrong += 1
        if self.wrong <= MOST_SHOWN:
            print(message, file=sys.stderr)

    def print(self):
        for what, count in self.counts.items():
            print(f"{count:>12}  {what}")
        print(f"{self.wrong:>12}  that disagree")


def positions(path):
    with open(path, newline="") as rows:
        return {row["id"]: (float(row["ra"]), float(row["dec"])) for row in csv.DictReader(rows)}


def cutouts(directory):
    """Cutouts by the name of their frame: a list of (file, id, x0, y0)."""
    by_frame = collections.defaultdict(list)
    for path in sorted(glob.glob(os.path.join(directory, "*.fits"))):
        header = fits.getheader(path)
        name = os.path.splitext(os.path.basename(path))[0]
        frame = os.path.basename(header["FRAME"])
        by_frame[frame].append((path, header.get("OBJECT", name), header["X0"], header["Y0"]))
    return by_frame


def check(cutout, frame, pixel, report):
    path, _, x0, y0 = cutout
    cut = fits.getdata(path)
    expected = Cutout2D(frame, pixel, cut.shape, mode="partial", fill_value=np.nan)
    origin = tuple(o - c for o, c in zip(expected.origin_original, expected.origin_cutout))
    if origin != (x0, y0):
        half = np.array(cut.shape[::-1]) / 2
        away = np.abs(np.array(pixel) - half - np.round(np.array(pixel) - half))
        near = all(a < ROUNDING or o == g for a, o, g in zip(away, origin, (x0, y0)))
        if not near:
            report.fail(f"{path}: starts at {(x0, y0)}, Cutout2D at {origin}")
            return
        report.counts["cutouts moved by a pixel: the position is between two"] += 1
        middle = (x0 + (cut.shape[1] - 1) / 2, y0 + (cut.shape[0] - 1) / 2)
        expected = Cutout2D(frame, middle, cut.shape, mode="partial", fill_value=np.nan)
    has = np.zeros(cut.shape, bool)
    has[expected.slices_cutout] = True
    same = (cut == expected.data) | (np.isnan(cut) & np.isnan(expected.data))
    if not same[has].all():
        y, x = np.argwhere(has & ~same)[0]
        report.fail(
            f"{path}: {np.sum(has & ~same)} pixels differ, the first at ({x}, {y}): "
            f"{cut[y, x]!r}, in the frame {expected.data[y, x]!r}"
        )
    report.counts["cutouts"] += 1
    report.counts["pixels compared"] += int(has.sum())
    if not has.all():
        beyond = cut[~has]
        report.counts["cutouts that reach beyond their frame"] += 1
        report.counts["pixels beyond the frame, NaN"] += int(np.isnan(beyond).sum())
        report.counts["pixels beyond the frame, from a neighbour"] += int((~np.isnan(beyond)).sum())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--catalog", required=True, help="CSV with columns id, ra, dec")
    parser.add_argument("--frames", required=True, help="pattern of the frames")
    parser.add_argument("--cutouts", required=True, help="directory of the cutouts")
    args = parser.parse_args()
    warnings.simplefilter("ignore", FITSFixedWarning)

    catalog = positions(args.catalog)
    ids = list(catalog)
    ra, dec = np.array([catalog[i] for i in ids]).T
    left = cutouts(args.cutouts)
    report = Report()
    inside, cut = set(), set()
    for path in sorted(glob.glob(args.frames)):
        with fits.open(path) as hdus:
            frame, header = hdus[0].data, hdus[0].header
        x, y = WCS(header).all_world2pix(ra, dec, 0)
        height, width = frame.shape
        near = (np.abs(x - (width - 1) / 2) < width) & (np.abs(y - (height - 1) / 2) < height)
        band = header.get("FILTER", "")
        for i in np.flatnonzero(near & (x >= -0.5) & (x < width - 0.5) & (y >= -0.5) & (y < height - 0.5)):
            inside.add((ids[i], band))
        row = {name: i for i, name in enumerate(ids)}
        for cutout in left.pop(os.path.basename(path), []):
            if cutout[1] not in row:
                report.fail(f"{cutout[0]}: '{cutout[1]}' is not in the catalogue")
                continue
            i = row[cutout[1]]
            cut.add((cutout[1], band))
            check(cutout, frame, (x[i], y[i]), report)
    for name, rest in left.items():
        report.fail(f"{rest[0][0]}: is cut from {name}, which is no frame of {args.frames}")
    for name, band in sorted(inside - cut):
        report.fail(f"{name}: inside a frame of band '{band}', but has no cutout")
    for name, band in sorted(cut - inside):
        report.fail(f"{name}: has a cutout of band '{band}', but is inside no frame")
    report.counts["positions inside a frame, counted once for each band"] = len(inside)
    report.print()
    return 1 if report.wrong or not cut else 0


sys.exit(main())
