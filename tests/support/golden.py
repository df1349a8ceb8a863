"""Golden pictures: compare a drawing with the one that was looked at and approved."""

import os
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

GOLDEN: Final = Path(__file__).parents[1] / "golden"
WRITE: Final = os.environ.get("PANELWRIGHT_GOLDEN") == "write"
"""Draw the golden pictures anew instead of comparing: look at them before you commit them."""


def assert_golden(picture: Image.Image, name: str, tolerance: float) -> None:
    """Fail when a picture differs from `tests/golden/<name>.png`.

    `tolerance` is the mean difference of a channel (0..255) that another Pillow may make.
    """
    path = GOLDEN / f"{name}.png"
    if WRITE:
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.convert("RGB").quantize(128).save(path, optimize=True)
    with Image.open(path) as golden:
        kept = np.asarray(golden.convert("RGB"), float)
    difference = float(np.abs(np.asarray(picture.convert("RGB"), float) - kept).mean())
    assert difference < tolerance, f"{name} differs by {difference:.2f}; see {path}"
