"""Steps read and break down through the real client: small stories, long ones, broken answers."""

import json
from pathlib import Path
from typing import Any

import pytest

from faults import Fault
from faulty_server import MODEL, Asked, FaultyServer
from honest_reader import NAMES, answer, long_story, sentences_of
from panelwright.planning.llm.break_down import break_down, default_panels, questions_of
from panelwright.planning.llm.drafts import FactsDraft
from panelwright.planning.llm.numbering import numbered
from panelwright.planning.llm.read import read
from panelwright.planning.planner import PlanWishes
from panelwright_tools.asking.asker import Asker
from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint
from panelwright_tools.asking.token_counts import reckoned
from panelwright_tools.domain import ModelOutputError, ToolError

TOLD: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "lighthouse.json").read_text("utf-8")
)
STORY = numbered(TOLD["synopsis"])
READ = FactsDraft.model_validate(TOLD["read"])
LONG = numbered(long_story(25_000))
SMALL = 4096
FREE = PlanWishes()


def asker(server: FaultyServer, context: int = 32_000) -> Asker:
    return Asker(OpenAIEndpoint(MODEL, base_url=server.base_url, context=context))


def fixed(asked: Asked) -> str:
    step = "break_down" if asked.schema_name == "BeatsDraft" else "read"
    return json.dumps(TOLD[step])


def assert_fits(server: FaultyServer, context: int) -> None:
    for asked in server.asked:
        assert asked.most_tokens is not None
        assert reckoned(asked.prompt) + asked.most_tokens <= context


def test_a_short_story_is_read_in_one_call_and_its_facts_are_mended() -> None:
    with FaultyServer(good=fixed) as server:
        facts = read(asker(server), STORY)
    assert len(server.asked) == 1
    assert [(c.name, c.marks) for c in facts.cast] == [("Mina", []), ("the old keeper", ["beard"])]
    assert [(s.first, s.last) for s in facts.scenes] == [(1, 5), (6, 6)]
    assert facts.scenes[0].present == ["Mina", "the old keeper"]
    assert [(q.quote, q.speaker) for q in facts.quotes] == [(1, "Mina"), (2, "the old keeper")]
    assert [(v.character, v.first, v.last) for v in facts.variations] == [("Mina", 5, 6)]


def test_a_short_story_is_broken_down_in_one_call_and_its_beats_are_mended() -> None:
    with FaultyServer(good=fixed) as server:
        beats = break_down(asker(server), STORY, READ, PlanWishes(panels=3))
    assert len(server.asked) == 1
    assert [(b.first, b.last) for b in beats] == [(1, 2), (3, 5), (6, 6)]
    assert beats[1].who == ["old keeper", "Mina"]


def test_the_steps_tell_the_model_the_numbered_story_and_what_is_wished() -> None:
    with FaultyServer(good=fixed) as server:
        model = asker(server)
        break_down(model, STORY, read(model, STORY), PlanWishes(panels=3, pages=2))
    first, second = (asked.prompt for asked in server.asked)
    assert '[2] Q1"Is anyone here?" she calls.' in first
    assert "into 3 panels on 2 pages" in second
    assert "Mina: a girl in a yellow coat" in second
    assert "[1] to [5]: the lighthouse, night" in second


def test_a_novel_is_read_in_parts_that_never_pass_the_context() -> None:
    with FaultyServer(good=answer) as server:
        facts = read(asker(server, SMALL), LONG)
    assert_fits(server, SMALL)
    assert len(server.asked) > 20
    assert {c.name for c in facts.cast} == set(NAMES)
    covered = [n for s in facts.scenes for n in range(s.first, s.last + 1)]
    assert covered == list(range(1, len(LONG.sentences) + 1))
    assert len(facts.quotes) == len(LONG.quotes)
    new = [number for asked in server.asked for number, _ in sentences_of(asked)]
    assert set(new) == set(covered) and len(new) > len(covered)


def test_later_parts_are_told_what_is_known() -> None:
    with FaultyServer(good=answer) as server:
        read(asker(server, SMALL), numbered(long_story(2500)))
    assert len(server.asked) > 2
    assert "Known from the pages before" not in server.asked[0].prompt
    for asked in server.asked[1:]:
        known = asked.prompt.split("Known from the pages before:")[1]
        assert "Mina in a coat" in known and "The last scene: the " in known


