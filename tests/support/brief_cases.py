"""Briefs of a few regions, made in a line."""

from collections.abc import Sequence
from typing import Any

from panelwright_tools.domain import (
    Age,
    Box,
    Brief,
    BriefRegion,
    Character,
    Garment,
    Kind,
    Look,
    Place,
    Region,
    Relation,
    RelationKind,
    TimeOfDay,
    Weather,
)

MINA = Character(
    id="mina",
    name="Mina",
    phrase="a red-haired girl in a yellow raincoat",
    look=Look(age=Age.CHILD, clothes=(Garment(name="raincoat", colour="yellow"),)),
)
BOLT = Character(
    id="bolt", name="Bolt", kind=Kind.ROBOT, phrase="a small rusty robot",
    look=Look(species="robot", colour="teal", marks=("rusty", "one round eye")),
)  # fmt: skip
MARKET = Place(id="market", name="night market", noun="market", phrase="a crowded night market")


def shown(
    name: str, phrase: str, box: Sequence[float], character: Character | None = None, **more: Any
) -> BriefRegion:
    """A region at a box; `more` are other fields of the region."""
    noun = phrase.split()[-1] if character is None else more.pop("noun", name)
    region = Region(
        id=name,
        noun=noun,
        phrase=phrase,
        subject=None if character is None else character.id,
        **more,
    )
    return BriefRegion(region=region, box=Box(*box), character=character)


def market_brief(**changes: Any) -> Brief:
    """Mina holds a map beside Bolt on a night market in the rain."""
    brief = Brief(
        panel="p01",
        prompt="",
        style="ink",
        place=MARKET,
        time=TimeOfDay.NIGHT,
        weather=Weather.RAIN,
        regions=(
            shown("mina", MINA.phrase, (0.05, 0.3, 0.35, 0.6), MINA, noun="girl", pose="run",
                  face="happy", depth=0.2, key=True),
            shown("bolt", BOLT.phrase, (0.45, 0.3, 0.3, 0.6), BOLT, noun="robot", pose="wave"),
            shown("map", "an old map", (0.3, 0.5, 0.1, 0.1)),
            shown("stall", "a stall", (0.7, 0.2, 0.3, 0.4), depth=0.9),
        ),
        relations=(
            Relation(kind=RelationKind.HOLDS, source="mina", target="map"),
            Relation(kind=RelationKind.BEHIND, source="stall", target="bolt"),
        ),
        avoid=("a dog", "umbrella"),
    )  # fmt: skip
    return brief.model_copy(update=changes)
