"""Animals have their real sizes beside people."""

import pytest

from panelwright_tools.domain import Angle, Character, Kind, Look, Panel, Region, Shot
from panelwright_tools.domain.vocabulary import Age
from panelwright_tools.layout.sizes import known_noun, size_of
from panelwright_tools.layout.solver import lay_out
from panelwright_tools.layout.wishes import PlacedPanel
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


def beside_a_boy(noun: str, shot: Shot, angle: Angle = Angle.EYE) -> PlacedPanel:
    boy = Character(id="boy", name="Tom", phrase="a boy", look=Look(age=Age.CHILD))
    animal = Character(
        id="animal", name=noun, phrase=f"a {noun}", kind=Kind.ANIMAL, look=Look(species=noun)
    )
    regions = (
        Region(id="animal", subject="animal", noun=noun, phrase=f"a {noun}"),
        Region(id="boy", subject="boy", noun="boy", phrase="a boy"),
    )
    panel = Panel(id="p1", shot=shot, angle=angle, regions=regions)
    return lay_out(panel, {"boy": boy, "animal": animal}, None, 1.0)


@pytest.mark.parametrize("noun", ["owl", "penguin", "dog", "cat", "bear cub"])
@pytest.mark.parametrize("shot", [Shot.CLOSE, Shot.MEDIUM])
@pytest.mark.parametrize("angle", [Angle.EYE, Angle.OVER_SHOULDER])
def test_a_small_animal_is_whole_and_much_smaller_than_a_boy_seen_from_near(
    noun: str, shot: Shot, angle: Angle
) -> None:
    placed = beside_a_boy(noun, shot, angle)
    boy, animal = placed.boxes["boy"], placed.boxes["animal"]
    assert boy.bottom > 0.99, "the boy is cut by the lower edge"
    assert animal.bottom < 0.96, "the animal is not"
    assert animal.h < 0.75 * boy.h


@pytest.mark.parametrize("noun", ["horse", "cow", "lion"])
def test_a_large_animal_is_not_a_toy_beside_a_boy_seen_from_near(noun: str) -> None:
    placed = beside_a_boy(noun, Shot.MEDIUM)
    assert placed.shot is Shot.FULL
    assert placed.boxes["animal"].h > placed.boxes["boy"].h
