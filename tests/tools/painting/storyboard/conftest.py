"""Briefs and characters that the storyboard's tests share."""

from collections.abc import Callable

import pytest

from panelwright_tools.domain import (
    Box,
    Brief,
    BriefRegion,
    Character,
    Garment,
    Hair,
    Look,
    Place,
    Region,
)
from panelwright_tools.domain.vocabulary import Age

MINA = Character(
    id="mina",
    name="Mina",
    phrase="a red-haired girl",
    look=Look(
        age=Age.CHILD,
        gender="feminine",
        hair=Hair(style="bob", colour="red"),
        clothes=(Garment(name="raincoat", colour="yellow"),),
    ),
)
LEO = Character(
    id="leo",
    name="Leo",
    phrase="a strong man",
    look=Look(age=Age.ADULT, gender="masculine", clothes=(Garment(name="suit", colour="navy"),)),
)


@pytest.fixture
def mina() -> Character:
    return MINA


@pytest.fixture
def leo() -> Character:
    return LEO


@pytest.fixture
def region() -> Callable[..., BriefRegion]:
    def build(
        name: str,
        box: tuple[float, float, float, float],
        who: Character | None = None,
        **fields: object,
    ) -> BriefRegion:
        noun = str(fields.pop("noun", "girl" if who else name))
        values = {"id": name, "noun": noun, "phrase": noun, "subject": who.id if who else None}
        shown = Region.model_validate(values | fields)
        return BriefRegion(region=shown, box=Box(*box), character=who)

    return build


@pytest.fixture
def brief() -> Callable[..., Brief]:
    def build(*regions: BriefRegion, **fields: object) -> Brief:
        values: dict[str, object] = {
            "panel": "p1",
            "prompt": "",
            "place": Place(id="meadow", name="the meadow", noun="meadow"),
            "size": (256, 256),
            "quality": "fast",
            "regions": regions,
        }
        return Brief.model_validate(values | fields)

    return build
