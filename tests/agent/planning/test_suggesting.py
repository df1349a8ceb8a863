"""What is suggested can be said: with the story's own names and numbers, and it does something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright.planning.edits import apply
from panelwright.planning.requests import revise
from panelwright.planning.requests.suggesting import strangers, suggestions
from request_story import STORY


@given(st.text(max_size=60))
def test_every_suggestion_can_be_carried_out(said: str) -> None:
    for wish in suggestions(STORY, said):
        assert apply(STORY, revise(STORY, wish)) != STORY


def test_what_was_named_is_in_the_suggestions() -> None:
    found = suggestions(STORY, "panel 4: the robot more of a cowbell")
    assert len(found) == 4
    assert any("panel 4" in wish for wish in found)
    assert not any(name in " ".join(found) for name in ("Zorro", "the dog"))


def test_with_nothing_said_they_are_of_different_kinds() -> None:
    kinds = [revise(STORY, wish)[0].kind for wish in suggestions(STORY, "")]
    assert len(kinds) == len(set(kinds)) == 4


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Zorro wears a hat", ("Zorro",)),
        ("panel 2: Zorro hugs Mina", ("Zorro",)),
        ("Put Mina on the left", ()),
        ("Tom and the robot run", ()),
        ("more cowbell", ()),
    ],
)
def test_strangers_are_named(said: str, names: tuple[str, ...]) -> None:
    assert strangers(STORY, said) == names
