"""The running bible is as full as its room allows, and loses first what was seen longest ago."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright.planning.llm.drafts import CharacterDraft, FactsDraft, PlaceDraft, SceneDraft
from panelwright.planning.llm.known import known, setting_out


def facts_of(count: int) -> FactsDraft:
    """A character, a place and a scene of ten sentences for each number from 0."""
    return FactsDraft(
        cast=[
            CharacterDraft(name=f"Hero {k}", phrase=f"a hero with {k} hats", aliases=[f"the {k}th"])
            for k in range(count)
        ],
        places=[PlaceDraft(name=f"place {k}") for k in range(count)],
        scenes=[
            SceneDraft(
                first=10 * k + 1, last=10 * k + 10, place=f"place {k}", present=[f"Hero {k}"]
            )
            for k in range(count)
        ],
    )


@given(st.integers(0, 120), st.integers(0, 3000))
def test_it_never_takes_more_than_its_room(count: int, room: int) -> None:
    assert len(known(facts_of(count), lambda form: len(form) <= room)) <= room
    assert len(setting_out(facts_of(count), 31, 60, lambda form: len(form) <= room)) <= room


def test_all_is_told_where_there_is_room() -> None:
    words = known(facts_of(40), lambda form: True)
    assert "- Hero 0: a hero with 0 hats. Also: the 0th." in words
    assert "place 0" in words
    assert words.endswith("The last scene: place 39; there: Hero 39")


@pytest.mark.parametrize("room", [300, 600, 1500])
def test_who_was_there_last_is_told_longest(room: int) -> None:
    words = known(facts_of(120), lambda form: len(form) <= room)
    assert "Hero 119" in words and "Hero 0" not in words


def test_a_stretch_is_told_its_own_scenes_and_who_is_there_first() -> None:
    words = setting_out(facts_of(9), 35, 52, lambda form: True)
    lines = words.splitlines()
    assert lines[1].startswith("- Hero 5")
    assert lines[-3:] == [
        "- [35] to [40]: place 3; there: Hero 3",
        "- [41] to [50]: place 4; there: Hero 4",
        "- [51] to [52]: place 5; there: Hero 5",
    ]


def test_nothing_known_is_nothing_told() -> None:
    assert known(FactsDraft(), lambda form: True) == ""
