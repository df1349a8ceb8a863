"""Of which family weights are, told from the names of classes and tensors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from panelwright_tools.painting.diffusion.tables import table
from panelwright_tools.painting.diffusion.tensors import Tensor


@dataclass(frozen=True)
class Making:
    """How diffusers builds the models of a family."""

    family: str
    """As in families.toml."""
    pipelines: Sequence[str]
    denoiser: str
    """The class of the network that samples."""
    part: str
    """The part of the pipeline that it is: `unet` or `transformer`."""
    homes: Sequence[str]
    """Hub ids of models whose other parts go with a denoiser alone."""


@dataclass(frozen=True)
class Told:
    """What the tensors of a single file tell."""

    family: str | None
    """None: they are of no family."""
    why: str = ""
    """What the file is, if it is known and no model that paints."""
    whole: bool = False
    """Whether the autoencoder or the text encoders are in it as well."""
    channels: int | None = None
    """That go into the denoiser; None: the family's file doesn't tell."""
    guided: bool | None = None
    """Whether guidance is distilled into it; None: the family's file doesn't tell."""


@cache
def makings() -> Mapping[str, Making]:
    """The families, by name."""
    return {name: Making(name, **row) for name, row in table("recognition")["families"].items()}


def making_of(class_name: str) -> Making | None:
    """The family of a pipeline's or a denoiser's class; SD 1.5 and SDXL share the latter."""
    for making in makings().values():
        if class_name in making.pipelines or class_name == making.denoiser:
            return making
    return None


def told(tensors: Mapping[str, Tensor]) -> Told:
    """What the tensors of a single file tell of it."""
    files = table("recognition")["files"]
    names = {name.removeprefix(files["stripped"]): tensor for name, tensor in tensors.items()}
    for rule in table("recognition")["rules"]:
        if not _holds(rule, names):
            continue
        if "refused" in rule:
            return Told(None, rule["refused"])
        whole = any(name.startswith(tuple(files["whole"])) for name in tensors)
        guided = any(name in names for name in rule["guided"]) if "guided" in rule else None
        return Told(rule["family"], "", whole, _channels(rule, names), guided)
    return Told(None)


def _holds(rule: Mapping[str, Any], names: Mapping[str, Tensor]) -> bool:
    if "ends" in rule:
        return any(name.endswith(tuple(rule["ends"])) for name in names)
    there = all(name in names for name in rule.get("all", ()))
    there &= any(name in names for name in rule.get("any", names))
    return there and not any(name in names for name in rule.get("none", ()))


def _channels(rule: Mapping[str, Any], names: Mapping[str, Tensor]) -> int | None:
    for name in rule.get("input", ()):
        if name in names and len(names[name].shape) > 1:
            return names[name].shape[1]
    return None
