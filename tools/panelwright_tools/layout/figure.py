"""What a region is for the solver: its size, where it belongs, what it can carry."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from panelwright_tools.domain import Box, Character, Panel, Pose, Region
from panelwright_tools.domain.appearance import varied
from panelwright_tools.layout.sizes import (
    Size,
    drawn,
    is_beast,
    is_living,
    known_noun,
    posed,
    size_of,
    size_of_character,
)
from panelwright_tools.layout.tables import has_trait

LYING = frozenset({Pose.LIE, Pose.SLEEP})
_TUMBLING = frozenset({Pose.FALL, Pose.FLY})
_TUMBLE = math.radians(22.0)
"""How far a thing in the air is turned."""
BACKDROP_HEIGHT = 1.2
"""In the units of a grown person: from here on a thing may stand behind people like a backdrop."""


class Medium(StrEnum):
    """What holds a subject up when no relation says so."""

    GROUND = "ground"
    AIR = "air"
    SKY = "sky"
    WALL = "wall"
    WATER = "water"
    CORD = "cord"
    """On a cord from above."""


_CORDS = ("rope", "chain", "cord", "string", "crane")
_ABOVE = (*_CORDS, "ceiling", "beam", "rafter", "branch", "bough", "twig", "roof")
HUNG_FROM = {
    **dict.fromkeys(("wall", "hook", "nail", "peg", "bracket"), Medium.WALL),
    **dict.fromkeys(_ABOVE, Medium.CORD),
}
"""Where a thing is that hangs from a part of its place."""


@dataclass(frozen=True)
class Figure:
    """A region with its size in the units of a grown person (height 1)."""

    id: str
    noun: str
    height: float
    """Height in this pose; a grown person standing is 1."""
    ratio: float
    """Width for a height of 1."""
    standing: float
    """Height when standing: what a bust is cut from."""
    living: bool
    medium: Medium
    depth: float
    key: bool
    pose: Pose | None = None
    fixed: Box | None = None
    """In fractions of the panel, when it was set by hand."""
    across: str = ""
    """left, right or centre when the text puts it there; empty: anywhere."""
    along: str = ""
    """top, bottom or middle when the text puts it there; empty: anywhere."""
    size: float = 0.0
    """Height before any scaling, where it is known: a thing's own size beside people."""
    spot: str = ""
    """The part of the place that it is on or at; empty: none."""
    beast: bool = False
    """An animal, whose size is its own: it is not seen from as near as a person is."""
    cut: bool = False
    """The frame cuts it: its lower edge is the frame's."""
    kin: str = ""
    """What those are called that it is one of: many of a kind stand as a throng."""

    @property
    def width(self) -> float:
        """Width in the units of height."""
        return self.height * self.ratio

    def scaled(self, factor: float) -> "Figure":
        """The same figure drawn larger or smaller."""
        return replace(self, height=self.height * factor, standing=self.standing * factor)


def figure_of(region: Region, character: Character | None) -> Figure:
    """Measure one region."""
    noun = (known_noun(region.noun) or region.noun).lower()
    standing = _size_of_region(region, character)
    living = is_living(region.noun, character)
    height_m, ratio = posed(standing, region.pose if living else None)
    if not living and region.pose in _TUMBLING:
        height_m, ratio = _tumbled(height_m, ratio)
    hung = None if living else HUNG_FROM.get(region.spot.lower())
    return Figure(
        id=region.id,
        noun=noun,
        height=drawn(standing[0], living) * height_m / standing[0],
        ratio=ratio,
        standing=drawn(standing[0], living),
        living=living,
        size=drawn(standing[0], living),
        medium=hung or _medium(noun, region.pose, living),
        depth=region.depth,
        key=region.key,
        pose=region.pose,
        fixed=region.box,
        spot="" if hung else region.spot.lower(),
        beast=is_beast(region.noun, character),
        kin=region.subject or noun,
    )


def _tumbled(height: float, ratio: float) -> Size:
    """The bounds of a thing that is turned in the air."""
    across = ratio * math.cos(_TUMBLE) + math.sin(_TUMBLE)
    up = ratio * math.sin(_TUMBLE) + math.cos(_TUMBLE)
    return height * up, across / up


def _size_of_region(region: Region, character: Character | None) -> Size:
    if character is not None:
        return size_of_character(region.noun, character)
    height, width = size_of(region.noun)
    return height * region.size, width


def figure_of_noun(noun: str, category: str) -> Figure:
    """Measure a thing of which only the noun and its category are known."""
    entry = (known_noun(noun) or noun).lower()
    height_m, ratio = size_of(noun, category)
    living = is_living(noun, None) or category in ("person", "being", "animal", "robot")
    height = drawn(height_m, living)
    return Figure(
        id=entry,
        noun=entry,
        height=height,
        ratio=ratio,
        standing=height,
        living=living,
        medium=_medium(entry, None, living),
        depth=0.5,
        key=True,
    )


def in_flight(figure: Figure) -> bool:
    """A thing that falls or flies through the air."""
    return not figure.living and figure.pose in _TUMBLING


def figures_of(panel: Panel, cast: Mapping[str, Character]) -> dict[str, Figure]:
    """Measure every region of a panel, in its order."""
    return {region.id: figure_of(region, _as_seen(region, cast)) for region in panel.regions}


def _as_seen(region: Region, cast: Mapping[str, Character]) -> Character | None:
    """The character of a region as it is in this panel: a frog, or the prince that it became."""
    character = cast.get(region.subject) if region.subject else None
    return character and varied(character, region.variation)


def hangs_up(region: Region) -> bool:
    """Whether a thing hangs from a part of its place: a hook, the ceiling, a branch."""
    return region.subject is None and region.spot.lower() in HUNG_FROM


def _medium(noun: str, pose: Pose | None, living: bool) -> Medium:
    if pose is Pose.FLY or (pose is Pose.FALL and not living):
        return Medium.AIR
    if pose is Pose.SWIM:
        return Medium.WATER
    for name in ("sky", "air", "walls", "water"):
        if has_trait(noun, name):
            grounded = name == "air" and pose is not None
            return Medium.GROUND if grounded else _MEDIUM_OF_LIST[name]
    return Medium.GROUND


_MEDIUM_OF_LIST = {
    "sky": Medium.SKY,
    "air": Medium.AIR,
    "walls": Medium.WALL,
    "water": Medium.WATER,
}
