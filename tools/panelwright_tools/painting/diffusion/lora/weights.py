"""A LoRA as a model's layers take it: read by diffusers' own conversion, checked layer by layer.

Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models" (ICLR 2022): a layer W x gets
W x + (alpha / r) B A x, where A brings x down to r numbers and B brings them up again.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from torch import Tensor, nn
from torch.nn import functional

from panelwright_tools.domain import PanelwrightError, ToolError, UserError
from panelwright_tools.domain.errors import first_line
from panelwright_tools.painting.diffusion.lora_file import check_lora, lora_digest
from panelwright_tools.painting.diffusion.memory_errors import ran_out_of_memory
from panelwright_tools.painting.diffusion.quiet import quiet
from panelwright_tools.painting.diffusion.tables import table

HELD: Final = "panelwright_loras"
"""The attribute of a pipeline that holds the LoRAs that were read for it, by their digests."""
_OLD_CLIP: Final = "text_model."
"""What the layers of CLIP were called by before transformers 5, and in most files."""


@dataclass(frozen=True, eq=False)
class LowRank:
    """The change of one layer."""

    down: Tensor
    """(r, in) or, of a convolution, (r, in, rows, columns)."""
    up: Tensor
    """(out, r) or (out, r, 1, 1)."""
    bias: Tensor | None
    """(out,)"""
    scale: float
    """alpha / r"""

    def on(self, like: Tensor) -> "LowRank":
        """The same, where and in the numbers in which another tensor is."""
        bias = None if self.bias is None else self.bias.to(like)
        return replace(self, down=self.down.to(like), up=self.up.to(like), bias=bias)

    def change(self, layer: nn.Module, x: Tensor) -> Tensor:
        """What is added to the layer's outcome for `x`."""
        if not isinstance(layer, nn.Conv2d):
            small = functional.linear(x, self.down)
            return functional.linear(small, self.up, self.bias) * self.scale
        small = functional.conv2d(
            x,
            self.down,
            None,
            layer.stride,
            layer.padding,
            layer.dilation,
        )
        return functional.conv2d(small, self.up, self.bias) * self.scale


@dataclass(frozen=True, eq=False)
class Lora:
    """All changes that a LoRA makes to a pipeline, in the computer's memory."""

    digest: str
    parts: Mapping[str, Mapping[str, LowRank]]
    """By the pipeline's component (`unet`, `text_encoder`) and the layer's name in it."""

    @property
    def numbers(self) -> int:
        """How many it holds."""
        changes = [one for part in self.parts.values() for one in part.values()]
        return sum(one.down.numel() + one.up.numel() for one in changes)


def lora_of(pipeline: Any, path: Path, digest: str) -> Lora:
    """A LoRA for a pipeline; read once.

    Raises UserError when its file is no LoRA or was made for another model, ToolError when it is
    not the one that goes by that digest.
    """
    kept: dict[str, Lora] = getattr(pipeline, HELD, {})
    if digest not in kept:
        check_lora(path)
        if lora_digest(path) != digest:
            raise ToolError(f"the LoRA {path} is damaged or was changed; give it again.")
        with _translated(path), quiet():
            kept[digest] = Lora(digest, _checked(pipeline, _read(pipeline, path), path))
        setattr(pipeline, HELD, kept)
    return kept[digest]


def _read(pipeline: Any, path: Path) -> dict[str, dict[str, LowRank]]:
    """Its changes by component and layer, as diffusers itself would load them."""
    tensors, alphas, told = _converted(pipeline, path)
    scales = {_place(name.removesuffix(".alpha"))[0]: float(a) for name, a in alphas.items()}
    layers: dict[str, dict[str, Tensor]] = {}
    for name, tensor in tensors.items():
        layer, what = _place(name)
        if not what:
            raise UserError(f"{path} holds {name}, which is no part of a LoRA that is taken.")
        layers.setdefault(layer, {})[what] = tensor
    found: dict[str, dict[str, LowRank]] = {}
    for layer, parts in layers.items():
        component, _, name = layer.partition(".")
        if not {"down", "up"} <= parts.keys():
            raise UserError(f"{path} is damaged: the change of {layer} lacks one of its halves.")
        rank = parts["down"].shape[0]
        scale = scales[layer] / rank if layer in scales else _scale(told, component, name, rank)
        found.setdefault(component, {})[name] = LowRank(
            parts["down"], parts["up"], parts.get("bias"), scale
        )
    return found


