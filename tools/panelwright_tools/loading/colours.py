"""How a model that sees wants the channels of a picture."""

import json
from pathlib import Path

Channels = tuple[float, ...]
"""Red, green and blue."""


def colours(path: Path, mean: Channels, spread: Channels) -> tuple[Channels, Channels]:
    """Mean and spread of the channels, as the folder's own processor has them, else the given."""
    for name in ("preprocessor_config.json", "processor_config.json"):
        if (path / name).is_file():
            told = json.loads((path / name).read_text("utf-8"))
            told = told.get("image_processor", told)
            return tuple(told.get("image_mean", mean)), tuple(told.get("image_std", spread))
    return mean, spread
