"""Likeness by an image encoder of transformers: CLIP, SigLIP or DINOv2."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from PIL import Image

from panelwright_tools.domain import UserError
from panelwright_tools.loading.colours import Channels, colours
from panelwright_tools.loading.folders import examine, model_folder, model_version
from panelwright_tools.loading.opening import opening, whole_model
from panelwright_tools.loading.running import running
from panelwright_tools.painting.diffusion.device import device
from panelwright_tools.segmentation.fitting import Canvas, pixels
from panelwright_tools.versions import code_version

SOURCES: Final = ("domain", "likeness", "loading", "painting", "segmentation/fitting.py")
"""The code and data that decide a likeness."""
_USE: Final = "--likeness encoder"
_KIND: Final = "an image encoder"
_MEAN: Final = (0.48145466, 0.4578275, 0.40821073)
_SPREAD: Final = (0.26862954, 0.26130258, 0.27577711)
"""Of the pictures that CLIP was trained on, where the folder names no others."""


@dataclass(frozen=True)
class EncoderLikeness:
    """The cosine of embeddings, by a model that is loaded when it is first asked, once a process.

    Radford et al., CLIP (ICML 2021); Zhai et al., SigLIP (ICCV 2023); Oquab et al., DINOv2 (TMLR
    2024), which tells one person from another best of them.
    """

    model: str = "facebook/dinov2-base"
    """A folder as `save_pretrained` writes it, or a name on the hub."""
    device: str | None = None
    """Where it runs: cpu, cuda, mps; None: the best that there is."""

    @property
    def id(self) -> str:
        """Name, version of the code, and digest of the weights."""
        return f"encoder/{code_version(*SOURCES)}:{model_version(model_folder(self.model))}"

    def examine(self) -> None:
        """Raises UserError when the model or the device isn't there, or it is for something else;
        nothing is loaded."""
        examine(self.model, self.device, _USE)

    @property
    def side_by_side(self) -> int | None:
        """One process loads the model, and is asked in turn."""
        return 1

    def likeness(self, shown: Image.Image, references: Sequence[Image.Image]) -> float | None:
        """The cosine with the nearest reference, scaled as data/encoders.toml says.

        None without references. Raises UserError when the model can't be loaded, ToolError when
        it failed.
        """
        if not references:
            return None
        loaded = _loaded(model_folder(self.model), device(self.device).name)
        return loaded.scaled(max(loaded.cosines(shown, references)))


@dataclass(frozen=True, eq=False)
class _Loaded:
    model: Any
    device: str
    side: int
    mean: Channels
    spread: Channels
    field: str
    strangers: float
    same: float

    def cosines(self, shown: Image.Image, references: Sequence[Image.Image]) -> list[float]:
        """With each reference, -1..1; pictures keep their shape and are padded to a square."""
        import torch
        from torch.nn.functional import cosine_similarity

        with running(_KIND), torch.inference_mode():
            seen = torch.cat([self._pixels(image) for image in (shown, *references)])
            found = getattr(self.model(pixel_values=seen.to(self.device)), self.field).float()
            return [float(one) for one in cosine_similarity(found[:1], found[1:]).cpu()]

    def scaled(self, cosine: float) -> float:
        """0 at what strangers have in common, 1 where it may be the same."""
        share = (cosine - self.strangers) / (self.same - self.strangers)
        return round(min(1.0, max(0.0, share)), 4)

    def _pixels(self, image: Image.Image) -> Any:
        return pixels(image, Canvas(image.size, self.side, "pad"), self.mean, self.spread)


@lru_cache(maxsize=1)
def _loaded(path: Path, device: str) -> _Loaded:
    with opening(path, _KIND):
        import transformers

        known = _family(path)
        model = whole_model(getattr(transformers, known.pop("class")), path).to(device)
        mean, spread = colours(path, _MEAN, _SPREAD)
        return _Loaded(model, device, _side(path, model), mean, spread, **known)


def _side(path: Path, model: Any) -> int:
    """Pixels of the square that it sees: DINOv2 was trained on larger ones than it is given."""
    told = path / "preprocessor_config.json"
    square = json.loads(told.read_text("utf-8")).get("crop_size") if told.is_file() else None
    return int(square["height"] if isinstance(square, dict) else model.config.image_size)


def _family(path: Path) -> dict[str, Any]:
    """How the model in a folder is run. Raises UserError when it is no known encoder."""
    kind = json.loads((path / "config.json").read_text("utf-8")).get("model_type")
    known = _encoders().get(kind)
    if known is None:
        names = ", ".join(_encoders())
        raise UserError(f"{path} is a model of the kind {kind}, not one of these: {names}.")
    return dict(known)


@lru_cache
def _encoders() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / "encoders.toml").read_text("utf-8"))
