"""The build of a four-legged body: proportions from species.toml."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from panelwright_tools.painting.storyboard.creatures.species import species_row
from panelwright_tools.painting.storyboard.creatures.tables import frozen


@dataclass(frozen=True)
class Build:
    """Proportions in one unit of their own; the drawing is scaled to height 1 at the end."""

    legs: float = 0.39
    """From the middle of the shoulder to the ground."""
    length: float = 0.50
    """From hip to shoulder."""
    depth: float = 0.34
    shape: tuple[float, float, float] = (0.48, 0.43, 0.52)
    """Half-widths of rump, waist and chest, in depths."""
    sag: float = 0.02
    neck: float = 0.08
    neck_angle: float = 38.0
    """Degrees that the neck leans forward."""
    neck_width: tuple[float, float] = (0.15, 0.11)
    head: float = 0.265
    """Half the width of the skull."""
    leg: tuple[float, float] = (0.085, 0.052)
    """Half-widths at the shoulder and above the foot."""
    thigh: float = 1.45
    """How much thicker a hind leg begins."""
    foot: str = "paw"
    """paw or hoof."""
    tail: str = "long"
    tail_size: float = 1.0
    belly: bool = False
    """Belly and chest have the light colour."""
    socks: str | None = None
    """Colour of the feet."""
    mane: str | None = None
    """crest (zebra), long (horse)."""
    fleece: bool = False
    humps: bool = False
    quills: bool = False
    wings: str = "none"
    """A kind of wings.toml."""
    wing_size: float = 1.0
    pattern: str | None = None
    """stripes, spots, patches, saddle."""


@cache
def build_of(species: str) -> Build:
    """The build of a species."""
    row: dict[str, Any] = species_row(species).get("body", {})
    return Build(**frozen(row))
