"""Figures that touch really touch."""

from collections.abc import Callable

import numpy as np
import pytest

from panelwright_tools.domain import Brief, BriefRegion, Character, Look, Relation
from panelwright_tools.domain.vocabulary import Kind, Pose, RelationKind
from panelwright_tools.painting.storyboard.geometry import Point
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.stage import Staged, head_of, head_size
from panelwright_tools.painting.storyboard.staging import staged

MakeRegion = Callable[..., BriefRegion]
MakeBrief = Callable[..., Brief]


@pytest.fixture
def two(region: MakeRegion, brief: MakeBrief, leo: Character) -> Callable[..., tuple[Staged, ...]]:
    """Two of the cast with one relation between them, staged."""

    def build(
        kind: RelationKind, other: BriefRegion, pose: Pose | None = None, panel: str = "p1"
    ) -> tuple[Staged, ...]:
        man = region("leo", (0.1, 0.1, 0.35, 0.8), leo, noun="man", pose=pose)
        tie = Relation(kind=kind, source="leo", target=other.region.id)
        return tuple(staged(brief(man, other, relations=(tie,), panel=panel), indoors=False))

    return build


def hands_of(one: Staged) -> list[Point]:
    assert one.figure.anchors.hands is not None
    return [one.to_pixels(hand) for hand in one.figure.anchors.hands]


def inside(spot: Point, one: Staged, slack: float = 6.0) -> bool:
    low, high = one.fit.corners.min(0) - slack, one.fit.corners.max(0) + slack
    return bool(np.all(spot >= low) and np.all(spot <= high))


@pytest.fixture
def woman(region: MakeRegion, leo: Character) -> BriefRegion:
    ana = leo.model_copy(update={"id": "ana", "name": "Ana", "phrase": "a woman"})
    return region("ana", (0.55, 0.15, 0.35, 0.75), ana, noun="woman")


@pytest.fixture
def child(region: MakeRegion, mina: Character) -> BriefRegion:
    return region("mina", (0.6, 0.4, 0.25, 0.5), mina)


def test_who_hug_are_cheek_to_cheek_with_a_hand_on_each_other(
    two: Callable[..., tuple[Staged, ...]], woman: BriefRegion
) -> None:
    one, other = two(RelationKind.HUGS, woman)
    gap = abs(float(head_of(one)[0] - head_of(other)[0]))
    assert 0.4 * head_size(one) < gap < 1.1 * head_size(one)
    assert inside(hands_of(one)[0], other) and inside(hands_of(other)[0], one)


def test_a_grown_person_kneels_to_hug_a_child(
    two: Callable[..., tuple[Staged, ...]], child: BriefRegion
) -> None:
    one, other = two(RelationKind.HUGS, child)
    drop = abs(float(head_of(one)[1] - head_of(other)[1]))
    assert drop < head_size(other)
    assert one.fit.foot == pytest.approx(other.fit.foot, abs=4)


@pytest.mark.parametrize("panel", ["p2", "p1"])
def test_equals_with_empty_hands_lay_hands_on_each_other(
    panel: str, two: Callable[..., tuple[Staged, ...]], woman: BriefRegion
) -> None:
    one, other = two(RelationKind.FIGHTS, woman, panel=panel)
    struck = [inside(hands_of(a)[0], b, slack=12) for a, b in ((one, other), (other, one))]
    assert any(struck)
    assert isinstance(one.figure, PersonFigure)
    assert one.figure.acting.posture in ("grapples", "punches", "reels")


def test_a_carried_child_is_off_the_ground_beside_the_face_of_who_carries_it(
    two: Callable[..., tuple[Staged, ...]], child: BriefRegion
) -> None:
    one, other = two(RelationKind.CARRIES, child)
    assert other.fit.foot < one.fit.foot - 0.2 * one.tall
    assert abs(float(head_of(one)[0] - head_of(other)[0])) > 0.5 * head_size(other)
    assert one.over > other.order > one.order
    assert any(inside(hand, other) for hand in hands_of(one))


def test_a_sleeper_is_carried_lying(
    region: MakeRegion, two: Callable[..., tuple[Staged, ...]], mina: Character
) -> None:
    sleeper = region("mina", (0.6, 0.4, 0.25, 0.5), mina, face="sleepy")
    _, other = two(RelationKind.CARRIES, sleeper)
    assert other.wide > other.tall


def test_who_pushes_has_both_hands_on_the_edge_of_the_cart(
    region: MakeRegion, two: Callable[..., tuple[Staged, ...]]
) -> None:
    cart = region("cart", (0.6, 0.5, 0.35, 0.4))
    one, other = two(RelationKind.LOOKS_AT, cart, pose=Pose.PUSH)
    edge = float(other.fit.corners[:, 0].min())
    for hand in hands_of(one):
        assert abs(float(hand[0]) - edge) < 14
    assert other.fit.foot > 0.85 * 256


