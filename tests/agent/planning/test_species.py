"""Which animal the words of a story name."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes


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
