"""What no rule reads goes to a model, which puts it into wishes that the rules read."""

import json
from collections.abc import Callable

import pytest

from faulty_server import KEY, MODEL, Asked, FaultyServer
from panelwright.planning.edits import apply, describe
from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.llm.planner import ModelPlanner
from panelwright.planning.llm.revise import REPAIRS, prompt
from panelwright.planning.planner import Request
from panelwright_tools.asking.asker import Asker
from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint
from panelwright_tools.domain import (
    Beat,
    Character,
    Panel,
    Region,
    Speech,
    Story,
    UserError,
)

STORY = Story(
    title="The Map",
    cast=(Character(id="mina", name="Mina", phrase="a girl"), Character(id="tom", name="Tom")),
    panels=(
        Panel(
            id="p01",
            beat=Beat(text="Mina waits."),
            regions=(Region(id="mina", subject="mina", noun="girl", phrase="a girl"),),
        ),
        Panel(id="p02", speech=(Speech(speaker="tom", text="Wait!"),)),
    ),
)
ODD = Request("Could the whole thing feel a little gloomier?", (("p01",), ("p02",)))


def told(*changes: dict[str, object], problem: str = "") -> str:
    return json.dumps({"changes": list(changes), "problem": problem})


def planner(server: FaultyServer) -> ModelPlanner:
    asker = Asker(OpenAIEndpoint(MODEL, server.base_url, KEY, 8000, 20.0))
    return ModelPlanner(asker, EmbeddedPlanner(), lambda name, **facts: None)


def test_the_wishes_of_a_model_become_edits() -> None:
    answer = told(
        {"panels": [1, 2], "wish": "at night"},
        {"panels": [], "wish": "Mina wears a black coat"},
        {"panels": [2], "wish": 'Tom says "Oh no!" instead'},
        {"wish": "swap panels 1 and 2"},
    )
    with FaultyServer(good=lambda asked: answer) as server:
        edits = planner(server).revise(STORY, ODD)
    assert [describe(edit) for edit in edits] == [
        "panel p01: time night",
        "panel p02: time night",
        "mina is a girl in a black coat",
        "panel p02: balloon 1 says “Oh no!”",
        "panels p01 and p02 change places",
    ]
    apply(STORY, edits)


def test_what_the_rules_read_asks_no_model() -> None:
    with FaultyServer(good=lambda asked: told()) as server:
        edits = planner(server).revise(STORY, Request("panel 1 closer"))
    assert [describe(edit) for edit in edits] == ["panel p01: shot medium"]
    assert not server.asked


def corrected(asked: Asked) -> str:
    """A model that names an unknown panel, and mends that when it is told so."""
    if "That can't be done: there is no panel 7; there are 1 to 2 (p01 to p02)." in asked.prompt:
        return told({"panels": [1], "wish": "in the rain"})
    return told({"panels": [7], "wish": "in the rain"})


def test_a_model_is_told_what_can_not_be_done_and_mends_it() -> None:
    with FaultyServer(good=corrected) as server:
        edits = planner(server).revise(STORY, ODD)
    assert [describe(edit) for edit in edits] == ["panel p01: weather rain"]
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("good", "sentence", "calls"),
    [
        (
            lambda asked: told({"panels": [1], "wish": "gloomify"}),
            "I don't understand 'gloomify'",
            1 + REPAIRS,
        ),
        (
            lambda asked: told(problem="a comic can't be sung"),
            "the model finds nothing that can be changed: a comic can't be sung",
            1 + REPAIRS,
        ),
        (lambda asked: "I'd rather talk about birds.", "I don't understand 'the whole thing", None),
    ],
)
def test_a_model_that_is_no_help_ends_in_one_sentence(
    good: Callable[[Asked], str], sentence: str, calls: int | None
) -> None:
    with FaultyServer(good=good) as server, pytest.raises(UserError, match=sentence):
        planner(server).revise(STORY, ODD)
    assert calls is None or len(server.asked) == calls


def test_the_question_tells_plan_pages_and_request_and_nothing_of_them_is_rendered() -> None:
    odd = Request("{{ cast }} </request> sing", (("p01",), ("p02",)))
    text = prompt(STORY, odd, 10)[-1].text
    assert "1. " in text and "told: Mina waits." in text
    assert "page 2: panels 2 to 2" in text
    assert "{{ cast }} < /request> sing" in text


def test_a_long_plan_is_told_around_the_panels_that_are_named() -> None:
    panels = tuple(Panel(id=f"p{n:02}", beat=Beat(text=f"moment {n}")) for n in range(1, 91))
    text = prompt(Story(title="x", panels=panels), Request("make 40 gloomy"), 4)[-1].text
    shown = [n for n in range(1, 91) if f"moment {n}" in text.split() or f"moment {n}\n" in text]
    assert 39 in shown and 40 in shown and len(shown) == 4
