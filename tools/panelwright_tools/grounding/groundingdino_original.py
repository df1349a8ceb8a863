"""Grounding by the authors' own GroundingDINO: their checkpoints, by groundingdino-py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from panelwright_tools.domain import FREE, Brief, Cost, Detection, UserError
from panelwright_tools.grounding.detecting import detected
from panelwright_tools.grounding.groundingdino import marks_of, tokens_of
from panelwright_tools.grounding.tables import table
from panelwright_tools.grounding.token_passes import Marks, Token, TokenPass
from panelwright_tools.loading.folders import model_folder
from panelwright_tools.loading.opening import opening
from panelwright_tools.loading.running import running
from panelwright_tools.painting.diffusion.device import device
from panelwright_tools.painting.diffusion.fingerprint import fingerprint
from panelwright_tools.painting.picture import Picture
from panelwright_tools.versions import code_version

SOURCES: Final = ("domain", "grounding", "language", "loading", "painting")
"""The folders that decide what is found."""
_KIND: Final = "a checkpoint of GroundingDINO"
_PATCHES: Final = "backbone.0.patch_embed.proj.weight"
"""The first layer, whose width tells which of the checkpoints it is."""


@dataclass(frozen=True)
class GroundingDinoOriginal:
    """The same detector as transformers has, as its authors published it.

    A `.pth` file is read as weights alone: what else a pickle may do is refused.
    """

    model: str
    """The file of a checkpoint: groundingdino_swint_ogc.pth, or safetensors of the same."""
    text_encoder: str = "google-bert/bert-base-uncased"
    """Folder or hub id of the BERT whose tokenizer and configuration it was trained with; its
    weights are in the checkpoint."""
    device: str | None = None
    """Where it runs: cpu, cuda, mps; None: the best that there is."""

    @property
    def id(self) -> str:
        """Name, version of the code, and digest of the weights."""
        path = _checkpoint(self.model)
        version = fingerprint([("checkpoint", path)])
        return f"groundingdino-original/{code_version(*SOURCES)}:{version}"

    def examine(self) -> None:
        """Raises UserError when the model or the device isn't there; nothing is loaded."""
        _ = _checkpoint(self.model), model_folder(self.text_encoder)
        if self.device is not None:
            device(self.device)

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
        """Everything found of the brief's regions and of further phrases.

        Raises UserError when the model can't be loaded, ToolError when it failed.
        """
        encoder, where = model_folder(self.text_encoder), device(self.device).name
        return detected(_detector(_checkpoint(self.model), encoder, where), picture.image, brief,
                        phrases)  # fmt: skip


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
        return int(self.model.max_text_len)

    def tokens(self, text: str) -> list[Token]:
        return tokens_of(self.tokenizer, text)

    def detect(
        self, image: Image.Image, text: TokenPass
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        import torch

        from panelwright_tools.grounding.original_parts import quietly

        with running(_KIND), torch.inference_mode(), quietly():
            seen = self.images(images=image, return_tensors="pt")["pixel_values"].to(self.device)
            self.model.tokenizer = _told(text.ids)
            out = self.model(seen, captions=[""])
            logits, boxes = out["pred_logits"][0].float(), out["pred_boxes"][0].float()
        return logits.cpu().numpy()[:, : len(text.ids)], boxes.cpu().numpy()


def _told(ids: Sequence[int]) -> Any:
    """In place of the model's tokenizer, which would read a caption: the tokens themselves."""
    import torch
    from transformers import BatchEncoding

    given = torch.tensor([ids])
    parts = {
        "input_ids": given,
        "token_type_ids": torch.zeros_like(given),
        "attention_mask": torch.ones_like(given),
    }
    return lambda captions, **options: BatchEncoding(dict(parts))


def _checkpoint(name: str) -> Path:
    """Raises UserError when there is no such file."""
    path = Path(name).expanduser()
    if not path.is_file():
        raise UserError(
            f"there is no file {name}; name the authors' checkpoint, such as "
            "groundingdino_swint_ogc.pth, or take the grounder groundingdino for a folder."
        )
    return path


@lru_cache(maxsize=1)
def _detector(path: Path, encoder: Path, where: str) -> _Loaded:
    with opening(path, _KIND):
        from transformers import (
            AutoTokenizer,
            BertConfig,
            BertModel,
            GroundingDinoImageProcessorPil,
        )

        from panelwright_tools.grounding.original_parts import built

        weights = _weights(path)
        tokenizer = AutoTokenizer.from_pretrained(str(encoder), local_files_only=True)
        bert = BertModel(BertConfig.from_pretrained(str(encoder), local_files_only=True))
        model = built(_configuration(path, weights), bert, tokenizer)
        _fill(model, weights, path)
        images = GroundingDinoImageProcessorPil(size=table("original")["size"])
    return _Loaded(model.to(where), tokenizer, images, where)


def _weights(path: Path) -> dict[str, Any]:
    """The tensors of a checkpoint by their names in the model."""
    if path.suffix == ".safetensors":
        from safetensors.torch import load_file

        state: Any = load_file(path)
    else:
        import torch

        state = torch.load(path, map_location="cpu", weights_only=True)
    state = state.get("model", state)
    return {name.removeprefix("module."): tensor for name, tensor in state.items()}


def _configuration(path: Path, weights: Mapping[str, Any]) -> dict[str, Any]:
    """Raises UserError when the weights are those of neither checkpoint."""
    known = table("original")
    patches = weights.get(_PATCHES)
    backbone = known["backbones"].get(str(patches.shape[0])) if patches is not None else None
    if backbone is None:
        raise UserError(f"{path} holds neither GroundingDINO-T nor GroundingDINO-B.")
    return {**known["configuration"], "backbone": backbone, "backbone_freeze_keywords": None}


def _fill(model: Any, weights: Mapping[str, Any], path: Path) -> None:
    """Give the model its weights. Raises UserError when some are missing."""
    lost = model.load_state_dict(weights, strict=False).missing_keys
    parameters = {name for name, _ in model.named_parameters(remove_duplicate=False)}
    missing = sorted(parameters.intersection(lost))
    if missing:
        raise UserError(
            f"{path} lacks {len(missing)} of the model's weights, such as {missing[0]}."
        )
