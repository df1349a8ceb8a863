"""The wardrobe: from the nouns of a story's clothes to the cuts that are drawn."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from panelwright_tools.domain.cast import Garment
from panelwright_tools.painting.storyboard.naming import colour_named
from panelwright_tools.painting.storyboard.people.tables import people_table


@dataclass(frozen=True)
class Cloth:
    """One garment as it is cut; the fields are explained in garments.toml."""

    name: str
    slot: str
    colour: str
    cut: str = ""
    sleeve: str = "long"
    wide: float = 1.0
    hem: float = 1.05
    flare: float = 1.05
    loose: float = 1.02
    waist: float = 1.0
    collar: str = "none"
    front: str = "none"
    legs: str = ""
    extra: tuple[str, ...] = ()
    pattern: str = "plain"
    """plain, stripes, checks or dots."""


@cache
def _nouns() -> dict[str, str]:
    rows = people_table("garments")
    nouns = {name.replace("_", " "): name for name in rows if name != "alias"}
    nouns.update(rows["alias"])
    return nouns


def noun_of(phrase: str) -> str | None:
    """The cut that a phrase such as `long red rain coat` leads to, None when none is known."""
    words = re.findall(r"[a-z'-]+", phrase.lower())
    nouns = _nouns()
    for length in (3, 2, 1):
        for start in range(len(words) - length, -1, -1):
            part = " ".join(words[start : start + length])
            for form in (part, part.removesuffix("s"), part + "s"):
                if form in nouns:
                    return nouns[form]
    return None


def cloth(name: str, colour: str, pattern: str = "plain") -> Cloth:
    """A garment by its name in garments.toml, in a colour `#rrggbb`."""
    row: dict[str, Any] = {k: v for k, v in people_table("garments")[name].items() if k != "colour"}
    row["extra"] = tuple(row.get("extra", ()))
    return Cloth(name=name, colour=colour, pattern=pattern, **row)


def worn(garment: Garment, fallback: str) -> Cloth | None:
    """How a garment of a story is drawn, None for a noun that no cut is known for."""
    name = noun_of(garment.name)
    if name is None:
        return None
    own = people_table("garments")[name].get("colour")
    said = colour_named(garment.colour) or colour_named(garment.name)
    return cloth(name, said or own or fallback, _pattern(f"{garment.colour or ''} {garment.name}"))


def _pattern(text: str) -> str:
    words = text.lower()
    if "strip" in words:
        return "stripes"
    if any(word in words for word in ("check", "chequer", "plaid", "tartan")):
        return "checks"
    return "dots" if "spotted" in words or "dott" in words or "polka" in words else "plain"


def longer(garment: Cloth, words: str) -> Cloth:
    """Heed `long` and `short` said of a garment with a hem."""
    if garment.slot not in ("outer", "whole", "legs", "cloak") or garment.hem <= 1.1:
        return garment
    text = words.lower().split()
    if "long" in text:
        return replace(garment, hem=max(garment.hem, 1.85))
    return replace(garment, hem=min(garment.hem, 1.3)) if "short" in text else garment
