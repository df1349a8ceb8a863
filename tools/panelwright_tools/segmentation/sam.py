"""Boxes to masks with SAM and SAM 2 as transformers has them."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from PIL import Image

from panelwright_tools.domain import Box, UserError
from panelwright_tools.loading.colours import colours
from panelwright_tools.loading.folders import examine, model_folder, model_version
from panelwright_tools.loading.opening import opening, whole_model
from panelwright_tools.loading.running import running
from panelwright_tools.painting.diffusion.device import device
from panelwright_tools.painting.picture import Mask
from panelwright_tools.segmentation.fitting import Canvas, Fit, corners, mask_of, pixels
from panelwright_tools.versions import code_version

SOURCES: Final = ("domain", "loading", "painting", "segmentation")
"""The folders that decide a mask."""
_USE: Final = "--segmenter sam"
_KIND: Final = "a model of the SAM family"
_AT_ONCE: Final = 16
"""Boxes that the decoder takes at the same time."""
_MEAN: Final = (0.485, 0.456, 0.406)
_SPREAD: Final = (0.229, 0.224, 0.225)
"""Of ImageNet, with which the family was trained, where the folder names no others."""


@dataclass(frozen=True)
class Sam:
    """Masks by a model that is loaded when it is first asked, once a process.

    Kirillov et al., "Segment Anything", ICCV 2023; Ravi et al., "SAM 2", ICLR 2025.
    """

    model: str = "facebook/sam2.1-hiera-small"
    """A folder as `save_pretrained` writes it, or a name on the hub."""
    device: str | None = None
    """Where it runs: cpu, cuda, mps; None: the best that there is."""

    @property
    def id(self) -> str:
        """Name, version of the code, and digest of the weights."""
        return f"sam/{code_version(*SOURCES)}:{model_version(model_folder(self.model))}"

    def examine(self) -> None:
        """Raises UserError when the model or the device isn't there, or it is for something else;
        nothing is loaded."""
        examine(self.model, self.device, _USE)

    @property
    def side_by_side(self) -> int | None:
        """One process loads the model, and is asked in turn."""
        return 1

    def segment(self, image: Image.Image, boxes: Sequence[Box]) -> list[Mask | None]:
        """The mask of what each box holds, None where the model sees nothing there.

        Raises UserError when the model can't be loaded, ToolError when it failed.
        """
        if not boxes:
            return []
        loaded = _loaded(model_folder(self.model), device(self.device).name)
        return loaded.masks(image, boxes)


@dataclass(frozen=True, eq=False)
class _Loaded:
    model: Any
    device: str
    side: int
    fit: Fit
    mean: tuple[float, ...]
    spread: tuple[float, ...]

    def masks(self, image: Image.Image, boxes: Sequence[Box]) -> list[Mask | None]:
        """The picture is looked at once, and its boxes some at a time."""
        import torch

        canvas = Canvas(image.size, self.side, self.fit)
        found: list[Mask | None] = []
        with running(_KIND), torch.inference_mode():
            seen = pixels(image, canvas, self.mean, self.spread).to(self.device)
            embeddings = self.model.get_image_embeddings(seen)
            for first in range(0, len(boxes), _AT_ONCE):
                some = boxes[first : first + _AT_ONCE]
                out = self.model(
                    image_embeddings=embeddings,
                    input_boxes=corners(some, canvas).to(self.device),
                    multimask_output=False,
                )
                for logits, box in zip(out.pred_masks[0, :, 0], some, strict=True):
                    found.append(mask_of(logits, box, canvas))
        return found


@lru_cache(maxsize=1)
def _loaded(path: Path, device: str) -> _Loaded:
    with opening(path, _KIND):
        import transformers

        known = _family(path)
        model = whole_model(getattr(transformers, known["class"]), path).to(device)
        side = model.config.vision_config.image_size
        mean, spread = colours(path, _MEAN, _SPREAD)
    return _Loaded(
        model=model,
        device=device,
        side=int(side[0] if isinstance(side, list | tuple) else side),
        fit=known["fit"],
        mean=mean,
        spread=spread,
    )


def _family(path: Path) -> dict[str, Any]:
    """How the model in a folder is run. Raises UserError when it is none of the family."""
    kind = json.loads((path / "config.json").read_text("utf-8")).get("model_type")
    known = _families().get(kind)
    if known is None:
        names = ", ".join(_families())
        raise UserError(f"{path} is a model of the kind {kind}, not one of these: {names}.")
    return dict(known)


@lru_cache
def _families() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / "sam.toml").read_text("utf-8"))
