"""Stage, write and check, each alone, with the real client over a server on loopback."""

import json
import re
from collections.abc import Callable

import pytest

from faults import Fault
from faulty_server import KEY, MODEL, Asked, FaultyServer
from panelwright.planning.llm.check import check, windows_of
from panelwright.planning.llm.drafts import BeatDraft, FactsDraft
from panelwright.planning.llm.numbering import numbered
from panelwright.planning.llm.stage import stage, stage_all
from panelwright.planning.llm.write import write_all
from panelwright_tools.asking.asker import Asker
from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint
from panelwright_tools.domain import (
    Beat,
    Character,
    ModelOutputError,
    Panel,
    Place,
    Region,
    Shot,
    Story,
    TimeOfDay,
    ToolError,
)

TEXT = numbered(
    'Mina finds a map in the attic. "We must go now," says Tom. "Where to?" asks Mina. '
    "They run into the dark wood. A wolf howls."
)
BEATS = [BeatDraft(first=k, last=k, moment=f"moment {k}") for k in range(1, 6)]
FACTS = FactsDraft()

Good = Callable[[Asked], str]


def asker(server: FaultyServer, context: int = 8000) -> Asker:
    return Asker(OpenAIEndpoint(MODEL, server.base_url, KEY, context, 20.0))


def panels_asked(asked: Asked) -> list[int]:
    """Numbers of the panels that a question is about."""
    return [int(number) for number in re.findall(r"^Panel (\d+)[.:]", asked.prompt, re.M)]


def staged(asked: Asked) -> str:
    (number,) = panels_asked(asked)
    return json.dumps({"shot": "close-up", "subjects": [{"name": f"thing {number}"}]})


@pytest.mark.parametrize("at_once", [1, 3])
def test_every_panel_is_staged_with_one_call_each_in_order(at_once: int) -> None:
    with FaultyServer(good=staged) as server:
        found = stage_all(asker(server), TEXT, FACTS, BEATS, at_once=at_once)
    names = [staging.subjects[0].name for staging in found if staging]
    assert names == [f"thing {number}" for number in range(1, 6)]
    assert len(server.asked) == 5


def test_a_panel_that_the_model_will_not_stage_is_left_and_the_others_are_staged() -> None:
    def good(asked: Asked) -> str:
        return "I'd rather talk about birds." if panels_asked(asked) == [3] else staged(asked)

    with FaultyServer(good=good) as server:
        found = stage_all(asker(server), TEXT, FACTS, BEATS, at_once=2)
    assert [staging is None for staging in found] == [False, False, True, False, False]


def test_a_box_is_taken_from_a_model_that_gives_one() -> None:
    answer = {"subjects": [{"name": "Mina", "box": [0.1, 0.2, 0.3, 0.6]}]}
    with FaultyServer(good=json.dumps(answer)) as server:
        staging = stage(asker(server), TEXT, FACTS, BEATS, 1)
    assert staging.subjects[0].box == [0.1, 0.2, 0.3, 0.6]


def test_a_wrong_key_stops_the_staging_at_its_first_call() -> None:
    with FaultyServer(good=staged, key="another") as server, pytest.raises(ToolError):
        stage_all(asker(server), TEXT, FACTS, BEATS, at_once=2)
    assert server.seen == 1


def test_a_refusal_is_an_error_of_the_models_output() -> None:
    script = [Fault(refusal="I can't help with that.")]
    with FaultyServer(script, good=staged) as server, pytest.raises(ModelOutputError):
        stage(asker(server), TEXT, FACTS, BEATS, 1)


def test_words_have_every_quote_even_if_the_model_gives_none() -> None:
    def good(asked: Asked) -> str:
        told = [{"panel": n, "caption": f"So it was, {n}."} for n in panels_asked(asked)]
        return json.dumps({"panels": told})

    beats = [BEATS[0], BEATS[1].model_copy(update={"turning_point": True}), *BEATS[2:]]
    with FaultyServer(good=good) as server:
        words = write_all(asker(server), TEXT, FACTS, beats)
    assert len(server.asked) == 2
    assert [panel.caption for panel in words if panel] == [f"So it was, {k}." for k in range(1, 6)]
    said = [[b.quote for b in panel.balloons] for panel in words if panel]
    assert said == [[], [1], [2], [], []]


