"""Doors that were opened are open, vases that were broken in pieces, lamps that went out dark."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes


def last_phrase(text: str, noun: str) -> str:
    panels = EmbeddedPlanner().plan(text, PlanWishes(panels=text.count("."))).panels
    found = [r.phrase for panel in panels for r in panel.regions if r.noun == noun]
    return found[-1]


@pytest.mark.parametrize(
    ("text", "noun", "phrase"),
    [
        ("Lisa opens the box in the attic.", "box", "an open box"),
        ("Lisa opens the box. Then she closes the box again.", "box", "a box"),
        ("Tom breaks the blue vase in the kitchen.", "vase", "a broken blue vase"),
        ("Tom breaks the vase. Ana mends the vase with glue.", "vase", "a vase"),
        ("The mirror cracks in the bedroom.", "mirror", "a cracked mirror"),
        ("Ben holds a candle. He blows out the candle.", "candle", "an unlit candle"),
        ("Ben finds a lamp. He turns the lamp off.", "lamp", "an unlit lamp"),
        ("Ben blows out a candle. He lights the candle again.", "candle", "a candle"),
        ("Ben opens the bottle in the kitchen.", "bottle", "a bottle"),
        ("Tom does not break the vase. He holds the vase.", "vase", "a vase"),
    ],
)
def test_a_thing_is_as_the_last_deed_left_it(text: str, noun: str, phrase: str) -> None:
    assert last_phrase(text, noun) == phrase
