"""A conversation whose run has a language model: it reads what no rule reads, and answers."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from faulty_server import KEY, MODEL, Asked, FaultyServer
from panelwright.chat.engine import Chat
from panelwright.chat.spoken import Difference, Problem, Question, Reply, Spoken
from panelwright.run import Run
from panelwright.settings import ModelSettings
from scripted_plan import ScriptedPlan
from small_runs import SETTINGS, planned

STORY = "Mina finds a map in the rain. It glows. Mina runs home."


@pytest.fixture(autouse=True)
def _with_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def said(chat: Chat, *turns: str) -> list[Spoken]:
    """What the turns were answered with, without the user's own words and progress."""
    heard: list[Spoken] = []
    for turn in turns:
        chat.say(turn, heard.append)
    return [spoken for spoken in heard if spoken.kind not in ("said", "progress")]


def modelled(server: FaultyServer) -> Run:
    """A run that plans with the server's model."""
    model = ModelSettings(name=MODEL, base_url=server.base_url)
    update = {"planner": "openai", "model": model}
    return planned(Path("run"), settings=SETTINGS.model_copy(update=update))


def by_schema(**answers: object) -> Callable[[Asked], str]:
    return lambda asked: json.dumps(answers[asked.schema_name or ""])


def test_what_no_rule_reads_becomes_typed_edits_by_the_model() -> None:
    revision = {"changes": [{"panels": [1, 2], "wish": "at night"}], "problem": ""}
    with FaultyServer(good=by_schema(RevisionDraft=revision)) as server:
        with Chat(modelled(server), jobs=1) as chat:
            heard = said(chat, "more of a gloomy feeling at the start please")
        assert server.seen == 1
    difference = heard[0]
    assert isinstance(difference, Difference)
    assert difference.lines == ("panel 1: time day → night", "panel 2: time day → night")
    assert heard[-1].kind == "bound"


def test_rules_answer_first_and_ask_no_model() -> None:
    with FaultyServer(good=by_schema()) as server, Chat(modelled(server), jobs=1) as chat:
        heard = said(chat, "panel 2 at night", "who is in panel 1?")
        assert not server.seen and isinstance(heard[-1], Reply)


def test_a_question_that_no_rule_reads_is_answered_from_the_evidence_as_text() -> None:
    answer = {"answer": "Because Mina stands in the park on all of them.", "known": True}
    prompts: list[str] = []

    def good(asked: Asked) -> str:
        prompts.append(asked.prompt)
        return json.dumps(answer)

    with FaultyServer(good=good) as server, Chat(modelled(server), jobs=1) as chat:
        said(chat, "paint it", "panel 2 at night")
        heard = said(chat, "why is everything in this comic so green and wet?")
    (prompt,) = prompts
    assert [one.kind for one in heard] == ["reply"]
    assert isinstance(heard[0], Reply) and heard[0].text == answer["answer"]
    assert "Panel 2 is accepted" in prompt and "1. panel 2 at night" in prompt
    assert "why is everything in this comic so green and wet?" in prompt


def test_what_the_model_does_not_know_either_is_said() -> None:
    answer = {"answer": "I do not know.", "known": False}
    good = by_schema(AnswerDraft=answer)
    with FaultyServer(good=good) as server, Chat(modelled(server), jobs=1) as chat:
        (problem,) = said(chat, "why is everything in this comic so green and wet?")
    assert isinstance(problem, Problem) and "I can't answer that" in problem.text


def test_the_story_is_planned_by_the_model_after_a_yes_only() -> None:
    model = ModelSettings(name=MODEL)
    with FaultyServer(good=ScriptedPlan(STORY)) as server:
        model = model.model_copy(update={"base_url": server.base_url})
        settings = SETTINGS.model_copy(update={"planner": "openai", "model": model})
        with Chat(settings=settings, jobs=1) as chat:
            (question,) = said(chat, STORY)
            assert isinstance(question, Question) and "have the model plan it" in question.text
            assert not server.seen
            heard = said(chat, "yes")
            assert isinstance(heard[0], Difference) and heard[-1].kind == "bound"
            assert server.seen and chat.run is not None
            assert chat.run.read_story().planner.startswith("llm/1")


def test_a_server_that_is_gone_is_one_sentence_and_the_conversation_goes_on() -> None:
    with FaultyServer(good=by_schema()) as server:
        run = modelled(server)
    with Chat(run, jobs=1) as chat:
        heard = said(chat, "more of a gloomy feeling at the start please", "who is in panel 1?")
    assert [one.kind for one in heard] == ["problem", "reply"]
