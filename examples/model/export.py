"""Exports a PyTorch module as a model bundle for pix2prof: model.pt and manifest.json.

    python3 export.py annuli

needs PyTorch 1.8 or newer. The module here has nothing to train: it averages the image in circular
annuli about its middle, one pixel wide, and turns the mean fluxes into mag/arcsec^2. In its place
put your own; what it must keep is forward(images: float[B, 1, H, W], steps: int) -> float[B, steps, C]
with mu in channel 0 and, if C is 2, its standard deviation in channel 1.
"""

import hashlib
import json
import math
import pathlib
import sys

import torch

SIZE = 257  # odd, so that the galaxy's centre is the middle of a pixel
SCALE = 0.396  # arcsec per pixel
ZERO_POINT = 22.5
FAINTEST = 27.0  # what is fainter is written as this, so that a profile that met the sky is flat


class Annuli(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.faintest: float = 10 ** (0.4 * (ZERO_POINT - FAINTEST)) * SCALE**2
        self.zero_point: float = ZERO_POINT + 2.5 * math.log10(SCALE**2)

    def forward(self, images: torch.Tensor, steps: int) -> torch.Tensor:
        side = images.size(3)
        step = torch.arange(side, device=images.device) - (side - 1) / 2
        ring = torch.round(torch.hypot(step[:, None], step[None, :])).long().flatten()
        pixels = torch.bincount(ring).float()
        flux = torch.zeros([images.size(0), pixels.size(0)], device=images.device)
        flux = flux.index_add(1, ring, images.flatten(1))
        mean = (flux / pixels)[:, :steps].clamp(min=self.faintest)
        return (self.zero_point - 2.5 * torch.log10(mean)).unsqueeze(2)


def manifest(sha256):
    return {
        "name": "annuli",
        "version": "1.0.0",
        "format": "torchscript",
        "weights": "model.pt",
        "sha256": sha256,
        "input": {
            "height": SIZE,
            "width": SIZE,
            "pixelScaleArcsec": SCALE,
            "zeroPoint": ZERO_POINT,
            "bands": ["g", "r", "i", "z"],
            "sky": "border",
            "centre": "detected",
            "normalisation": {"kind": "none"},
        },
        "profile": {
            "radius": {"kind": "linear", "stepArcsec": SCALE},
            "maxLength": SIZE // 2,
            "stop": {"kind": "flat", "after": 9, "window": 5, "maxStd": 0.0001},
        },
        "provenance": {"source": "examples/model/export.py", "licence": "Apache-2.0"},
    }


def main(directory):
    directory = pathlib.Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    weights = directory / "model.pt"
    torch.jit.script(Annuli().eval()).save(str(weights))
    sha256 = hashlib.sha256(weights.read_bytes()).hexdigest()
    text = json.dumps(manifest(sha256), indent=2) + "\n"
    (directory / "manifest.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 export.py DIRECTORY")
    main(sys.argv[1])
