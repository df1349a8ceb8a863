"""A story of five panels on two pages, for requests that change it."""

from typing import Final

from panelwright.planning.edits import apply, describe
from panelwright.planning.requests import revise
from panelwright_tools.domain import (
    Beat,
    Character,
    Garment,
    Kind,
    Look,
    Panel,
    Place,
    Region,
    Shot,
    Speech,
    Story,
)

MINA: Final = "a red-haired girl in a yellow raincoat"
_MINA = Region(id="mina", subject="mina", noun="girl", phrase=MINA, prompt=f"{MINA}, running")
_TOM = Region(id="tom", subject="tom", noun="boy", phrase="a boy")
_ROBOT = Region(id="robot", subject="robot", noun="robot", phrase="a rusty robot")
_LANTERN = Region(id="lantern", noun="lantern", phrase="a lantern")
_MARKET, _FOREST = "night-market", "forest"
STORY: Final = Story(
    title="Mina's Map",
    cast=(
        Character(id="mina", name="Mina", phrase=MINA,
                  look=Look(clothes=(Garment(name="raincoat", colour="yellow"),))),
        Character(id="tom", name="Tom", phrase="a boy"),
        Character(id="robot", name="robot", kind=Kind.ROBOT, phrase="a rusty robot",
                  look=Look(species="robot", marks=("rusty",))),
    ),
    places=(
        Place(id=_MARKET, name="night market", noun="market"),
        Place(id=_FOREST, name="forest", noun="forest"),
    ),
    panels=(
        Panel(id="p01", place=_MARKET, regions=(_MINA, _LANTERN), beat=Beat(text="Mina waits."),
              caption="Mina waits at the night market, where it is raining, as it often does."),
        Panel(id="p02", place=_MARKET, regions=(_MINA, _TOM),
              speech=(Speech(speaker="mina", text="Come!"),
                      Speech(speaker="tom", text="Wait!"))),
        Panel(id="p03", place=_FOREST, regions=(_ROBOT,), shot=Shot.WIDE, caption="A robot."),
        Panel(id="p04", place=_FOREST, regions=(_ROBOT, _MINA)),
        Panel(id="p05", place=_FOREST, regions=(_TOM,),
              speech=(Speech(speaker="tom", text="Oh."),)),
    ),
)  # fmt: skip
PAGES: Final = (("p01", "p02"), ("p03", "p04", "p05"))


def edits(request: str) -> list[str]:
    """What a request comes to, and that the story takes it."""
    found = revise(STORY, request, PAGES)
    apply(STORY, found)
    return [describe(edit) for edit in found]