def _converted(pipeline: Any, path: Path) -> tuple[dict[str, Tensor], dict[str, Any], Any]:
    """Tensors by names in diffusers' manner, alphas by such names, and what PEFT wrote beside."""
    asked: dict[str, Any] = {"return_lora_metadata": True}
    if hasattr(pipeline, "unet"):
        asked["unet_config"] = pipeline.unet.config
    elif type(pipeline).__name__.startswith("Flux") and "2" not in type(pipeline).__name__:
        asked["return_alphas"] = True
    found = pipeline.lora_state_dict(
        str(path.parent),
        weight_name=path.name,
        local_files_only=True,
        use_safetensors=True,
        **asked,
    )
    return found[0], (found[1] or {}) if len(found) > 2 else {}, found[-1]


def _place(name: str) -> tuple[str, str]:
    """The component and layer that a tensor belongs to, and what it is of it; empty if unknown."""
    told, what = table("lora"), ""
    for ending, kind, instead in told["names"]:
        if name.endswith(ending):
            name, what = name.removesuffix(ending) + instead, kind
            break
    for old, new in told["called"]:
        name = name.replace(old, new)
    return name, what


def _scale(told: Any, component: str, layer: str, rank: int) -> float:
    """alpha / r of a layer, as PEFT's notes beside the tensors say; 1 without them."""
    facts = {
        key.removeprefix(f"{component}."): value
        for key, value in (told or {}).items()
        if key.startswith(f"{component}.")
    }
    alpha = facts.get("lora_alpha")
    for pattern, other in (facts.get("alpha_pattern") or {}).items():
        if layer == pattern.strip("^") or layer.endswith(f".{pattern}"):
            alpha = other
    if alpha is None:
        return 1.0
    return float(alpha) / (rank**0.5 if facts.get("use_rslora") else rank)


def _checked(
    pipeline: Any, found: Mapping[str, dict[str, LowRank]], path: Path
) -> dict[str, dict[str, LowRank]]:
    """The changes whose layers the pipeline has, all of them in the right shape."""
    parts: dict[str, dict[str, LowRank]] = {}
    for component, layers in found.items():
        model = getattr(pipeline, component, None)
        if model is None:
            raise _foreign(path, pipeline, f"it changes a {component}, which this one has not")
        parts[component] = {}
        for name, change in layers.items():
            if not hasattr(model, _OLD_CLIP[:-1]):
                name = name.removeprefix(_OLD_CLIP)
            parts[component][name] = _fitting(pipeline, model, name, change, path)
    if not any(parts.values()):
        raise UserError(f"{path} is no LoRA that is taken: it changes no layer.")
    return parts


def _fitting(pipeline: Any, model: Any, name: str, change: LowRank, path: Path) -> LowRank:
    """The change, flat where it was trained as a convolution of single pixels."""
    try:
        layer = model.get_submodule(name)
    except AttributeError:
        raise _foreign(path, pipeline, f"it changes {name}, which this one has not") from None
    convolves = isinstance(layer, nn.Conv2d)
    if not convolves and not hasattr(layer, "in_features"):
        raise _foreign(path, pipeline, f"{name} is a layer that no LoRA changes")
    if not convolves and change.down.dim() == 4 and change.down.shape[2:] == (1, 1):
        change = replace(change, down=change.down.flatten(1), up=change.up.flatten(1))
    wants = (layer.in_channels, layer.out_channels) if convolves else (
        layer.in_features, layer.out_features)  # fmt: skip
    has = change.down.shape[1], change.up.shape[0]
    kernel = tuple(layer.kernel_size) if convolves else ()
    if has != wants or change.down.shape[2:] != kernel or change.up.shape[1] != len(change.down):
        shapes = "{} to {}".format
        raise _foreign(
            path, pipeline, f"{name} takes {shapes(*wants)} numbers here, there {shapes(*has)}"
        )
    return change


def _foreign(path: Path, pipeline: Any, why: str) -> UserError:
    return UserError(f"the LoRA {path} was made for another model than this one: {why}.")


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except PanelwrightError:
        raise
    except Exception as error:
        if ran_out_of_memory(error):
            raise
        raise UserError(f"diffusers can't read the LoRA {path} ({first_line(error)}).") from error