def test_a_gift_lies_between_two_with_a_hand_of_each_on_it(
    region: MakeRegion, brief: MakeBrief, leo: Character, child: BriefRegion
) -> None:
    man = region("leo", (0.1, 0.1, 0.35, 0.8), leo, noun="man")
    cake = region("cake", (0.45, 0.5, 0.1, 0.1))
    tie = Relation(kind=RelationKind.GIVES, source="leo", target="cake", other="mina")
    giver, taker, gift = staged(brief(man, child, cake, relations=(tie,)), indoors=False)
    for one in (giver, taker):
        assert any(inside(hand, gift) for hand in hands_of(one))
    assert giver.fit.centre < gift.fit.centre < taker.fit.centre


def test_blades_meet_between_those_who_wield_them(
    region: MakeRegion, brief: MakeBrief, leo: Character, woman: BriefRegion
) -> None:
    man = region("leo", (0.1, 0.1, 0.35, 0.8), leo, noun="man", pose=Pose.FIGHT)
    foe = woman.model_copy(update={"region": woman.region.model_copy(update={"pose": Pose.FIGHT})})
    swords = [region(name, (0.4, 0.3, 0.1, 0.3), noun="sword") for name in ("s1", "s2")]
    ties = (
        Relation(kind=RelationKind.FIGHTS, source="leo", target="ana"),
        Relation(kind=RelationKind.HOLDS, source="leo", target="s1"),
        Relation(kind=RelationKind.HOLDS, source="ana", target="s2"),
    )
    cast = staged(brief(man, foe, *swords, relations=ties), indoors=False)
    first, second = cast[2].fit.corners, cast[3].fit.corners
    assert first[:, 0].max() > second[:, 0].min()
    assert cast[0].impact is not None


def test_a_small_animal_is_taken_up_and_a_large_one_keeps_its_feet_on_the_ground(
    region: MakeRegion, two: Callable[..., tuple[Staged, ...]]
) -> None:
    for noun, box, lifted in (
        ("cat", (0.5, 0.67, 0.35, 0.25), True),
        ("horse", (0.05, 0.12, 0.95, 0.8), False),
    ):
        beast = Character(
            id=noun, name=noun, phrase=noun, kind=Kind.ANIMAL, look=Look(species=noun)
        )
        one, other = two(RelationKind.HOLDS, region(noun, box, beast, noun=noun))
        assert (other.fit.foot < one.fit.foot - 0.2 * one.tall) is lifted
        assert any(inside(hand, other) for hand in hands_of(one))


def test_an_umbrella_is_held_over_the_head(
    region: MakeRegion, two: Callable[..., tuple[Staged, ...]]
) -> None:
    one, other = two(RelationKind.HOLDS, region("umbrella", (0.4, 0.3, 0.2, 0.3)))
    assert float(other.fit.corners[:, 1].min()) < float(head_of(one)[1]) - 0.4 * head_size(one)


def test_a_grown_person_who_is_caught_is_seized_and_not_carried(
    two: Callable[..., tuple[Staged, ...]], woman: BriefRegion
) -> None:
    one, other = two(RelationKind.CARRIES, woman, pose=Pose.REACH)
    assert other.fit.foot == pytest.approx(one.fit.foot, abs=12)
    assert inside(hands_of(one)[0], other)


def test_a_child_is_pushed_at_the_chest_and_not_in_the_face(
    two: Callable[..., tuple[Staged, ...]], child: BriefRegion
) -> None:
    one, other = two(RelationKind.LOOKS_AT, child, pose=Pose.PUSH)
    face = other.figure.anchors.face
    assert face is not None
    chin = float(other.to_pixels(np.array([0.0, face[3]]))[1])
    assert all(float(hand[1]) > chin for hand in hands_of(one))


@pytest.mark.parametrize("kind", [RelationKind.RIDES, RelationKind.ON])
@pytest.mark.parametrize("species", ["parrot", "owl", "cat"])
def test_an_animal_on_a_shoulder_leaves_the_face_free(
    region: MakeRegion, brief: MakeBrief, leo: Character, species: str, kind: RelationKind
) -> None:
    pet = Character(id="pet", name="Pet", kind=Kind.ANIMAL, look=Look(species=species))
    man = region("leo", (0.3, 0.1, 0.35, 0.9), leo, noun="man")
    sitter = region("pet", (0.35, 0.6, 0.3, 0.4), pet, noun=species)
    tie = Relation(kind=kind, source="pet", target="leo")
    one, other = staged(brief(man, sitter, relations=(tie,), shot="medium"), indoors=False)
    assert other.tall < 0.9 * one.fit.scale
    mouth = one.figure.anchors.mouth
    assert mouth is not None
    assert not inside(one.to_pixels(mouth), other, slack=0.0)
    assert not inside(head_of(one), other, slack=0.0)
    assert other.fit.flip == one.fit.flip
