"""Which animal the words of a story name."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Kind, Shot


@pytest.mark.parametrize(
    ("text", "species"),
    [
        ("A lion cub crept out of the grass. The cub danced.", "lion cub"),
        ("Two fox cubs rolled in the leaves.", "fox cub"),
        ("A polar bear sat down.", "polar bear"),
        ("The guinea pig ate a carrot.", "guinea pig"),
        ("A farm dog barked.", "dog"),
    ],
)
def test_an_animal_of_two_words_is_not_the_animal_of_the_last(text: str, species: str) -> None:
    story = EmbeddedPlanner().plan(text, PlanWishes(panels=1))
    assert [one.look.species for one in story.cast] == [species]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("A badger postman knocks.", "a badger dressed as a postman"),
        ("A fox who works as a baker waves.", "a fox dressed as a baker"),
        ("Mr Nibs the mouse was a tailor. He sewed.", "a mouse dressed as a tailor"),
        ("The cat Pip is the keeper. Pip wears a red scarf.", "a cat in a red scarf"),
    ],
)
def test_an_animal_with_a_trade_is_that_animal_in_its_dress(text: str, phrase: str) -> None:
    (one,) = EmbeddedPlanner().plan(text, PlanWishes(panels=1)).cast
    assert one.kind is Kind.ANIMAL
    assert one.phrase == phrase


def test_an_animal_is_shown_whole_with_what_it_holds() -> None:
    told = "Rex sleeps. Rex wakes up. The fox brings a loaf of bread."
    story = EmbeddedPlanner().plan(told, PlanWishes(panels=3))
    assert story.panels[-1].shot in (Shot.FULL, Shot.WIDE)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("An owl sits on a branch.", "bough"),
        ("A cat sleeps on the branch.", "bough"),
        ("Ada picks up a branch and throws it.", "branch"),
    ],
)
def test_a_branch_that_bears_somebody_is_a_bough(text: str, noun: str) -> None:
    panel = EmbeddedPlanner().plan(text, PlanWishes(panels=1)).panels[0]
    assert noun in [region.noun for region in panel.regions]
