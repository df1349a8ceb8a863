"""Looks read from words, and put into words again."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.embedded.describe import character_phrase
from panelwright.planning.embedded.look_adjectives import age_of_years
from panelwright.planning.embedded.look_draft import colour_in
from panelwright.planning.embedded.looks import read_look
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Age, Build, Garment, Kind


def test_hair_and_coat_of_a_girl_are_read() -> None:
    look = read_look(Kind.PERSON, ["girl"], ["red-haired"], ["wearing a yellow raincoat"])
    assert look.age is Age.CHILD
    assert look.hair.colour == "red"
    assert look.clothes == (Garment(name="raincoat", colour="yellow"),)


def test_a_list_of_clothes_is_worn_whole() -> None:
    look = read_look(Kind.PERSON, ["man"], [], ["in a white suit, round glasses and brown boots"])
    assert [(g.colour, g.name) for g in look.clothes] == [
        ("white", "suit"),
        (None, "glasses"),
        ("brown", "boots"),
    ]


def test_colours_of_animals_colour_the_body() -> None:
    look = read_look(Kind.ANIMAL, ["fox"], ["thin", "red"])
    assert (look.species, look.colour, look.build) == ("fox", "red", Build.SLIM)


def test_young_makes_children_of_girls_only() -> None:
    assert read_look(Kind.PERSON, ["girl"], ["little"]).age is Age.CHILD
    assert read_look(Kind.PERSON, ["woman"], ["young"]).age is Age.ADULT


@pytest.mark.parametrize(
    ("word", "age"),
    [("nine", Age.CHILD), ("14", Age.TEEN), ("forty", Age.ADULT), ("eighty-two", Age.OLD)],
)
def test_years_become_ages(word: str, age: Age) -> None:
    assert age_of_years(word) is age


def test_eyes_beards_and_scars_are_kept() -> None:
    look = read_look(Kind.PERSON, ["sailor"], ["old", "blue-eyed"], ["a long grey beard", "a scar"])
    assert look.age is Age.OLD
    assert look.eyes == "blue"
    assert look.marks == ("long grey beard", "scar")


def test_long_curly_hair_is_a_style_with_a_colour() -> None:
    hair = read_look(Kind.PERSON, ["woman"], [], ["long curly black hair"]).hair
    assert (hair.style, hair.colour) == ("long curly", "black")


def test_a_rusty_small_robot_is_marked_and_small() -> None:
    look = read_look(Kind.ROBOT, ["robot"], ["small", "rusty", "teal"])
    assert look.marks == ("rusty",)
    assert look.colour == "teal"
    assert look.size < 1


@pytest.mark.parametrize(
    ("text", "colour"),
    [("a dark blue coat", "dark blue"), ("a striped shirt", "striped"), ("a coat", None)],
)
def test_colours_are_found_with_their_shades(text: str, colour: str | None) -> None:
    assert colour_in(text) == colour


def test_a_look_is_put_into_one_phrase() -> None:
    look = read_look(
        Kind.PERSON,
        ["girl"],
        ["red-haired"],
        ["freckles", "wearing a yellow raincoat"],
        "feminine",
    )
    phrase = character_phrase(look, Kind.PERSON, ["girl"])
    assert phrase == "a red-haired girl with freckles in a yellow raincoat"


def test_a_sister_is_drawn_as_a_girl_and_a_mother_as_a_woman() -> None:
    sister = read_look(Kind.PERSON, ["sister"], ["little"], (), "feminine")
    mother = read_look(Kind.PERSON, ["mother"], (), (), "feminine")
    assert character_phrase(sister, Kind.PERSON, ["sister"]) == "a girl"
    assert character_phrase(mother, Kind.PERSON, ["mother"]) == "a woman"


@pytest.mark.parametrize(
    "text",
    [
        "The dragon's mother was worried. She coughed.",
        "I was the smallest dragon of all. My brothers, Flap and Flip, flew away. I cried.",
    ],
)
def test_the_kin_of_a_beast_are_beasts(text: str) -> None:
    story = EmbeddedPlanner().plan(text, PlanWishes(panels=2))
    assert {c.look.species for c in story.cast} == {"dragon"}


@pytest.mark.parametrize("name", ["Grandpa Ivo", "Granny Rose"])
def test_a_name_that_begins_with_a_noun_of_the_old_is_of_somebody_old(name: str) -> None:
    story = EmbeddedPlanner().plan(f"{name} bakes a cake in the kitchen.", PlanWishes(panels=1))
    assert [character.look.age for character in story.cast] == [Age.OLD]
