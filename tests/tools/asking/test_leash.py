"""What a weak model would go on with for ever is ended, and nothing else is."""

import json
from typing import Any

import pytest

from panelwright_tools.asking.json_frames import State, advance_all, shortest
from panelwright_tools.asking.json_shapes import state_of
from panelwright_tools.asking.leash import Leash, open_list, repeats

TEXT = {"type": "string"}
NAMES = {"type": "array", "items": TEXT}
SCHEMA = {"type": "object", "properties": {"names": NAMES, "moods": NAMES}}


def written(text: str, most_tokens: int = 10_000, schema: Any = SCHEMA) -> tuple[str, Leash]:
    """A text as far as the leash lets it come, one letter a token, and ended then."""
    state: State = state_of(schema)
    leash = Leash(most_tokens)
    done = ""
    for letter in text:
        following = advance_all(state, letter.encode())
        if following is None:
            break
        done += letter
        state = leash.held(following, done.encode(), len(done))
    return done + shortest(state).decode(), leash


def test_a_list_ends_when_it_says_something_again() -> None:
    ended, leash = written('{"names": ["Tom", "Mina", "Tom", "Mina", "Tom"')
    assert json.loads(ended) == {"names": ["Tom", "Mina", "Tom"], "moods": []}
    assert not leash.cut


def test_a_list_that_takes_the_room_of_what_follows_is_cut() -> None:
    names = ", ".join(f'"name {n}"' for n in range(12))
    whole, _ = written(f'{{"names": [{names}], "moods": [')
    assert len(json.loads(whole)["names"]) == 12
    short, leash = written(f'{{"names": [{names}', most_tokens=100)
    assert 3 < len(json.loads(short)["names"]) < 7
    assert leash.cut


def test_a_string_that_goes_round_in_circles_ends() -> None:
    ended, _ = written('{"names": ["' + "the map in the rain, " * 12)
    assert json.loads(ended)["names"] == [("the map in the rain, " * 4)]
    once = "She runs and runs and runs, and the rain runs down the window."
    assert json.loads(written(f'{{"names": ["{once}"')[0])["names"] == [once]


@pytest.mark.parametrize(
    ("items", "again"),
    [
        (["a", "b"], False),
        (["a", "a"], True),
        ([1, 1, 1], False),
        (
            [{"quote": 1, "by": "Mina"}, {"quote": 2, "by": "Mina"}, {"quote": 3, "by": "Mina"}],
            False,
        ),
        ([{"quote": n, "by": "the old sailor"} for n in range(20)], False),
        ([{"panel": n, "problem": "cast", "change": "cast"} for n in range(6)], False),
        ([{"panel": n, "problem": "cast", "change": "cast"} for n in range(7)], True),
        ([{"panel": n, "caption": "The map begins to glow in the rain."} for n in range(2)], False),
        ([{"panel": n, "caption": "The map begins to glow in the rain."} for n in range(3)], True),
    ],
)
def test_what_counts_as_saying_it_again(items: list[Any], again: bool) -> None:
    assert repeats(items) is again


def test_the_open_list_is_found_behind_brackets_in_strings() -> None:
    text = r'{"a": [{"b": "]}\" [", "c": [{"d": ["x", "y\\"]}, {"d": ["z"]}'
    assert open_list(text) == [{"d": ["x", "y\\"]}, {"d": ["z"]}]
    assert open_list(text + ', {"d": ["v"') == ["v"]
