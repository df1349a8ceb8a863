"""Titles: the given one, or one from the story's own words."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes


def title(text: str) -> str:
    return EmbeddedPlanner().plan(text, PlanWishes()).title


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One-shot: The Drowned Bell\n\nAda rang it. Tom ran.", "The Drowned Bell"),
        ("The Wrong Bride (romcom, about 10 panels?)\n\nAda ran. Tom sang.", "The Wrong Bride"),
        ("# Low Tide\n\nAda ran. Tom sang.", "Low Tide"),
    ],
)
def test_a_given_title_loses_its_label_and_remark(text: str, wanted: str) -> None:
    assert title(text) == wanted


def test_a_thing_with_its_own_quality_names_the_story() -> None:
    text = (
        "Selin found a green umbrella on the ferry. The umbrella was sad. She opened the umbrella. "
        "It rained. The umbrella laughed. Selin gave the umbrella to a boy."
    )
    assert title(text) == "The Green Umbrella"


def test_a_thing_is_told_with_the_place_that_it_is_in() -> None:
    text = (
        "There was a bell under the mountain. Ada heard the bell. She dug for the bell. "
        "The bell was cold. Ada rang the bell, and everybody danced."
    )
    assert title(text) == "The Bell under the Mountain"


def test_a_thing_that_recurs_stands_beside_its_hero() -> None:
    text = "Ada found a drum. She ran home. She hit the drum. Tom laughed."
    assert title(text) == "Ada and the Drum"


@pytest.mark.parametrize(
    "text",
    [
        "Ada sat in the kitchen. She sighed. She went to bed.",
        "Old Tomas ran to the shop. He sighed. He sang in the street.",
    ],
)
def test_common_places_and_furniture_are_in_no_title(text: str) -> None:
    assert not {"kitchen", "shop", "street", "bed"} & set(title(text).lower().split())


def test_a_story_told_as_i_is_not_named_by_its_first_sentence() -> None:
    text = "I was late again for school because of the rain. My brother laughed. He had a trumpet."
    assert title(text) == "My Brother"


def test_whoever_belongs_to_the_hero_is_not_named_twice() -> None:
    assert title("Gordon fed Gordon's cat. The cat slept. Gordon sighed.") == "Gordon"


def test_two_stand_in_a_title_with_one_quality_each() -> None:
    text = (
        "A small, brave little red fox met a big bad old grey wolf. The fox ran. The wolf ran "
        "after the fox. The fox laughed."
    )
    assert title(text) == "The Brave Fox and the Big Wolf"


def test_of_two_with_equal_parts_the_first_is_named_first() -> None:
    text = "Tadeusz sat down. Inga came. Inga waved. Tadeusz laughed. Inga sang."
    assert title(text) == "Tadeusz and Inga"


def test_a_place_that_is_named_once_is_in_no_title() -> None:
    text = "Ada had a key to the house on Gull Lane. She ran. She sang. Tom waved and ran."
    assert "Gull" not in title(text)


def test_a_thing_with_a_name_is_what_the_story_is_about() -> None:
    text = (
        "The final of the Golden Ladle is on television. Mei washes a cabbage. “The Golden Ladle "
        "goes to Mei!” says Tom. Mei laughs."
    )
    assert title(text) == "The Golden Ladle"


def test_even_a_stone_names_a_story_that_comes_back_to_it() -> None:
    text = (
        "Sam had a stone. “It is a stone,” said Ana. “Only a stone?” Sam held the stone and "
        "sighed. The stone was grey. Sam laughed."
    )
    assert title(text) == "Sam and the Stone"


def test_someone_is_nobody_for_a_title() -> None:
    text = "June ran. Someone sang. June waved. Someone called. Someone laughed."
    assert title(text) == "June"


def test_talk_between_nobody_is_named_by_its_first_question() -> None:
    assert title("“Hi.”\n“Hello.”\n“Who are you?”\n“I am your future.”") == "Who Are You?"
