#!/usr/bin/env python3
"""Makes src/test/resources/catalogs/: one catalogue of four galaxies as FITS binary table and as
VOTable in its three serialisations, with columns of every type beside those that are read.

    pip install astropy && ./make_catalogs.py

The files that are committed were made with astropy 8.0.1 and numpy 2.
"""

import io
import pathlib

import numpy as np
from astropy.io import fits
from astropy.io.votable import from_table, parse, writeto
from astropy.table import MaskedColumn, Table

DIRECTORY = pathlib.Path(__file__).parent.parent / "resources" / "catalogs"


def table():
    t = Table()
    t["flux"] = np.arange(20, dtype="f4").reshape(4, 5)
    t["flag"] = [True, False, True, False]
    t["OBJID"] = np.array([1237648720142401611, 1237648720142401612, 3, -4])
    t["name"] = ["NGC 4258", "M 101", "IC 10", ""]
    t["latin"] = [b"a", b"bb", b"ccc", b"d d"]
    t["real"] = np.array([12.0, 13.0, 14.5, 2.0**60])
    t["single"] = np.array([12, 13, 14.5, 2**25], "f4")
    t["byte"] = np.array([1, 2, 3, 255], "u1")
    t["short"] = np.array([-1, 2, 3, -32768], "i2")
    t["blank"] = MaskedColumn(np.array([1, 2, 3, 4], "i4"), mask=[False, True, False, False])
    t["complex"] = np.array([1 + 2j, 0, 0, 0])
    t["ra"] = np.array([184.7396, 210.8023, np.nan, 359.9999])
    t["dec"] = [47.304, 54.3488, 59.3, -89.5]
    t["ra_single"] = np.array([184.75, 210.5, 5.0, -0.25], "f4")
    t["side"] = np.array([60, 120.5, 30, 0], "f4")
    t["pa"] = np.array([150, np.nan, 190, -30], "f8")
    t["ra_rad"] = np.radians(t["ra"])
    t["ra"].unit = t["dec"].unit = t["ra_single"].unit = "deg"
    t["side"].unit = "arcsec"
    t["pa"].unit = "deg"
    t["ra_rad"].unit = "rad"
    t["last"] = [7, 8, 9, 10]
    return t


def fits_table():
    t = table()
    plain = fits.BinTableHDU(t).columns
    more = fits.ColDefs(
        [
            fits.Column("bits", "11X", array=np.zeros((4, 11), bool)),
            fits.Column("words", "PA()", array=np.array(["a", "bc", "", "d"], object)),
            fits.Column("ubig", "K", bzero=2**63, array=np.array([2**64 - 1, 2**63, 1, 0], "u8")),
            fits.Column("ushort", "I", bzero=2**15, array=np.array([65535, 32768, 1, 0], "u2")),
            fits.Column("scaled", "J", array=np.array([0, 1, 2, -200])),
            fits.Column("texts", "8A", dim="(4,2)", array=np.array([["a", "b"]] * 4)),
        ]
    )
    hdu = fits.BinTableHDU.from_columns(plain + more, name="GALAXIES")
    n = hdu.columns.names.index("scaled") + 1
    hdu.header[f"TSCAL{n}"] = 0.5
    hdu.header[f"TZERO{n}"] = 100.0
    image = fits.ImageHDU(np.zeros((3, 3), "f4"), name="FINDER")
    return fits.HDUList([fits.PrimaryHDU(), image, hdu])


def votable():
    """The same rows, with cells of any length too, which astropy does not make of a Table."""
    t = table()
    fields = from_table(t).get_first_table().fields
    head, rows = "", [""] * len(t)
    for field in fields:
        size = f'arraysize="{field.arraysize}"' if field.arraysize else ""
        blank = '<VALUES null="999999"/>' if field.name == "blank" else ""
        head += f'<FIELD name="{field.name}" datatype="{field.datatype}" {size}'
        head += f' unit="{field.unit or ""}">{blank}</FIELD>'
        for i, value in enumerate(t[field.name]):
            rows[i] += f"<TD>{cell(value)}</TD>"
    for name, size, cells in (
        ("curve", 'datatype="double" arraysize="*"', ("1", "", "1 2 3", "4 5")),
        ("words", 'datatype="char" arraysize="9*"', ("a", "bc", "", "d e f")),
        ("truth", 'datatype="boolean"', ("T", "F", "?", "T")),
        ("final", 'datatype="float"', ("1.5", "2.5", "3.5", "4.5")),
    ):
        head += f'<FIELD name="{name}" {size}/>'
        rows = [row + f"<TD>{text}</TD>" for row, text in zip(rows, cells)]
    body = "".join(f"<TR>{row}</TR>" for row in rows)
    return parse(
        io.BytesIO(
            f"""<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE>
            <TABLE>{head}<DATA><TABLEDATA>{body}</TABLEDATA></DATA></TABLE>
            </RESOURCE></VOTABLE>""".encode()
        )
    )


def cell(value):
    if value is np.ma.masked:
        return 999999
    if isinstance(value, np.ndarray):
        return " ".join(str(v) for v in value)
    if isinstance(value, np.complexfloating):
        return f"{value.real} {value.imag}"
    if isinstance(value, np.bool_):
        return int(value)
    return value.decode() if isinstance(value, bytes) else value


DIRECTORY.mkdir(exist_ok=True)
fits_table().writeto(DIRECTORY / "galaxies.fits", overwrite=True)
for serialisation in ("tabledata", "binary", "binary2"):
    path = DIRECTORY / f"galaxies-{serialisation}.vot"
    writeto(votable(), str(path), tabledata_format=serialisation)