def test_a_novel_is_broken_down_in_parts_that_never_pass_the_context() -> None:
    with FaultyServer(good=answer) as server:
        model = asker(server, SMALL)
        facts = FactsDraft.model_validate({"cast": [{"name": n, "phrase": n * 9} for n in NAMES]})
        beats = break_down(model, LONG, facts, PlanWishes(panels=300), at_once=4)
    assert_fits(server, SMALL)
    assert len(beats) == 300
    covered = {n for b in beats for n in range(b.first, b.last + 1)}
    assert covered == set(range(1, len(LONG.sentences) + 1))


@pytest.mark.parametrize(("context", "panels"), [(SMALL, 300), (SMALL, None), (200_000, 60)])
def test_the_calls_are_known_before_any_is_made(context: int, panels: int | None) -> None:
    text, wishes = numbered(long_story(4000)), PlanWishes(panels=panels)
    with FaultyServer(good=answer) as server:
        model = asker(server, context)
        expected = len(questions_of(model, text, READ, wishes))
        assert server.asked == []
        break_down(model, text, READ, wishes)
    assert len(server.asked) == expected > 1


def test_a_large_context_takes_fewer_calls_but_no_more_than_a_model_reads_with_care() -> None:
    with FaultyServer(good=answer) as server:
        read(asker(server, 1_000_000), LONG)
    assert 4 <= len(server.asked) <= 16


@pytest.mark.parametrize("context", [2600, 3000, 8192])
def test_any_context_of_use_is_kept(context: int) -> None:
    text = numbered(long_story(1500))
    with FaultyServer(good=answer) as server:
        model = asker(server, context)
        beats = break_down(model, text, read(model, text), PlanWishes(panels=110))
    assert_fits(server, context)
    assert len(beats) == 110


def test_a_context_that_is_too_small_is_one_sentence_and_no_call() -> None:
    with FaultyServer(good=answer) as server:
        with pytest.raises(ModelOutputError, match="too small to read a story"):
            read(asker(server, 1000), STORY)
        with pytest.raises(ModelOutputError, match="too small to break a story"):
            break_down(asker(server, 1000), STORY, READ, FREE)
    assert server.asked == []


CUT = Fault(cut=0.5, finish="length")
NOTHING = Fault(content='{"cast": [{"name": "Mi', finish="length")


@pytest.mark.parametrize("cut", [CUT, NOTHING])
def test_a_part_whose_answer_is_cut_is_read_again_in_halves(cut: Fault) -> None:
    text = numbered(long_story(600))
    with FaultyServer([cut] * 3, good=answer) as server:
        facts = read(asker(server), text)
    halves = [len(sentences_of(asked)) for asked in server.asked[-2:]]
    assert sum(halves) == len(text.sentences) and max(halves) - min(halves) <= 1
    assert len(facts.quotes) == len(text.quotes)


def test_a_model_whose_answers_are_always_cut_is_not_asked_ever_smaller_questions() -> None:
    text = numbered(long_story(600))
    with FaultyServer([CUT] * 99, good=answer) as server:
        facts = read(asker(server), text)
    assert len(server.asked) <= 9
    assert {c.name for c in facts.cast} == set(NAMES)


def test_what_follows_cut_beats_is_asked_again() -> None:
    text = numbered(long_story(600))
    with FaultyServer([CUT] * 3, good=answer) as server:
        beats = break_down(asker(server), text, READ, PlanWishes(panels=12))
    again = sentences_of(server.asked[-1])
    assert again[0][0] > 1 and again[-1][0] == len(text.sentences)
    assert len(beats) == 12


def test_a_model_that_refuses_everything_is_soon_left_alone() -> None:
    text = numbered(long_story(4000))
    with FaultyServer([Fault(refusal="No.")] * 99, good=answer) as server:
        with pytest.raises(ModelOutputError, match="refuses"):
            read(asker(server, SMALL), text)
        assert len(server.asked) == 3
        with pytest.raises(ModelOutputError):
            break_down(asker(server, SMALL), text, READ, FREE)
        assert len(server.asked) == 6


def test_a_part_that_gets_no_answer_leaves_its_facts_to_others() -> None:
    with FaultyServer([Fault(refusal="No.")], good=answer) as server:
        facts = read(asker(server, SMALL), numbered(long_story(3000)))
    assert sentences_of(server.asked[1])[-1][0] > sentences_of(server.asked[0])[-1][0]
    assert facts.scenes[0].first == 1
    assert {c.name for c in facts.cast} == set(NAMES)


