"""What moves a scene and what leaves it where it is, sentence by sentence, from a table."""

from pathlib import Path

import pytest

from panelwright.planning.embedded.scenes import follow_scenes
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Place
from panelwright_tools.language import analyse
from panelwright_tools.painting.storyboard.places.atlas import chart, world_named, world_of

TABLE = Path(__file__).parents[2] / "support" / "scene_moves.txt"


def rows() -> list[tuple[str, str]]:
    lines = TABLE.read_text("utf-8").splitlines()
    told = [line.partition(" | ") for line in lines if line and not line.startswith("#")]
    return [(text, place) for text, _, place in told]


def last_place(text: str) -> Place:
    followed = follow_scenes(analyse(text))
    return followed.places[followed.settings[-1].place or ""]


@pytest.mark.parametrize(("text", "words_of_place"), rows(), ids=[text for text, _ in rows()])
def test_the_last_sentence_plays_where_a_reader_sees_it(text: str, words_of_place: str) -> None:
    place = last_place(text).id.split("-")
    singular = [part.removesuffix("s") for part in place]
    assert set(words_of_place.split("-")) <= {*place, *singular}


@pytest.mark.parametrize("side", ["inside", "outside"])
def test_the_painter_has_a_world_for_every_listed_place_noun(side: str) -> None:
    nouns = [noun.replace("-", " ") for noun in words("place_nouns", side)]
    worlds = {noun: world_named(noun) for noun in nouns}
    assert not [noun for noun, world in worlds.items() if world is None]
    wrong = [n for n, w in worlds.items() if w and chart(w).indoors != (side == "inside")]
    assert not wrong


def test_a_shop_that_is_called_by_its_keeper_is_painted_and_shows_no_keeper() -> None:
    place = last_place("Ada was at the dentist's. She was afraid.")
    assert (place.name, place.indoors, world_of(place)) == ("dentist's", True, "hospital")
    assert all(world_named(trade) for trade in words("place_nouns", "trades"))


def test_a_plane_that_people_sit_in_has_a_cabin_above_the_clouds() -> None:
    assert world_of(last_place("Ada slept in the plane. Tom yawned.")) == "aloft"
