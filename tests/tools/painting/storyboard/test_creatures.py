"""Every species can be drawn, acts, and says where it is spoken from and ridden."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from panelwright_tools.domain import Garment, Look
from panelwright_tools.domain.vocabulary import Face, Facing, Pose, TimeOfDay
from panelwright_tools.painting.storyboard.colour import luminance
from panelwright_tools.painting.storyboard.creatures import (
    CreatureAnchors,
    creature_for,
    draw_creature,
)
from panelwright_tools.painting.storyboard.creatures.coat import coat_of
from panelwright_tools.painting.storyboard.creatures.species import species_row
from panelwright_tools.painting.storyboard.creatures.tables import creature_table
from panelwright_tools.painting.storyboard.geometry import affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.naming import colour_named

SPECIES = tuple(row["nouns"][0] for row in creature_table("species").values())
DAY = mood_for(TimeOfDay.DAY)
SIZE, UNIT = 120, 32


def drawn(
    look: Look,
    pose: Pose | None = None,
    face: Face | None = None,
    facing: Facing | None = None,
    speaking: bool = False,
    unit: float = UNIT,
) -> tuple[Sheet, CreatureAnchors]:
    sheet = Sheet(SIZE, SIZE, DAY, line=1.2, figure=True, fineness=2)
    with sheet.placed(affine(SIZE / 2, SIZE * 0.75, unit)):
        anchors = draw_creature(sheet, look, "someone", pose, face, facing, speaking=speaking)
    return sheet, anchors


def pixels(sheet: Sheet) -> NDArray[np.float64]:
    alpha = np.asarray(sheet.alpha, float)[..., None] / 255
    return np.asarray(sheet.colours, float) * alpha


def test_a_species_has_all_of_the_one_it_is_like_but_for_what_it_says_itself() -> None:
    lion, lioness = species_row("lion"), species_row("lioness")
    assert lioness["body"] == lion["body"] and lioness["colour"] == lion["colour"]
    assert lioness["head"]["extras"] != lion["head"]["extras"]
    assert {**lion["head"], **creature_table("species")["lioness"]["head"]} == lioness["head"]


def test_no_noun_names_two_species() -> None:
    nouns = [noun for row in creature_table("species").values() for noun in row["nouns"]]
    assert sorted(nouns) == sorted(set(nouns))


@pytest.mark.parametrize(
    "noun", ["cub", "bear cub", "kingfisher", "mole", "seal", "walrus", "kangaroo", "ant", "heron"]
)
def test_an_animal_of_stories_is_not_drawn_as_another(noun: str) -> None:
    drawings = [
        pixels(drawn(Look(species=other))[0]) for other in (noun, "bear", "bird", "otter", "stork")
    ]
    assert all(np.abs(drawings[0] - other).sum() > 3000 for other in drawings[1:])
    named = creature_for(noun)
    assert (named is not None and named.startswith(noun.split()[-1])) or named == "bear_cub"


@pytest.mark.parametrize("pose", [Pose.SHOUT, Pose.FIGHT])
def test_an_angry_dragon_breathes_fire_before_its_head(pose: Pose) -> None:
    def before_the_head(pose: Pose) -> int:
        sheet, anchors = drawn(Look(species="dragon"), pose)
        edge = round(SIZE / 2 + anchors.head[2] * UNIT) + 4
        return int(np.count_nonzero(np.asarray(sheet.alpha)[:, edge:] > 128))

    assert before_the_head(Pose.STAND) < 50 < 100 < before_the_head(pose)


@pytest.mark.parametrize("noun", SPECIES)
def test_every_species_stands_on_the_ground_about_one_unit_high(noun: str) -> None:
    sheet, anchors = drawn(Look(species=noun))
    window = sheet.drawn()
    assert window is not None
    _, top, _, bottom = window
    assert abs(bottom - SIZE * 0.75) <= 5
    assert 0.35 * UNIT < bottom - top < 1.75 * UNIT
    left, above, right, below = anchors.head
    assert left < right and above < below


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SPECIES),
    st.sampled_from(list(Pose)),
    st.sampled_from(list(Face)),
    st.sampled_from(list(Facing)),
    st.booleans(),
)
def test_any_species_takes_any_pose_face_and_facing(
    noun: str, pose: Pose, face: Face, facing: Facing, speaking: bool
) -> None:
    sheet, anchors = drawn(Look(species=noun), pose, face, facing, speaking)
    assert sheet.drawn() is not None
    spots = np.concatenate([anchors.mouth, *anchors.hands, anchors.seat])
    assert np.isfinite(spots).all() and np.abs(spots).max() < 4


@pytest.mark.parametrize("noun", ["cat", "robot", "owl", "ghost", "whale", "troll"])
def test_each_face_looks_different_on_each_kind_of_rig(noun: str) -> None:
    faces = [pixels(drawn(Look(species=noun), face=face, unit=60)[0]) for face in Face]
    for index, one in enumerate(faces):
        assert all(np.abs(one - other).sum() > 500 for other in faces[index + 1 :])


def test_drawing_twice_gives_the_same_pixels() -> None:
    first, second = (drawn(Look(species="dragon"), Pose.FLY)[0] for _ in range(2))
    assert first.colours.tobytes() == second.colours.tobytes()


@pytest.mark.parametrize("noun", ["cat", "hen", "robot", "fish"])
def test_the_look_colours_the_creature(noun: str) -> None:
    plain, blue = drawn(Look(species=noun))[0], drawn(Look(species=noun, colour="blue"))[0]
    share = [float(p[..., 2].sum() / p.sum()) for p in (pixels(plain), pixels(blue))]
    assert share[1] > share[0] + 0.02


def test_stripes_are_seen() -> None:
    plain = drawn(Look(species="cat", colour="grey"))[0]
    striped = drawn(Look(species="cat", colour="grey", marks=("striped",)))[0]
    assert np.abs(pixels(plain) - pixels(striped)).sum() > 2000


def test_animals_that_hold_something_stand_up_and_have_two_hands() -> None:
    _, standing = drawn(Look(species="fox"), Pose.STAND)
    _, holding = drawn(Look(species="fox"), Pose.HOLD)
    assert holding.hands[0][1] < -0.25 > standing.hands[0][1] - 0.2
    assert abs(holding.hands[0][0] - holding.hands[1][0]) > 0.05


def test_clothes_of_a_fable_animal_are_seen() -> None:
    coat = Look(species="mouse", clothes=(Garment(name="coat", colour="red"),))
    bare, dressed = drawn(Look(species="mouse"), Pose.WAVE)[0], drawn(coat, Pose.WAVE)[0]
    assert pixels(dressed)[..., 0].sum() - pixels(bare)[..., 0].sum() != 0
    assert np.abs(pixels(dressed) - pixels(bare)).sum() > 3000


def test_flyers_leave_the_ground_and_walkers_do_not() -> None:
    assert drawn(Look(species="crow"), Pose.FLY)[1].airborne
    assert drawn(Look(species="dragon"), Pose.FLY)[1].airborne
    assert not drawn(Look(species="horse"), Pose.WALK)[1].airborne


def test_a_rider_sits_on_the_back_of_a_horse() -> None:
    _, anchors = drawn(Look(species="horse"))
    assert -0.8 < anchors.seat[1] < -0.4
    assert abs(anchors.seat[0]) < 0.25


@pytest.mark.parametrize(
    ("noun", "species"),
    [
        ("kittens", "kitten"),
        ("billy goat", "goat"),
        ("polar bear", "polar_bear"),
        ("black cat", "cat"),
        ("Mice", "mouse"),
        ("wolves", "wolf"),
        ("sea turtle", "turtle"),
        ("teddy bear", None),
        ("baseball bat", None),
        ("hot dog", None),
        ("girl", None),
        ("bench", None),
    ],
)
def test_nouns_name_species(noun: str, species: str | None) -> None:
    assert creature_for(noun) == species


def test_an_unknown_species_is_refused() -> None:
    with pytest.raises(KeyError, match="teapot"):
        drawn(Look(species="teapot"))


@pytest.mark.parametrize(
    ("phrase", "blue"),
    [("a blue cat", True), ("a blue-eyed cat", False), ("a cat with a blue ball", False)],
)
def test_the_phrase_colours_the_coat_only_before_its_noun(phrase: str, blue: bool) -> None:
    coat = coat_of(species_row("cat"), Look(species="cat"), phrase)
    assert (coat.main == colour_named("blue")) is blue


def test_the_wings_of_a_white_butterfly_are_all_white() -> None:
    coat = coat_of(species_row("butterfly"), Look(species="butterfly"), "a white butterfly")
    assert luminance(coat.pattern) > 0.7
    assert luminance(coat_of(species_row("butterfly"), Look(species="butterfly")).pattern) < 0.6


@pytest.mark.parametrize(
    ("species", "garment", "least"),
    [
        ("dog", "raincoat", 0.06),
        ("dog", "scarf", 0.02),
        ("cat", "bow tie", 0.004),
        ("cat", "hat", 0.02),
        ("horse", "saddle", 0.01),
        ("bear", "jumper", 0.08),
        ("fox", "waistcoat", 0.03),
    ],
)
def test_animals_on_four_legs_wear_what_the_story_gives_them(
    species: str, garment: str, least: float
) -> None:
    bare = pixels(drawn(Look(species=species))[0])
    dressed = Look(species=species, clothes=(Garment(name=garment, colour="blue"),))
    changed = np.any(np.abs(pixels(drawn(dressed)[0]) - bare) > 24, axis=2)
    assert changed.sum() > least * np.any(bare > 0, axis=2).sum()
