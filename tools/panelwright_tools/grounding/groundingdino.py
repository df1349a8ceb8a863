"""Grounding by GroundingDINO as transformers has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from panelwright_tools.domain import FREE, Brief, Cost, Detection
from panelwright_tools.grounding.detecting import detected
from panelwright_tools.grounding.token_passes import Marks, Token, TokenPass
from panelwright_tools.loading.folders import examine, model_folder, model_version
from panelwright_tools.loading.opening import opening, whole_model
from panelwright_tools.loading.running import running
from panelwright_tools.painting.diffusion.device import device
from panelwright_tools.painting.picture import Picture
from panelwright_tools.versions import code_version

SOURCES: Final = ("domain", "grounding", "language", "loading", "painting")
"""The folders that decide what is found."""
_USE: Final = "--grounder groundingdino"
_KIND: Final = "GroundingDINO"


@dataclass(frozen=True)
class GroundingDino:
    """Finds phrases with a model that is loaded when it is first asked, once a process.

    Liu et al., "Grounding DINO: Marrying DINO with Grounded Pre-Training for Open-Set Object
    Detection", ECCV 2024.
    """

    model: str = "IDEA-Research/grounding-dino-tiny"
    """A folder as `save_pretrained` writes it, or a name on the hub."""
    device: str | None = None
    """Where it runs: cpu, cuda, mps; None: the best that there is."""

    @property
    def id(self) -> str:
        """Name, version of the code, and digest of the weights."""
        version = model_version(model_folder(self.model))
        return f"groundingdino/{code_version(*SOURCES)}:{version}"

    def examine(self) -> None:
        """Raises UserError when the model or the device isn't there, or it is for something else;
        nothing is loaded."""
        examine(self.model, self.device, _USE)

    @property
    def side_by_side(self) -> int | None:
        """One process loads the model, and is asked in turn."""
        return 1

    @property
    def locates(self) -> bool:
        """It is a detector."""
        return True

    @property
    def needs_subjects(self) -> bool:
        """It looks at pixels."""
        return False

    def price(self, brief: Brief) -> Cost:
        """Nothing: it runs on this machine."""
        return FREE

    def ground(self, picture: Picture, brief: Brief, phrases: Sequence[str]) -> list[Detection]:
        """Everything found of the brief's regions and of further phrases, in one pass for all of
        them as far as they fit.

        Raises UserError when the model can't be loaded, ToolError when it failed.
        """
        detector = _detector(model_folder(self.model), device(self.device).name)
        return detected(detector, picture.image, brief, phrases)


@dataclass(frozen=True, eq=False)
class _Loaded:
    """A detector in memory."""

    model: Any
    tokenizer: Any
    images: Any
    device: str

    @property
    def marks(self) -> Marks:
        return marks_of(self.tokenizer)

    @property
    def most_tokens(self) -> int:
        return int(self.model.config.max_text_len)

    def tokens(self, text: str) -> list[Token]:
        return tokens_of(self.tokenizer, text)

    def detect(
        self, image: Image.Image, text: TokenPass
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        import torch

        ids = torch.tensor([text.ids])
        read = {
            "input_ids": ids,
            "token_type_ids": torch.zeros_like(ids),
            "attention_mask": torch.ones_like(ids),
        }
        with running(_KIND), torch.inference_mode():
            seen = self.images(images=image, return_tensors="pt")
            given = {name: value.to(self.device) for name, value in {**read, **seen}.items()}
            out = self.model(**given)
            logits, boxes = out.logits[0].float().cpu(), out.pred_boxes[0].float().cpu()
        return logits.numpy()[:, : len(text.ids)], boxes.numpy()


def marks_of(tokenizer: Any) -> Marks:
    """The ids of [CLS], the full stop and [SEP]."""
    begin, stop, end = tokenizer.convert_tokens_to_ids(
        [tokenizer.cls_token, ".", tokenizer.sep_token]
    )
    return Marks(begin, stop, end)


def tokens_of(tokenizer: Any, text: str) -> list[Token]:
    """The tokens of a text, each known as a word or not."""
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    names = tokenizer.convert_ids_to_tokens(ids)
    return [
        Token(number, any(letter.isalnum() for letter in name))
        for number, name in zip(ids, names, strict=True)
    ]


@lru_cache(maxsize=1)
def _detector(path: Path, device: str) -> _Loaded:
    with opening(path, _KIND):
        from transformers import (
            AutoImageProcessor,
            AutoTokenizer,
            GroundingDinoForObjectDetection,
        )

        model = whole_model(GroundingDinoForObjectDetection, path).to(device)
        tokenizer = AutoTokenizer.from_pretrained(str(path), local_files_only=True)
        images = AutoImageProcessor.from_pretrained(str(path), local_files_only=True)
    return _Loaded(model, tokenizer, images, device)
