"""Writes src/test/resources/golden: checkpoints by PyTorch's torch.save, and PyTorch's results.

The network is that of Smith et al. 2021 (MNRAS 503, 96, section 2) with 2 channels and a latent
vector of length 8, so that the files stay small. Its random weights are scaled so that the profiles
differ and end at different steps. PyTorch 1.13 and numpy 1.24 were used.

usage: make_golden.py DIRECTORY
"""

import json
import os
import sys

import numpy as np
import torch
from torch import nn

WIDTH, LATENT, LAYERS = 2, 8, 3
SIZE = 256
SEED = 3
GRU_SCALE = 2.5
IMAGES = [(264, 270), (300, 260), (257, 257)]


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if stride != 1:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
            )

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(y)) + self.shortcut(x))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, WIDTH, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(WIDTH)
        channels = WIDTH
        for i in range(4):
            outputs = WIDTH << i
            blocks = [Block(channels, outputs, 1 if i == 0 else 2), Block(outputs, outputs, 1)]
            setattr(self, "layer%d" % (i + 1), nn.Sequential(*blocks))
            channels = outputs
        self.fc1 = nn.Linear(channels, LATENT)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        for i in range(4):
            x = getattr(self, "layer%d" % (i + 1))(x)
        return self.fc1(x.mean((2, 3)))


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(1, LATENT, LAYERS)
        self.fc = nn.Linear(LATENT, 1)

    def forward(self, x, hidden):
        top, hidden = self.gru(x, hidden)
        return torch.relu(self.fc(torch.relu(top))), hidden


def image(number, width, height):
    """Divisions only, so that every language gives the same floats."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    r2 = (x - width / 2 - number) ** 2 + (y - height / 2 + 2 * number) ** 2
    noise = (7 * x + 13 * y + 5 * number) % 11
    return (60 / (1 + r2 / (40 + 200 * number)) + noise / 8).astype(np.float32)


def prepare(pixels):
    clipped = np.minimum(pixels, np.percentile(pixels, 99.9)).astype(np.float32)
    normal = (clipped - np.float32(2)) / np.float32(28)
    first = pixels.shape[0] // 2 - SIZE // 2
    return normal[first : first + SIZE, first : first + SIZE]


def profile(decoder, latent):
    hidden = latent.repeat(LAYERS, 1, 1)
    last = torch.zeros(1, 1, 1)
    values = []
    while len(values) < 1024:
        flat = len(values) > 100 and np.std(values[-100:-1]) <= 0.01
        last, hidden = decoder(last, hidden)
        values.append(last.item())
        if flat:
            break
    return values


def randomise(encoder, decoder):
    with torch.no_grad():
        for module in encoder.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.weight.uniform_(0.7, 1.5)
                module.bias.uniform_(-0.3, 0.3)
                module.running_mean.uniform_(-0.2, 0.2)
                module.running_var.uniform_(0.1, 0.5)
        encoder.fc1.weight.mul_(4)
        for name, weight in decoder.gru.named_parameters():
            weight.mul_(GRU_SCALE)
        decoder.fc.weight.mul_(3)
        decoder.fc.bias.fill_(22)



def small():
    """One dict with each layout and type that a state dict may have."""
    storage = torch.arange(12, dtype=torch.float32)
    encoder = {
        "conv1.weight": torch.arange(36, dtype=torch.float32).reshape(4, 1, 3, 3) / 8,
        "bn1.num_batches_tracked": torch.tensor(123456789012),
        "view": storage.reshape(3, 4).t(),
        "slice": storage[3:7],
        "half": torch.tensor([0.5, -1.25], dtype=torch.float16),
        "double": torch.tensor([1 / 3], dtype=torch.float64),
    }
    return {
        "encoder": encoder,
        "decoder": {"fc.bias": torch.tensor([22.0])},
        "epoch": 3,
        "logdir": "logs/x/",
    }


def main(directory):
    torch.manual_seed(SEED)
    encoder, decoder = Encoder().eval(), Decoder().eval()
    randomise(encoder, decoder)
    states = {"encoder": encoder.state_dict(), "decoder": decoder.state_dict()}
    torch.save(
        {**states, "epoch": 1, "logdir": "logs/"},
        os.path.join(directory, "network.pth"),
        _use_new_zipfile_serialization=False,
    )
    torch.save(small(), os.path.join(directory, "small-zip.pth"))
    torch.save(
        small(),
        os.path.join(directory, "small-legacy.pth"),
        _use_new_zipfile_serialization=False,
    )
    results = []
    with torch.no_grad():
        for number, (width, height) in enumerate(IMAGES):
            prepared = prepare(image(number, width, height))
            latent = encoder(torch.from_numpy(prepared.copy())[None, None])
            centre = prepared[SIZE // 2 : SIZE // 2 + 2, SIZE // 2 : SIZE // 2 + 2]
            results.append(
                {
                    "width": width,
                    "height": height,
                    "preprocessed_sum": float(prepared.astype(np.float64).sum()),
                    "preprocessed_centre": [round(float(v), 9) for v in centre.ravel()],
                    "latent": [round(v, 6) for v in latent[0].tolist()],
                    "mu": [round(v, 5) for v in profile(decoder, latent)],
                }
            )
    with open(os.path.join(directory, "expected.json"), "w", encoding="ascii") as out:
        out.write("[\n" + ",\n".join(json.dumps(result) for result in results) + "\n]\n")


if __name__ == "__main__":
    main(sys.argv[1])
