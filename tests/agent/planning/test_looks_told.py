"""What texts tell of looks is read, drawn and changes the picture."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from look_fields import character_in, described, fields
from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.embedded.looks import read_look
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Age, Character, Kind
from panelwright_tools.domain.vocabulary import TimeOfDay
from panelwright_tools.painting.storyboard.colour import rgb
from panelwright_tools.painting.storyboard.geometry import affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.people.look import Person, person_of
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.people.role import Acting
from panelwright_tools.painting.storyboard.people.tables import people_table
from panelwright_tools.painting.storyboard.people.wardrobe import noun_of

TABLE = Path(__file__).parents[2] / "support" / "looks_told.toml"
ROWS: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["told"]
LEAST = 0.95
NEAR = 60.0
"""Distance of colours out of 442 within which a shaded colour is still the same."""
GARMENTS = sorted({*people_table("garments"), *people_table("garments")["alias"]} - {"alias"})
HAIR = [
    "bald head", "afro", "green mohawk", "long dreadlocks", "red ponytail", "two pigtails",
    "two black braids", "a long braid", "space buns", "a grey bun", "a topknot", "a black bob",
    "wavy hair", "curly hair", "spiky hair", "messy hair", "long hair", "short hair",
]  # fmt: skip


def share_of(person: Person, colour: str) -> float:
    """How much of the drawn person has about this colour, 0..1."""
    sheet = Sheet(120, 200, mood_for(TimeOfDay.DAY), line=1.0, figure=True, fineness=1)
    with sheet.placed(affine(60, 190, 26)):
        PersonFigure(person, Acting()).draw(sheet)
    alpha = np.asarray(sheet.alpha, float)
    seen = alpha > 0.5 * alpha.max()
    colours = np.asarray(sheet.colours, float)[seen][:, :3]
    return float(np.mean(np.linalg.norm(colours - rgb(colour), axis=1) < NEAR))


def told(text: str, who: str) -> Person:
    character = character_in({"text": text, "who": who})
    assert character is not None
    return person_of(character)


def test_nearly_every_field_that_texts_tell_is_read() -> None:
    found = [(row["who"], name, good) for row in ROWS for name, good in fields(row)]
    wrong = [(who, name) for who, name, good in found if not good]
    assert len(ROWS) >= 120
    assert len(wrong) <= (1 - LEAST) * len(found), wrong


@pytest.mark.parametrize("number", range(0, len(ROWS), 10))
def test_a_look_is_described_whole(number: int) -> None:
    assert described(ROWS[number])


@pytest.mark.parametrize("name", GARMENTS)
def test_every_cut_of_the_painter_is_reached_by_its_words(name: str) -> None:
    spoken = name.replace("_", " ")
    look = read_look(Kind.PERSON, ["woman"], [], [f"wearing a {spoken}"])
    worn = [noun_of(garment.name) for garment in look.clothes]
    worn += ["barefoot"] if "barefoot" in look.marks else []
    assert noun_of(spoken) in worn


@pytest.mark.parametrize("phrase", HAIR)
def test_every_way_to_wear_hair_is_drawn(phrase: str) -> None:
    look = read_look(Kind.PERSON, ["woman"], [], [phrase], "feminine")
    person = person_of(Character(id="ida", name="Ida", look=look))
    style = (look.hair.style or "").split()[-1]
    assert person.hair.replace("_", " ").split()[0][:3] in f"{style} {phrase}" or style == "short"


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("Ana, a woman in a red coat, walked. Ana sang.", "#d8362f"),
        ("Ana was a woman with long blue hair. Ana sang.", "#4a7fd0"),
        ("Ana walked along. Her dress was purple. Ana sang.", "#7a4ea3"),
        ("Ana wore a yellow hat, a teal cloak and boots. Ana sang.", "#2c8f93"),
    ],
)
def test_a_told_colour_is_seen_in_the_picture(text: str, colour: str) -> None:
    plain = told("Ana, a woman in a white dress with grey hair, walked. Ana sang.", "Ana")
    assert share_of(told(text, "Ana"), colour) > share_of(plain, colour) + 0.03


def test_a_giant_is_larger_than_others() -> None:
    giant = character_in({"text": "The giant sat in a cave. The giant waved.", "who": "giant"})
    assert giant is not None
    assert giant.look.size >= 2


def test_a_grey_beard_is_drawn_grey() -> None:
    father = told(
        "Tom met his father, a man with a grey beard. His father sang.", "father|Tom's father"
    )
    assert father.beard == "beard"
    assert father.hair_colour == "#a9abb5"


@pytest.mark.parametrize(
    "text", ["Old Tomas keeps the light.", "The light is out. Old Tomas waits."]
)
def test_an_age_that_opens_a_name_is_drawn(text: str) -> None:
    tomas = character_in({"text": text, "who": "old tomas"})
    assert tomas is not None and tomas.look.age is Age.OLD


def ages(text: str) -> dict[str, Age | None]:
    story = EmbeddedPlanner().plan(text, PlanWishes(panels=2))
    return {character.name: character.look.age for character in story.cast}


def test_the_named_pupils_of_a_class_are_children() -> None:
    found = ages("Sam hated Monday. His teacher, Miss Hall, called him. “A stone,” said Björk.")
    assert found == {"Sam": Age.CHILD, "Miss Hall": None, "Björk": Age.CHILD}


def test_a_niece_who_is_a_woman_is_no_child() -> None:
    assert ages("Tom met his niece Ada. Ada, who was a tall woman, waved.")["Ada"] is None


def test_a_teller_is_as_old_as_the_story_begins() -> None:
    assert ages("I was eleven when I found the key. I opened the door.")["Narrator"] is Age.CHILD


def test_the_size_of_a_tear_is_not_that_of_a_troll() -> None:
    text = "A huge troll sat down. A tear as big as an apple rolled down his nose."
    story = EmbeddedPlanner().plan(text, PlanWishes(panels=1))
    assert story.cast[0].look.size > 1


def test_a_corporal_is_dressed_as_a_soldier() -> None:
    story = EmbeddedPlanner().plan("Corporal Hall sat in the mud.", PlanWishes(panels=1))
    assert "soldier" in story.cast[0].phrase


def test_a_night_guard_with_a_name_is_one_still() -> None:
    text = "The night guard, a sleepy old man named Osvaldo, sat down. Osvaldo wept."
    story = EmbeddedPlanner().plan(text, PlanWishes(panels=2))
    assert "night guard" in story.cast[0].phrase
