"""What is used is held as it is used."""

from collections.abc import Callable

import numpy as np
import pytest

from panelwright_tools.domain import Brief, BriefRegion, Character, Relation
from panelwright_tools.domain.vocabulary import Facing, Pose, RelationKind
from panelwright_tools.painting.storyboard.roles import ThingFigure
from panelwright_tools.painting.storyboard.stage import Staged, head_of, head_size, shoulder_of
from panelwright_tools.painting.storyboard.staging import staged

Hold = Callable[..., tuple[Staged, ...]]


@pytest.fixture
def holding(
    region: Callable[..., BriefRegion], brief: Callable[..., Brief], leo: Character
) -> Hold:
    def build(pose: Pose, *nouns: str, facing: Facing = Facing.RIGHT) -> tuple[Staged, ...]:
        man = region("leo", (0.3, 0.1, 0.35, 0.8), leo, noun="man", pose=pose, facing=facing)
        things = [
            region(noun.replace(" ", "-"), (0.45, 0.4, 0.2, 0.3), noun=noun) for noun in nouns
        ]
        ties = tuple(
            Relation(kind=RelationKind.HOLDS, source="leo", target=thing.region.id)
            for thing in things
        )
        return tuple(staged(brief(man, *things, relations=ties), indoors=False))

    return build


def hands_of(one: Staged) -> list[np.ndarray]:
    assert one.figure.anchors.hands is not None
    return [one.to_pixels(hand) for hand in one.figure.anchors.hands]


@pytest.mark.parametrize("facing", [Facing.RIGHT, Facing.LEFT])
def test_a_bow_is_bent_between_both_hands_with_the_arrow_on_it(
    holding: Hold, facing: Facing
) -> None:
    man, bow, arrow = holding(Pose.PULL, "bow", "arrow", facing=facing)
    assert isinstance(bow.figure, ThingFigure) and bow.figure.noun == "drawn bow"
    string, grip = hands_of(man)
    way = 1 if facing is Facing.RIGHT else -1
    assert way * (grip[0] - string[0]) > 0.5 * man.figure.anchors.reach * man.fit.scale
    assert abs(grip[1] - string[1]) < 0.3 * man.fit.scale
    lies = np.ptp(arrow.fit.corners, axis=0)
    assert lies[0] > 4 * lies[1], "the arrow lies along the arm"


def test_a_bow_at_rest_is_only_held(holding: Hold) -> None:
    _, bow = holding(Pose.STAND, "bow")
    assert isinstance(bow.figure, ThingFigure) and bow.figure.noun == "bow"


@pytest.mark.parametrize("facing", [Facing.RIGHT, Facing.LEFT])
def test_a_wand_points_away_from_who_points_it(holding: Hold, facing: Facing) -> None:
    man, wand = holding(Pose.POINT, "wand", facing=facing)
    way = 1 if facing is Facing.RIGHT else -1
    tip = wand.to_pixels(np.array([0.0, -1.0]))
    hand = min(hands_of(man), key=lambda spot: float(np.hypot(*(spot - tip))))
    assert way * (tip[0] - hand[0]) > 0.6 * wand.tall
    assert way * (hand[0] - shoulder_of(man, 0)[0]) > 0


@pytest.mark.parametrize(("noun", "pose"), [("flute", Pose.PLAY), ("cup", Pose.DRINK)])
def test_what_is_blown_or_drunk_from_is_at_the_mouth(holding: Hold, noun: str, pose: Pose) -> None:
    man, thing = holding(pose, noun)
    assert man.figure.anchors.mouth is not None
    mouth = man.to_pixels(man.figure.anchors.mouth)
    low, high = thing.fit.corners.min(0) - 4, thing.fit.corners.max(0) + 4
    assert np.all(mouth >= low) and np.all(mouth <= high)


def test_a_sword_is_pulled_and_not_heaved(holding: Hold) -> None:
    man, sword = holding(Pose.PULL, "sword")
    assert sword.fit.foot < man.fit.foot - 0.3 * man.tall
    left = float(sword.fit.corners[:, 0].min())
    assert left > head_of(man)[0], "it leaves the face free"


def test_a_spear_stands_on_the_ground_beside_the_face(holding: Hold) -> None:
    man, spear = holding(Pose.HOLD, "spear")
    assert spear.fit.foot == pytest.approx(man.fit.foot, abs=2)
    assert abs(spear.fit.centre - head_of(man)[0]) > 0.5 * head_size(man)


def test_who_holds_a_bow_and_looks_at_somebody_aims(
    region: Callable[..., BriefRegion],
    brief: Callable[..., Brief],
    leo: Character,
    mina: Character,
) -> None:
    man = region("leo", (0.1, 0.1, 0.35, 0.8), leo, noun="man", pose=Pose.HOLD)
    girl = region("mina", (0.7, 0.3, 0.25, 0.6), mina)
    bow = region("bow", (0.3, 0.4, 0.2, 0.3))
    ties = (
        Relation(kind=RelationKind.HOLDS, source="leo", target="bow"),
        Relation(kind=RelationKind.LOOKS_AT, source="leo", target="mina"),
    )
    drawn = staged(brief(man, girl, bow, relations=ties), indoors=False)[2]
    assert isinstance(drawn.figure, ThingFigure) and drawn.figure.noun == "drawn bow"


def test_a_flashlight_that_is_drawn_large_beside_a_child_is_in_its_hand(
    region: Callable[..., BriefRegion], brief: Callable[..., Brief], mina: Character
) -> None:
    girl = region("mina", (0.2, 0.42, 0.25, 0.5), mina, pose=Pose.POINT, facing=Facing.RIGHT)
    light = region("light", (0.42, 0.6, 0.27, 0.27), noun="flashlight")
    tie = Relation(kind=RelationKind.HOLDS, source="mina", target="light")
    one, held = staged(brief(girl, light, relations=(tie,)), indoors=False)
    assert held.held and held.tall < 1.2 * one.fit.scale


@pytest.mark.parametrize("noun", ["saxophone", "guitar"])
def test_what_is_played_is_in_the_hands_however_large_it_was_laid_out(
    region: Callable[..., BriefRegion], brief: Callable[..., Brief], leo: Character, noun: str
) -> None:
    man = region("leo", (0.1, 0.1, 0.35, 0.8), leo, noun="man", pose=Pose.PLAY)
    thing = region(noun, (0.45, 0.2, 0.5, 0.7))
    tie = Relation(kind=RelationKind.HOLDS, source="leo", target=noun)
    one, held = staged(brief(man, thing, relations=(tie,)), indoors=False)
    assert held.held and held.tall < 2.2 * one.fit.scale
