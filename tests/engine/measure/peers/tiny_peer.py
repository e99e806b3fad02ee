"""A tiny float peer in a folder, and pictures to measure it on."""

import cv2
import numpy as np
import torch

from engine.measure.peers.spec import PeerSpec
from engine.training.latents import Latents, save
from engine.training.networks import build

SPEC = PeerSpec((4, 6), (1, 1))


def write_peer(folder, name="peer-tiny", seed=0):
    """Write a peer with random weights, its tail quiet, so that it changes little."""
    torch.manual_seed(seed)
    network = build(SPEC)
    with torch.no_grad():
        network.tail.weight.mul_(0.1)
    folder.mkdir(exist_ok=True)
    save(Latents(name, SPEC, 7, network.state_dict()), folder / f"{name}.safetensors")


def write_pictures(folder, count, side):
    """Write smooth pictures."""
    random = np.random.default_rng(0)
    folder.mkdir(exist_ok=True)
    for index in range(count):
        coarse = random.integers(0, 256, (5, 5, 3), dtype=np.uint8)
        assert cv2.imwrite(str(folder / f"{index:03}.png"), cv2.resize(coarse, (side, side + 1)))
