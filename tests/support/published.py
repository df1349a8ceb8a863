"""Published models without their numbers: the real names, shapes and sizes of all their tensors.

The networks of published.toml are built from their configurations on PyTorch's fake tensors, and
written as sparse files: a model of 30 GB takes a few kilobytes of disk.
"""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import diffusers
import torch
import transformers
from torch._subclasses.fake_tensor import FakeTensorMode

TABLE: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_KINDS: Final = {"unet": "denoisers", "transformer": "denoisers", "vae": "autoencoders"}


def network(kind: str, name: str) -> Any:
    """A network in 16 bits; to be called within FakeTensorMode."""
    row = TABLE[kind][name]
    torch.set_default_dtype(torch.bfloat16)
    try:
        if "config_class" in row:
            config = getattr(transformers, row["config_class"])(**row["config"])
            return getattr(transformers, row["class"])(config).eval()
        return getattr(diffusers, row["class"])(**row["config"]).eval()
    finally:
        torch.set_default_dtype(torch.float32)


def write_published(name: str, folder: Path) -> Path:
    """Write a model in diffusers' layout, its weights as holes of the right size."""
    row = TABLE["models"][name]
    index: dict[str, object] = {"_class_name": row["pipeline"]}
    for part, of in row["parts"].items():
        kind = _KINDS.get(part, "encoders")
        library = "transformers" if kind == "encoders" else "diffusers"
        index[part] = [library, TABLE[kind][of]["class"]]
        shapes, config = _shapes(kind, of)
        home = folder / part
        home.mkdir(parents=True)
        (home / "config.json").write_text(json.dumps(config))
        write_hollow(home / "model.safetensors", shapes)
    (folder / "model_index.json").write_text(json.dumps(index))
    return folder


def write_hollow(path: Path, shapes: Mapping[str, tuple[int, ...]]) -> None:
    """Write a safetensors file of 16-bit tensors that takes no room on the disk."""
    header, end = {}, 0
    for name, shape in shapes.items():
        begin, end = end, end + 2 * torch.Size(shape).numel()
        header[name] = {"dtype": "BF16", "shape": shape, "data_offsets": [begin, end]}
    raw = json.dumps(header).encode()
    with path.open("wb") as file:
        file.write(len(raw).to_bytes(8, "little") + raw)
        file.truncate(8 + len(raw) + end)


@cache
def _shapes(kind: str, name: str) -> tuple[Mapping[str, tuple[int, ...]], Mapping[str, Any]]:
    with FakeTensorMode():
        built = network(kind, name)
        shapes = {n: tuple(p.shape) for n, p in built.named_parameters()}
        return shapes, json.loads(built.config.to_json_string() if kind == "encoders"
                                  else json.dumps(dict(built.config), default=list))  # fmt: skip
