"""The families of data/families.toml: which checkpoints there are, and who samples them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import cast

from panelwright_tools.domain import Quality
from panelwright_tools.painting.diffusion.family import Family
from panelwright_tools.painting.diffusion.tables import table


@dataclass(frozen=True)
class Preset:
    """How a kind of checkpoint samples at one quality, unless the user says otherwise."""

    steps: int
    guidance: float
    """What the pipeline's guidance scale means for this kind; 0 or 1 where none acts."""


@dataclass(frozen=True)
class Kind:
    """One kind of checkpoint of a family, such as FLUX.1 schnell."""

    family: str
    """The family's table in families.toml: `flux1`."""
    name: str
    """The kind's table within the family's: `schnell`."""
    title: str
    """As people call it: `FLUX.1 schnell`."""
    pipeline: str
    """The class of diffusers that loads it."""
    grain: int
    """Width and height must be multiples of this many pixels."""
    native: int
    """Pixels along the side of the square that it was trained on."""
    sequence_length: int
    """Most tokens of a text that it takes, by the text encoder that takes most."""
    presets: Mapping[Quality, Preset]
    looks: bool = False
    """Whether it looks at pictures of characters, as it is."""
    shares: bool = False
    """Whether its self-attention can be shared with pictures of characters."""


@cache
def kinds() -> Mapping[tuple[str, str], Kind]:
    """Every kind of checkpoint, by family and kind."""
    return {
        (family, name): _kind(family, name, {**facts, **row})
        for family, facts in table("families").items()
        for name, row in facts["kinds"].items()
    }


@cache
def family_named(name: str) -> Family:
    """The adapter of a family; importing it loads no torch. Raises KeyError for an unknown name."""
    module, _, attribute = table("families")[name]["adapter"].partition(":")
    return cast(Family, getattr(import_module(module), attribute)())


def kind_of(family: Family, pipeline: object) -> Kind:
    """The facts of the kind of checkpoint that a loaded pipeline is."""
    return kinds()[family.name, family.kind(pipeline)]


def _kind(family: str, name: str, row: Mapping[str, object]) -> Kind:
    presets = cast(Mapping[Quality, Mapping[str, float]], row["presets"])
    return Kind(
        family=family,
        name=name,
        title=str(row["title"]),
        pipeline=str(row["pipeline"]),
        grain=cast(int, row["grain"]),
        native=cast(int, row["native"]),
        sequence_length=cast(int, row["sequence_length"]),
        presets={
            quality: Preset(int(preset["steps"]), float(preset["guidance"]))
            for quality, preset in presets.items()
        },
        looks=bool(row.get("looks", False)),
        shares=bool(row.get("shares", False)),
    )
