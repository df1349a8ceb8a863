"""A tiny GroundingDINO as its authors publish it, and the same weights as transformers has them.

Needs groundingdino-py, whose modules hard-code that the model is 256 wide.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import torch
from transformers import (
    BertModel,
    BertTokenizer,
    GroundingDinoConfig,
    GroundingDinoForObjectDetection,
    GroundingDinoImageProcessorPil,
    GroundingDinoProcessor,
    SwinConfig,
)

from panelwright_tools.grounding.original_parts import built
from panelwright_tools.grounding.tables import table
from tiny_models.detectors import bert_config, bert_vocabulary

SIZE: Final = {"shortest_edge": 64, "longest_edge": 96}
_SWIN: Final[dict[str, Any]] = {
    "embed_dim": 12, "depths": [1, 1, 2, 1], "num_heads": [2, 2, 2, 2], "window_size": 7,
}  # fmt: skip
_PACKAGE: Final = "groundingdino.models.GroundingDINO.backbone"
_SMALL: Final = {
    "enc_layers": 2, "dec_layers": 2, "dim_feedforward": 32, "nheads": 4, "num_queries": 20,
}  # fmt: skip


@contextmanager
def small() -> Iterator[None]:
    """Let the checkpoint of twelve channels be one of those that are known."""
    known = table("original")
    before = {name: dict(known[name]) for name in ("configuration", "backbones", "size")}
    known["configuration"].update(_SMALL)
    known["backbones"]["12"] = "swin_T_224_1k"
    known["size"].update(SIZE)
    _model()  # which imports the package
    backbone, swin = (
        sys.modules[f"{_PACKAGE}.{name}"] for name in ("backbone", "swin_transformer")
    )
    usual = vars(backbone)["build_swin_transformer"]
    vars(backbone)["build_swin_transformer"] = lambda name, **rest: vars(swin)["SwinTransformer"](
        **_SWIN, **rest
    )
    try:
        yield
    finally:
        vars(backbone)["build_swin_transformer"] = usual
        known.update(before)


def _model() -> Any:
    known = table("original")
    configuration = {
        **known["configuration"], "backbone": "swin_T_224_1k", "backbone_freeze_keywords": None,
    }  # fmt: skip
    return built(configuration, BertModel(bert_config()), _tokenizer())


def _tokenizer() -> BertTokenizer:
    return BertTokenizer(vocab=bert_vocabulary(), model_max_length=512)


def write_tiny_original(folder: Path, seed: int = 0) -> tuple[Path, Path]:
    """A checkpoint and the folder of its text encoder; inside `small`."""
    torch.manual_seed(seed)
    model = _model()
    for parameter in model.parameters():  # the authors begin with zeros where boxes are told
        if not parameter.any():
            torch.nn.init.normal_(parameter, std=0.3)
    encoder, path = folder / "bert", folder / "groundingdino_tiny.pth"
    bert_config().save_pretrained(encoder)
    _tokenizer().save_pretrained(encoder)
    torch.save({"model": {f"module.{n}": t for n, t in model.state_dict().items()}}, path)
    return path, encoder


def write_converted(checkpoint: Path, folder: Path) -> Path:
    """The same weights as a folder of transformers."""
    swin = SwinConfig(
        image_size=224, **_SWIN, out_features=["stage2", "stage3", "stage4"],
        out_indices=[2, 3, 4],
    )  # fmt: skip
    config = GroundingDinoConfig(
        backbone_config=swin, text_config=bert_config(), use_timm_backbone=False, d_model=256,
        encoder_layers=2, decoder_layers=2, encoder_ffn_dim=32, decoder_ffn_dim=32,
        encoder_attention_heads=4, decoder_attention_heads=4, num_queries=20,
    )  # fmt: skip
    model = GroundingDinoForObjectDetection(config).eval()
    state = torch.load(checkpoint, weights_only=True)["model"]
    renamed = dict(pair for name, tensor in state.items() for pair in _renamed(name, tensor))
    told = model.load_state_dict(renamed, strict=False)
    of_no_use = ("swin.layernorm", "pooler")
    others = [*told.missing_keys, *told.unexpected_keys]
    assert all(any(one in name for one in of_no_use) for name in others), others
    model.save_pretrained(folder)
    images = GroundingDinoImageProcessorPil(size=SIZE)
    GroundingDinoProcessor(image_processor=images, tokenizer=_tokenizer()).save_pretrained(folder)
    return folder


def _renamed(name: str, tensor: torch.Tensor) -> Iterator[tuple[str, torch.Tensor]]:
    name = name.removeprefix("module.")
    if "relative_position_index" in name:
        return
    rows = tomllib.loads((Path(__file__).parent / "original_names.toml").read_text("utf-8"))
    pattern, new = next(row for row in rows["names"] if re.fullmatch(row[0], name))
    new = re.sub(pattern, new, name)
    new = re.sub(r"<\+1:(\d)>", lambda found: str(int(found.group(1)) + 1), new)
    parts = re.search(r"<([\w,]+)>", new)
    if parts is None:
        yield new, tensor
        return
    for part, piece in zip(parts.group(1).split(","), tensor.chunk(3), strict=True):
        yield new.replace(parts.group(), part), piece.clone()
