"""Outfits: what somebody wears, from the story, from a role, and else by choice."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from panelwright_tools.domain.cast import Garment, Look
from panelwright_tools.domain.vocabulary import Age
from panelwright_tools.painting.storyboard.people.costume import (
    costume_of,
    everyday,
    everyday_choices,
)
from panelwright_tools.painting.storyboard.people.tables import people_table
from panelwright_tools.painting.storyboard.people.wardrobe import Cloth, cloth, longer, worn


@dataclass(frozen=True)
class Outfit:
    """What a person wears, by the place where it is worn."""

    top: Cloth
    legs: Cloth
    feet: Cloth
    outer: Cloth | None = None
    bib: Cloth | None = None
    cloak: Cloth | None = None
    hat: Cloth | None = None
    others: tuple[Cloth, ...] = ()
    """Scarf, belt, apron, bag, glasses …"""

    def wears(self, *cuts: str) -> Cloth | None:
        """The first of the other things that has one of these cuts or names."""
        return next((c for c in self.others if c.cut in cuts or c.name in cuts), None)

    def at(self, slot: str) -> tuple[Cloth, ...]:
        """The other things worn in a slot."""
        return tuple(c for c in self.others if c.slot == slot)


class Choice:
    """Choices that depend on a character's id alone."""

    def __init__(self, seed: str) -> None:
        """Start from an id."""
        self._seed = seed

    def of(self, what: str, options: Sequence[str]) -> str:
        """One of the options, always the same for one id and question."""
        value = hashlib.sha256(f"{self._seed}|{what}".encode()).digest()
        return options[int.from_bytes(value[:4], "big") % len(options)]


def outfit_of(look: Look, age: Age, gender: str, words: str, choice: Choice, skin: str) -> Outfit:
    """What a person of this look wears; `words` are all that is said of them."""
    found: dict[str, Cloth] = {}
    others: list[Cloth] = []
    _dress(found, others, look.clothes, choice)
    if "barefoot" in words:
        found["feet"] = cloth("barefoot", "#ffffff")
    told = bool(_BODY & found.keys())
    role = costume_of(words)
    if "whole" in found and found["whole"].name in _SEALED:
        role = ()
    _dress(found, others, [g for g in role if not (told and g.name in _ASIDE)], choice)
    if not _BODY & found.keys():
        chosen = choice.of("everyday", everyday_choices(age, gender))
        _dress(found, others, everyday(chosen), choice)
    for name in people_table("defaults")["worn_marks"]:
        seen = name in words or (name == "eyepatch" and "one-eyed" in words)
        if seen and not any(piece.name == name for piece in others):
            row = people_table("garments")[name]
            others.append(cloth(name, row["colour"]))
    if "legs" in found and "topless" in found["legs"].extra:
        found.setdefault("top", cloth("bare_chest", skin))
    return _complete(found, tuple(others), age, gender, choice)


_SEALED = ("spacesuit", "diving_suit", "armour")
"""What comes with its own helmet: a captain in space wears no captain's hat."""
_SINGLE = ("top", "outer", "whole", "legs", "feet", "cloak", "hat", "bib")
"""Slots for one garment each."""
_BODY = {"top", "outer", "whole", "bib"}
_ASIDE = ("glasses", "goggles", "scarf", "bow tie", "tie", "sash")
"""What a role wears no more once its clothes are told."""


def _dress(
    found: dict[str, Cloth], others: list[Cloth], garments: Sequence[Garment], choice: Choice
) -> None:
    """Put garments into the slots that are still free; what covers the body comes as one set."""
    defaults = people_table("defaults")
    covered = bool(_BODY & found.keys())
    for garment in garments:
        piece = worn(garment, "")
        if piece is None:
            continue
        if not piece.colour:
            palette = "legs" if piece.slot == "legs" else "cloth"
            colour = choice.of(f"colour of {garment.name}", defaults[palette])
            piece = replace(piece, colour=colour)
        piece = longer(piece, garment.name)
        if covered and piece.slot in _BODY:
            continue
        if piece.slot in _SINGLE:
            found.setdefault(piece.slot, piece)
        elif not any(other.name == piece.name for other in others):
            others.append(piece)


def _complete(
    found: dict[str, Cloth], others: tuple[Cloth, ...], age: Age, gender: str, choice: Choice
) -> Outfit:
    """Dress what the story left bare."""
    defaults = people_table("defaults")
    whole, bib = found.get("whole"), found.get("bib")
    kinds = defaults["tops"][gender]
    top = whole or found.get("top")
    if top is None:
        under = "shirt" if "outer" in found else "t_shirt" if bib else choice.of("top", kinds)
        pale = choice.of("under", defaults["under"])
        colour = pale if "outer" in found else choice.of("top colour", defaults["cloth"])
        striped = bib is not None and choice.of("stripes", ("stripes", "plain")) == "stripes"
        top = cloth(under, colour, "stripes" if striped else "plain")
    legs = found.get("legs") or _legs(whole, bib, found.get("outer"), choice)
    feet = found.get("feet") or _feet(found, whole, age, choice)
    return Outfit(
        top=top,
        legs=legs,
        feet=feet,
        outer=found.get("outer"),
        bib=bib,
        cloak=found.get("cloak"),
        hat=found.get("hat"),
        others=others,
    )


def _legs(whole: Cloth | None, bib: Cloth | None, outer: Cloth | None, choice: Choice) -> Cloth:
    if whole is not None:
        return cloth("trousers", whole.colour, whole.pattern)
    if bib is not None:
        return cloth("trousers", bib.colour)
    if outer is not None and outer.name in ("suit", "uniform"):
        return cloth("trousers", outer.colour)
    colour = choice.of("legs colour", people_table("defaults")["legs"])
    return cloth("trousers", colour)


def _feet(found: dict[str, Cloth], whole: Cloth | None, age: Age, choice: Choice) -> Cloth:
    outer = found.get("outer")
    if age is Age.BABY or (whole is not None and whole.name in ("swimsuit", "nightgown")):
        return cloth("barefoot", "#ffffff")
    if "topless" in (found["legs"].extra if "legs" in found else ()):
        return cloth("barefoot", "#ffffff")
    if outer is not None and outer.name == "raincoat":
        return cloth("wellies", "#c8453a")
    if whole is not None and whole.name in ("toga", "kimono"):
        return cloth("sandals", "#8a5a34")
    if whole is not None and whole.name in ("armour", "spacesuit"):
        return cloth("boots", whole.colour)
    return cloth("shoes", choice.of("feet", people_table("defaults")["feet"]))
