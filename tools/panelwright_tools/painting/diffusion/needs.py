"""How much memory a model needs, told from the headers of its files and the size of a picture."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from panelwright_tools.painting.diffusion.demand import Beside, Demand
from panelwright_tools.painting.diffusion.device import BYTES, Numbers
from panelwright_tools.painting.diffusion.fit import Offload
from panelwright_tools.painting.diffusion.model_folder import CONFIG, layout, read_json
from panelwright_tools.painting.diffusion.tables import table
from panelwright_tools.painting.diffusion.tensors import Tensor
from panelwright_tools.painting.diffusion.weights import Weights

_PLAIN: Final = frozenset({"F64", "F32", "F16", "BF16", "F8_E4M3", "F8_E5M2"})
"""How numbers are written that become those of the device; others stay as they are."""
_BLOCK: Final = re.compile(r"^.*?\.\d+\.")
"""A tensor's name up to the number of its block."""
_AUTOENCODER: Final = "vae"
_NOTHING: Final = Beside()
_BLOCKS_AT_ONCE: Final = 2
"""One at work, and the next on its way."""


@dataclass(frozen=True)
class Part:
    """The weights of one part of a pipeline, in bytes."""

    whole: int
    block: int
    """Of its largest block; blocks come and go when groups are offloaded."""
    rest: int
    """Of what is in no block."""
    layer: int
    """Of its largest tensor."""


@dataclass(frozen=True)
class Needs:
    """What painting one picture takes, in bytes."""

    parts: Mapping[str, Part]
    denoiser: str
    """The name of the part that samples."""
    parameters: int
    """Numbers in the denoiser's weights."""
    denoise: int
    """Of what the denoiser calculates."""
    decode: int
    """Of what the autoencoder calculates, at once."""
    decode_tiled: int
    """The same in tiles."""
    beside: int = 0
    """Of what lies on the device all the time beside the parts: LoRAs, and image encoders where the
    device's memory is the computer's."""

    @property
    def weights(self) -> int:
        """Of all parts."""
        return sum(part.whole for part in self.parts.values())

    def on_device(self, offload: Offload, *, tiled: bool) -> int:
        """The most that lies on the device at once."""
        decode = self.decode_tiled if tiled else self.decode
        there = {name: self._there(name, offload) for name in self.parts}
        if offload == "none":
            used = sum(there.values()) + self._padded(max(self.denoise, decode))
        else:
            stays = [name for name in self.parts if self._stays(name, offload)]
            used = max(
                sum(there[other] for other in {name, *stays})
                + self._padded(self._work(name, decode))
                for name in self.parts
            )
        return used + self.beside + int(table("memory")["spare"]["bytes"])

    def quantised(self, bits: float) -> "Needs":
        """The same with the denoiser's weights in so many bits each."""
        old = self.parts[self.denoiser]
        whole = int(self.parameters * bits / 8)
        share = whole / max(1, old.whole)
        part = Part(whole, int(old.block * share), int(old.rest * share), old.layer)
        return replace(self, parts={**self.parts, self.denoiser: part})

    def _stays(self, name: str, offload: Offload) -> bool:
        """Whether a part is on the device while others are at work."""
        if name == self.denoiser:
            return offload == "encoders"
        return name == _AUTOENCODER and offload != "model"

    def _there(self, name: str, offload: Offload) -> int:
        part = self.parts[name]
        if offload in ("none", "model") or self._stays(name, offload):
            return part.whole
        if offload == "sequential":
            return min(part.whole, _BLOCKS_AT_ONCE * part.layer)
        return min(part.whole, part.rest + _BLOCKS_AT_ONCE * part.block)

    def _work(self, name: str, decode: int) -> int:
        if name == self.denoiser:
            return self.denoise
        if name == _AUTOENCODER:
            return decode
        return min(self.parts[name].whole, int(table("memory")["spare"]["encode"]))

    @staticmethod
    def _padded(size: int) -> int:
        return int(size * (1 + table("memory")["spare"]["share"]))