def test_a_stretch_without_beats_is_broken_down_by_its_sentences() -> None:
    text = numbered(long_story(3000))
    nothing = Fault(content='{"beats": []}')
    with FaultyServer([nothing], good=answer) as server:
        beats = break_down(asker(server, SMALL), text, READ, PlanWishes(panels=40))
    assert len(beats) == 40
    assert beats[0].first == 1 and beats[0].moment in text.synopsis


def test_a_novel_in_a_few_panels_is_told_by_its_scenes_in_short() -> None:
    scenes = [
        {"first": k + 1, "last": k + 50, "place": "the deck", "summary": f"Mina finds lamp {k}."}
        for k in range(0, len(LONG.sentences) // 50 * 50, 50)
    ]
    scenes[-1]["last"] = len(LONG.sentences)
    facts = FactsDraft.model_validate({"cast": [{"name": "Mina"}], "scenes": scenes})
    with FaultyServer(good=answer) as server:
        beats = break_down(asker(server, SMALL), LONG, facts, PlanWishes(panels=6))
    assert len(server.asked) <= 3
    assert "[51] (the deck) Mina finds lamp 50." in server.asked[0].prompt
    assert_fits(server, SMALL)
    assert len(beats) == 6
    assert beats[0].first == 1 and beats[-1].last == len(LONG.sentences)
    assert all("lamp" in beat.moment for beat in beats)
    firsts = {scene["first"] for scene in scenes}
    assert {beat.first for beat in beats} <= firsts


@pytest.mark.parametrize("said", ["No.", "", '{"beats": []}'])
def test_no_answer_at_all_is_an_error_that_the_planner_can_mend(said: str) -> None:
    with FaultyServer(good=said) as server, pytest.raises(ModelOutputError):
        break_down(asker(server), STORY, READ, FREE)


def test_a_server_that_fails_ends_the_step_and_keeps_asking_nothing() -> None:
    broken = Fault(status=401, code="invalid_api_key", message="Incorrect API key")
    with FaultyServer([broken] * 9, good=answer) as server, pytest.raises(ToolError):
        read(asker(server, SMALL), LONG)
    assert len(server.asked) == 1


def test_every_call_is_told_to_the_caller_who_may_stop() -> None:
    class Stopped(Exception):
        pass

    def stop() -> None:
        raise Stopped

    with FaultyServer(good=answer) as server, pytest.raises(Stopped):
        read(asker(server, SMALL), LONG, done=stop)
    assert len(server.asked) == 1


def test_the_number_of_panels_is_that_of_the_embedded_planner_about() -> None:
    from panelwright.planning.embedded import EmbeddedPlanner

    for words in (60, 300, 1200):
        synopsis = long_story(words)
        embedded = len(EmbeddedPlanner().plan(synopsis, FREE).panels)
        assert abs(default_panels(numbered(synopsis)) - embedded) <= 0.35 * embedded + 1


def test_a_story_without_blanks_between_words_gets_panels_by_its_length() -> None:
    assert default_panels(numbered("小明走进灯塔。" * 60)) > 3 * default_panels(
        numbered("小明走。")
    )


def test_a_story_in_another_script_is_read_and_broken_down_in_its_own_names() -> None:
    told = {
        "read": {
            "cast": [{"name": "小明", "aliases": ["男孩"]}],
            "scenes": [{"first": 1, "last": 3, "place": "灯塔", "present": ["男孩"]}],
            "quotes": [{"quote": 1, "speaker": "男孩"}],
        },
        "break_down": {"beats": [{"first": 1, "last": 2, "moment": "m", "who": ["男孩", "老人"]}]},
    }

    def good(asked: Asked) -> str:
        return json.dumps(told["break_down" if asked.schema_name == "BeatsDraft" else "read"])

    text = numbered("小明走进灯塔。他说：“有人吗？”没有人回答。")
    with FaultyServer(good=good) as server:
        model = asker(server)
        facts = read(model, text)
        beats = break_down(model, text, facts, PlanWishes(panels=2))
    assert facts.scenes[0].present == ["小明"] and facts.quotes[0].speaker == "小明"
    assert [(b.first, b.last, b.who) for b in beats] == [(1, 2, ["小明"]), (3, 3, ["小明"])]
    assert beats[1].moment == "没有人回答。"
