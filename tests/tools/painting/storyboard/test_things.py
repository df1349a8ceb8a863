"""Things are found by their words, coloured by their phrase, and sketched when unknown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from panelwright_tools.domain.vocabulary import Face, TimeOfDay
from panelwright_tools.painting.storyboard.geometry import affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.strokes import Layer
from panelwright_tools.painting.storyboard.tables import table
from panelwright_tools.painting.storyboard.things import (
    ThingAnchors,
    draw_thing,
    thing_known,
    thing_ratio,
)
from panelwright_tools.painting.storyboard.things.choice import choice_for
from panelwright_tools.painting.storyboard.things.drawings import drawing_of_nouns, drawings
from panelwright_tools.painting.storyboard.things.groups import group_of
from panelwright_tools.painting.storyboard.things.icons import icon_names
from panelwright_tools.painting.storyboard.things.sketch import label_of

DAY = mood_for(TimeOfDay.DAY)
SIZE, BASE, UNIT = 140, 110, 60


def drawn(
    noun: str,
    phrase: str = "",
    layer: Layer = "all",
    face: Face | None = None,
    count: int = 1,
    unit: float = UNIT,
) -> tuple[Sheet, ThingAnchors]:
    sheet = Sheet(SIZE, SIZE, DAY, line=1.4, fineness=2)
    with sheet.placed(affine(SIZE / 2, BASE, unit)):
        anchors = draw_thing(sheet, noun, phrase, seed=4, layer=layer, face=face, count=count)
    return sheet, anchors


def mean_colour(sheet: Sheet) -> NDArray[np.float64]:
    seen = np.asarray(sheet.alpha) > 200
    mean: NDArray[np.float64] = np.asarray(sheet.colours, float)[seen].mean(0)
    return mean


@pytest.mark.parametrize("name", sorted(drawings()))
def test_every_drawing_stands_on_its_base_one_unit_high(name: str) -> None:
    noun = drawings()[name].nouns[0]
    unit = min(UNIT, 130 / thing_ratio(noun))
    window = drawn(noun, unit=unit)[0].drawn()
    assert window is not None
    left, top, right, bottom = window
    assert abs(bottom - BASE) <= 5 and abs(bottom - top - unit) <= 9
    assert abs((right - left) / unit - thing_ratio(noun)) < 0.25 + 0.1 * thing_ratio(noun)


def test_each_noun_is_drawn_by_one_drawing_and_each_alias_has_its_icon() -> None:
    nouns = [noun for drawing in drawings().values() for noun in drawing.nouns]
    assert sorted(nouns) == sorted(set(nouns))
    assert set(table("things")["aliases"].values()) <= icon_names()
    assert drawing_of_nouns()["bench"] == "bench"


@pytest.mark.parametrize(
    ("phrase", "strongest"),
    [("a red ball", 0), ("a green ball", 1), ("a blue ball", 2), ("the blue rubber ball", 2)],
)
def test_the_phrase_colours_the_thing(phrase: str, strongest: int) -> None:
    assert int(np.argmax(mean_colour(drawn("ball", phrase)[0]))) == strongest


def test_material_and_wear_change_the_colour() -> None:
    wood = mean_colour(drawn("bench", "a wooden bench")[0])
    stone = mean_colour(drawn("bench", "an old stone bench")[0])
    assert np.ptp(stone) < 0.6 * np.ptp(wood)
    new = mean_colour(drawn("key", "a silver key")[0])
    rusty = mean_colour(drawn("key", "a rusty silver key")[0])
    assert rusty[0] - rusty[2] > new[0] - new[2] + 20


def test_icon_art_takes_the_colour_of_its_phrase() -> None:
    assert choice_for("scarf", "a scarf").way == "icon"
    red, green = (mean_colour(drawn("scarf", f"a {name} scarf")[0]) for name in ("red", "green"))
    assert red[0] > red[1] + 40 and green[1] > green[0] + 20


@pytest.mark.parametrize(
    ("noun", "phrase", "way", "name"),
    [
        ("boat", "a small rowing boat", "drawing", "rowing_boat"),
        ("boat", "the boat", "drawing", "rowing_boat"),
        ("lantern", "a paper lantern", "drawing", "paper_lantern"),
        ("pine trees", "", "drawing", "pine"),
        ("wooden bridge", "", "drawing", "bridge"),
        ("apple", "a ripe apple", "icon", "red-apple"),
        ("apple", "a green apple", "icon", "green-apple"),
        ("orange", "an orange", "icon", "tangerine"),
        ("scarves", "", "icon", "scarf"),
        ("zorblax", "a humming zorblax", "sketch", "zorblax"),
        ("suit", "a suit", "sketch", "suit"),
        ("bullet", "", "sketch", "bullet"),
    ],
)
def test_nouns_find_their_picture(noun: str, phrase: str, way: str, name: str) -> None:
    choice = choice_for(noun, phrase)
    assert (choice.way, choice.name) == (way, name)


def test_the_unknown_is_sketched_with_its_name_and_says_so() -> None:
    one, anchors = drawn("zorblax")
    other, _ = drawn("quizzlet")
    assert anchors.sketched and not thing_known("zorblax")
    assert np.abs(np.asarray(one.colours, float) - np.asarray(other.colours)).sum() > 1000


def test_a_boat_parts_into_what_lies_behind_and_before_its_riders() -> None:
    back, anchors = drawn("sailing boat", layer="back")
    front, _ = drawn("sailing boat", layer="front")
    assert anchors.has_front and anchors.lap[0] < anchors.seat[0] < anchors.lap[1]
    behind, before = (np.asarray(sheet.alpha, int).sum(1).argmax() for sheet in (back, front))
    assert behind < before
    assert drawn("key", layer="front")[0].drawn() is None


def test_a_group_shows_as_many_as_asked_in_a_wider_box() -> None:
    single, several = drawn("ball")[0], drawn("balls", count=5, unit=50)[0]
    assert thing_ratio("balls", count=5) > 1.4 * thing_ratio("ball")
    assert several.drawn() != single.drawn()
    areas = [np.asarray(drawn("balls", count=n, unit=40)[0].alpha).sum() for n in (1, 2, 3)]
    assert areas[0] * 1.7 < areas[1] < areas[2]


@pytest.mark.parametrize("count", [2, 4, 9, 20])
def test_a_group_is_no_higher_than_one_unit_and_stands_on_its_base(count: int) -> None:
    spots = group_of(count, 1.0, seed=3)
    assert len(spots) == count and spots[-1][1] == 0
    assert all(base <= 0 and base - size >= -1.001 for _, base, size in spots)


def test_a_thing_that_is_a_character_gets_a_face_that_acts() -> None:
    plain, nobody = drawn("teapot")
    happy, somebody = drawn("teapot", face=Face.JOY)
    angry, _ = drawn("teapot", face=Face.ANGRY)
    assert nobody.head is None and somebody.head is not None and somebody.mouth is not None
    assert plain.colours.tobytes() != happy.colours.tobytes() != angry.colours.tobytes()


def test_lamps_say_where_they_shine() -> None:
    glow = drawn("lantern")[1].glow
    assert glow is not None and -1 < glow[1] < 0 < glow[2]
    assert drawn("stone")[1].glow is None


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30), st.text(max_size=40), st.integers(1, 12))
def test_any_words_can_be_drawn(noun: str, phrase: str, count: int) -> None:
    sheet, _ = drawn(noun, phrase, count=count)
    assert sheet.drawn() is not None
    assert 0.05 < thing_ratio(noun, phrase, count) < 40


@pytest.mark.parametrize(
    ("noun", "label"),
    [
        ("zorblax", "zorblax"),
        ("\x00\n", "?"),
        ("a" * 60, "a" * 23 + "…"),
        ("two\nlines", "two lines"),
    ],
)
def test_labels_can_be_read(noun: str, label: str) -> None:
    assert label_of(noun) == label


def test_no_noun_has_two_drawings() -> None:
    nouns = [noun for drawing in drawings().values() for noun in drawing.nouns]
    assert sorted({noun for noun in nouns if nouns.count(noun) > 1}) == []


COMMON = """
toolbox pram wheelbarrow plank nail pliers drill scythe plough hoe stairs easel safe lever harp
bagpipes whistle tray flour sugar sapling mittens matches match binoculars comb iron mop duster
button peg tablecloth napkin drawer chandelier trapdoor cannon cannonball rifle sail mast rudder
bait hammock loom treehouse birdhouse chimney pearl marble tightrope trapeze handcuffs wreath
garland bunting firework puddle footprint icicle spacesuit hose
"""


@pytest.mark.parametrize("noun", COMMON.split())
def test_common_things_of_stories_are_drawn(noun: str) -> None:
    assert choice_for(noun).way == "drawing"


@pytest.mark.parametrize(
    ("noun", "wrong"),
    [
        ("washing line", "dotted-line-face"),
        ("watering can", "canned-food"),
        ("beehive", "honey-pot"),
        ("turnip", "onion"),
        ("plum", "peach"),
        ("pistol", "water-pistol"),
        ("cloak", "coat"),
    ],
)
def test_things_are_not_shown_by_the_icon_of_another(noun: str, wrong: str) -> None:
    assert choice_for(noun).name != wrong and choice_for(noun).way == "drawing"


def pixels(phrase: str, noun: str) -> NDArray[np.uint8]:
    return np.asarray(drawn(noun, phrase)[0].colours)


def test_a_broken_vase_lies_wider_and_lower_than_a_whole_one() -> None:
    whole, broken = (drawn("vase", phrase)[0].drawn() for phrase in ("a vase", "a broken vase"))
    assert whole is not None and broken is not None
    assert broken[2] - broken[0] > 1.2 * (whole[2] - whole[0])


@pytest.mark.parametrize("noun", ["lantern", "candle", "lamp", "torch"])
def test_a_light_that_is_out_shines_no_more(noun: str) -> None:
    assert drawn(noun, f"a {noun}")[1].glow is not None
    assert drawn(noun, f"an unlit {noun}")[1].glow is None
    assert (pixels(f"an unlit {noun}", noun) != pixels(f"a {noun}", noun)).any()


def test_cracks_show_on_a_mirror_and_an_open_door_has_its_own_drawing() -> None:
    assert (pixels("a cracked mirror", "mirror") != pixels("a mirror", "mirror")).any()
    assert choice_for("door", "an open door").name == "open_door"
    assert choice_for("box", "an open box").name == "open_box"
