"""A small picture with something of every kind: what drawing it reads and loads is there after."""

from functools import cache
from typing import Final

from panelwright_tools.domain.brief import Brief, BriefRegion
from panelwright_tools.domain.cast import Character, Garment, Hair, Look, Place
from panelwright_tools.domain.geometry import Box
from panelwright_tools.domain.story import Region
from panelwright_tools.painting.storyboard.panel import drawn

_PLACE: Final = Place(id="street", name="a street", noun="street")
_WALKER: Final = Character(
    id="walker",
    name="Walker",
    look=Look(hair=Hair(style="bob"), clothes=(Garment(name="coat", colour="red"),)),
)
_DOG: Final = Character(id="dog", name="Dog", look=Look(species="dog"))


@cache
def rehearse() -> None:
    """Draw a person, an animal, a thing of our own and an icon in a street, once a process."""
    regions = (
        _region("walker", "person", Box(0.05, 0.2, 0.3, 0.7), _WALKER),
        _region("dog", "dog", Box(0.35, 0.6, 0.2, 0.3), _DOG),
        _region("box", "box", Box(0.6, 0.7, 0.15, 0.2)),
        _region("cactus", "cactus", Box(0.8, 0.6, 0.15, 0.3)),
    )
    drawn(Brief(panel="rehearsal", prompt="", place=_PLACE, regions=regions, size=(96, 72)), "")


def _region(name: str, noun: str, box: Box, who: Character | None = None) -> BriefRegion:
    subject = who.id if who is not None else None
    shown = Region(id=name, noun=noun, phrase=noun, subject=subject)
    return BriefRegion(region=shown, box=box, character=who)
