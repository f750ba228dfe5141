#!/usr/bin/env python3
"""Makes the sample images and their truth.csv: python3 examples/data/make.py

Simulates six galaxies and stores them as 16-bit integers, gzipped, in a few tens of KB each. The
step of the integers is a fifth of the noise or so, which costs the profiles nothing.
"""
import array
import gzip
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
STEP = 0.005  # nanomaggies


def cards(header):
    """The cards of a header as (keyword, card)."""
    for at in range(0, len(header), 80):
        card = header[at : at + 80].decode("ascii")
        yield card[:8].strip(), card


def card(keyword, value):
    return f"{keyword:<8}= {value:>20}".ljust(80)


def shrink(fits):
    end = fits.index(b"END" + b" " * 77)
    start = (end // 2880 + 1) * 2880
    header = dict(cards(fits[:end]))
    count = int(header["NAXIS1"][10:30]) * int(header["NAXIS2"][10:30])
    pixels = struct.unpack(f">{count}f", fits[start : start + 4 * count])
    lowest, highest = min(pixels), max(pixels)
    if highest - lowest > 65000 * STEP:
        sys.exit(f"the image spans {highest - lowest} nanomaggies: too much for 16 bits")
    zero = lowest + 32000 * STEP
    stored = array.array("h", (round((p - zero) / STEP) for p in pixels))
    if sys.byteorder == "little":
        stored.byteswap()
    header["SIMPLE"] = card("SIMPLE", "T")
    header["BITPIX"] = card("BITPIX", 16)
    header["BSCALE"] = card("BSCALE", STEP)
    header["BZERO"] = card("BZERO", f"{zero:.6f}")
    text = "".join(header.values()) + "END".ljust(80)
    data = stored.tobytes()
    return (
        text.ljust(-(-len(text) // 2880) * 2880).encode("ascii")
        + data
        + bytes(-len(data) % 2880)
    )


with tempfile.TemporaryDirectory() as directory:
    simulated = pathlib.Path(directory, "simulated")
    subprocess.run(
        [HERE / "../../pix2prof", "simulate", "--count=6", "--seed=2010", f"--output={simulated}"],
        check=True,
    )
    shutil.copy(simulated / "truth.csv", HERE)
    for source in sorted(simulated.glob("*.fits")):
        target = HERE / (source.name + ".gz")
        target.write_bytes(gzip.compress(shrink(source.read_bytes()), mtime=0))
        print(target, target.stat().st_size)