def needs(
    weights: Weights,
    demand: Demand,
    numbers: Numbers,
    beside: Beside = _NOTHING,
    *,
    shared: bool = False,
) -> Needs:
    """What painting such pictures takes in these numbers.

    `shared` says that the device's memory is the computer's own. Pictures that the network looks
    at count as its own pixels do.
    """
    memory, family = table("memory"), weights.family
    folder, denoiser = weights.layout_folder, weights.making.part
    each, pixels = BYTES[numbers] // 2, demand.pixels
    width = _width(read_json(folder / denoiser / CONFIG))
    coder = read_json(folder / _AUTOENCODER / CONFIG)
    single = _decodes_in_single(family, numbers, coder)
    decode = memory["decode"].get(family, memory["decode"]["default"]) * _width(coder)
    decode *= 2 if single else each
    tile = min(pixels, memory["decode_tiles"]["side"] ** 2)
    tensors = weights.tensors
    parts = {name: _part(tensors, numbers) for name, tensors in by_parts(weights).items()}
    if single:
        parts[_AUTOENCODER] = _part(by_parts(weights).get(_AUTOENCODER, {}), "float32")
    adapter = beside.adapter * BYTES[numbers]
    if adapter:
        unet = parts[denoiser]
        parts[denoiser] = replace(unet, whole=unet.whole + adapter, rest=unet.rest + adapter)
    return Needs(
        parts=parts,
        denoiser=denoiser,
        parameters=sum(t.numbers for t in tensors.get(denoiser, {}).values()),
        denoise=int(memory["denoise"][family] * width * each * (pixels + demand.looked_at))
        + _unpacked(tensors.get(denoiser, {}), numbers),
        decode=int(decode * pixels),
        decode_tiled=int(decode * tile) + 3 * BYTES[numbers] * pixels,
        beside=demand.loras * each + (beside.encoders if shared else 0),
    )


def _decodes_in_single(family: str, numbers: Numbers, config: Mapping[str, Any]) -> bool:
    """Whether diffusers brings the autoencoder to 32 bits, since it overflows in float16."""
    return family == "sdxl" and numbers == "float16" and bool(config.get("force_upcast", True))


def by_parts(weights: Weights) -> Mapping[str, Mapping[str, Tensor]]:
    """The tensors of every part; those of a whole pipeline's file are told apart by their names."""
    if not (weights.kind != "folder" and weights.whole):
        return weights.tensors
    parts: dict[str, dict[str, Tensor]] = defaultdict(dict)
    encoder = next((p for p in layout(weights.layout_folder).parts if "text_encoder" in p), "text")
    for name, tensor in weights.tensors[weights.making.part].items():
        if name.startswith("model.diffusion_model."):
            parts[weights.making.part][name] = tensor
        elif name.startswith(("first_stage_model.", "vae.")):
            parts[_AUTOENCODER][name] = tensor
        else:
            parts[encoder][name] = tensor
    return parts


def _part(tensors: Mapping[str, Tensor], numbers: Numbers) -> Part:
    blocks: dict[str, int] = defaultdict(int)
    for name, tensor in tensors.items():
        found = _BLOCK.match(name)
        blocks[found[0] if found else ""] += _bytes(tensor, numbers)
    rest = blocks.pop("", 0)
    return Part(
        whole=rest + sum(blocks.values()),
        block=max(blocks.values(), default=0),
        rest=rest,
        layer=max((_bytes(tensor, numbers) for tensor in tensors.values()), default=0),
    )


def _unpacked(tensors: Mapping[str, Tensor], numbers: Numbers) -> int:
    """Of the largest quantised tensor when it is unpacked, in 32 bits and then in these."""
    most = max((t.numbers for t in tensors.values() if t.kind not in _PLAIN), default=0)
    return most * (4 + BYTES[numbers])


def _bytes(tensor: Tensor, numbers: Numbers) -> int:
    return tensor.numbers * BYTES[numbers] if tensor.kind in _PLAIN else tensor.bytes


def _width(config: Mapping[str, Any]) -> int:
    """The width of a network's front, by its configuration."""
    heads = config.get("num_attention_heads")
    if isinstance(heads, int) and isinstance(config.get("attention_head_dim"), int):
        return heads * int(config["attention_head_dim"])
    blocks = config.get("block_out_channels") or [config.get("dim") or config.get("base_dim") or 1]
    return int(blocks[0])