def test_a_page_too_long_for_the_context_is_written_in_parts() -> None:
    def good(asked: Asked) -> str:
        return json.dumps({"panels": [{"panel": n, "caption": "x"} for n in panels_asked(asked)]})

    beats = [BeatDraft(first=1, last=5, moment="much " * 120) for _ in range(6)]
    with FaultyServer(good=good) as server:
        words = write_all(asker(server, context=4000), TEXT, FACTS, beats)
    assert [panel.panel for panel in words if panel] == [1, 2, 3, 4, 5, 6]
    assert 1 < len(server.asked) <= 6


def plan(panels: int) -> Story:
    """Mina in the attic by day, though a lamp is lit in panel 2."""
    return Story(
        title="Attic",
        cast=(Character(id="mina", name="Mina"), Character(id="tom", name="Tom")),
        places=(Place(id="attic", name="attic", noun="attic"),),
        panels=tuple(
            Panel(
                id=f"p{number:03}",
                place="attic",
                time=TimeOfDay.DAY,
                beat=Beat(text="She looks at the map and waits for the others to come."),
                regions=(Region(id="mina", subject="mina", noun="girl", phrase="a girl"),),
            )
            for number in range(1, panels + 1)
        ),
    )


def test_findings_are_applied_listed_or_left_out() -> None:
    found = [
        {"panel": 2, "about": "time", "problem": "A lamp is lit by day.", "change": "at night"},
        {"panel": 3, "about": "knowledge", "problem": "She can't know yet.", "change": ""},
        {"panel": 77, "about": "cast", "problem": "Nobody is there.", "change": "with Tom"},
    ]
    with FaultyServer(good=json.dumps({"findings": found})) as server:
        findings = check(asker(server), plan(4))
    assert findings.story.panels[1].time is TimeOfDay.NIGHT
    assert findings.applied == ("Panel 2, at night: A lamp is lit by day.",)
    assert findings.story.notes == (
        "Panel 3: She can't know yet.",
        "Changed after the check: Panel 2, at night: A lamp is lit by day.",
    )
    assert len(server.asked) == 1


def test_a_long_plan_is_checked_in_windows_that_cover_every_panel() -> None:
    def good(asked: Asked) -> str:
        numbers = [int(n) for n in re.findall(r"^(\d+)\. attic", asked.prompt, re.M)]
        wishes = [{"panel": n, "problem": "Too far.", "change": "closer"} for n in numbers[-1:]]
        elsewhere = [{"panel": numbers[0] - 1, "problem": "Unseen.", "change": "wider"}]
        return json.dumps({"findings": wishes + elsewhere})

    story = plan(70)
    with FaultyServer(good=good) as server:
        model = asker(server, context=4000)
        windows = windows_of(model, story)
        findings = check(model, story, at_once=2)
    assert sorted({n for first, last in windows for n in range(first, last + 1)}) == [*range(1, 71)]
    assert len(server.asked) == len(windows) > 1
    near = [n for n, panel in enumerate(findings.story.panels, 1) if panel.shot is Shot.MEDIUM]
    assert near == [last for _, last in windows]
    assert {panel.shot for panel in findings.story.panels} == {Shot.FULL, Shot.MEDIUM}
    assert len(findings.listed) == 0


def test_a_model_that_can_not_check_leaves_the_plan_and_says_so() -> None:
    with FaultyServer(good="It is a lovely plan!") as server:
        findings = check(asker(server), plan(3))
    assert findings.story.panels == plan(3).panels
    assert findings.story.notes == (
        "Panels 1 to 3 were checked by rule only: the model gave no findings.",
    )


def test_a_context_too_small_for_any_window_is_said() -> None:
    with FaultyServer() as server:
        findings = check(asker(server, context=600), plan(3))
    assert not server.asked
    assert findings.listed == (
        "Panels 1 to 3 were checked by rule only: the model's context is too small.",
    )
