"""Animals have their real sizes beside people."""

import pytest

from panelwright_tools.layout.sizes import known_noun, size_of
from panelwright_tools.painting.storyboard.creatures.tables import creature_table

NOUNS = [noun for row in creature_table("species").values() for noun in row["nouns"]]


def test_every_creature_that_can_be_drawn_has_a_size_of_its_own() -> None:
    assert [noun for noun in NOUNS if known_noun(noun) is None] == []


@pytest.mark.parametrize(
    ("young", "grown"),
    [
        ("bear cub", "bear"),
        ("foal", "horse"),
        ("fawn", "deer"),
        ("piglet", "pig"),
        ("owlet", "owl"),
    ],
)
def test_young_animals_are_smaller_than_grown_ones(young: str, grown: str) -> None:
    assert size_of(young)[0] < 0.75 * size_of(grown)[0]
