"""Looking for one subject of a picture that is not finished."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from PIL import Image

from panelwright_tools.domain import FREE, Box, Brief, BriefRegion, Cost, Detection, Region
from panelwright_tools.domain import ToolError as Failure
from panelwright_tools.grounding.grounder import Grounder
from panelwright_tools.grounding.presence import Presence
from panelwright_tools.painting.picture import Picture

LEFT, RIGHT = Box(0.0, 0.3, 0.3, 0.4), Box(0.7, 0.3, 0.3, 0.4)
BLANK = Picture(Image.new("RGB", (20, 10)), "test", 0)


@dataclass
class Told:
    """Finds what it is told to."""

    finds: tuple[Detection, ...] = ()
    locates: bool = True
    fails: bool = False
    asked: list[tuple[str, ...]] = field(default_factory=list)
    id = "told"
    side_by_side = None
    needs_subjects = False

    def price(self, brief: Brief) -> Cost:
        return Cost(calls=len(brief.regions)) if not self.locates else FREE

    def ground(self, picture: Picture, brief: Brief, phrases: Sequence[str]) -> list[Detection]:
        self.asked.append(tuple(item.region.id for item in brief.regions))
        if self.fails:
            raise Failure("no")
        return list(self.finds)


def brief(*names: tuple[str, str, Box]) -> Brief:
    items = tuple(
        BriefRegion(region=Region(id=name, noun="x", phrase=phrase), box=box)
        for name, phrase, box in names
    )
    return Brief(panel="p", prompt="", regions=items, avoid=("a dog",))


BALLS = brief(("a", "a ball", LEFT), ("c", "a cat", LEFT), ("b", "a ball", RIGHT))


def ball(box: Box) -> Detection:
    return Detection(phrase="a ball", box=box, score=0.9)


@pytest.mark.parametrize(
    ("found", "there"),
    [((), False), ((ball(RIGHT),), True), ((ball(LEFT),), False),
     ((ball(LEFT), ball(RIGHT)), True), ((ball(Box(0.4, 0.3, 0.1, 0.1)),), False)],
)  # fmt: skip
def test_a_ball_is_there_when_one_of_its_own_lies_in_its_box(
    found: tuple[Detection, ...], there: bool
) -> None:
    eyes: Grounder = Told(found)
    assert Presence(eyes).is_there(BLANK, BALLS) is there


def test_who_looks_is_asked_for_all_of_a_kind_and_a_model_for_the_subject_alone() -> None:
    eyes, model = Told(), Told(locates=False)
    Presence(eyes).is_there(BLANK, BALLS)
    Presence(model).is_there(BLANK, BALLS)
    assert (eyes.asked, model.asked) == ([("a", "b")], [("b",)])
    assert Presence(model).price(BALLS) == Cost(calls=1)


@pytest.mark.parametrize(("asked", "there"), [("answer", True), ("unclear", None)])
def test_a_model_says_yes_or_leaves_it_open(asked: str, there: bool | None) -> None:
    told = ball(RIGHT).model_copy(update={"region": "b", "asked": asked, "score": 0.0})
    assert Presence(Told((told,), locates=False)).is_there(BLANK, BALLS) is there


def test_a_grounder_that_fails_can_tell_nothing() -> None:
    assert Presence(Told(fails=True)).is_there(BLANK, BALLS) is None
