"""What a model is told about some panels: numbered sentences, and as much of the bible as fits."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright.planning.llm.bible import EVERYTHING, Reach, bible, changes_of, reaches, scene_of
from panelwright.planning.llm.drafts import (
    BeatDraft,
    CharacterDraft,
    FactsDraft,
    SceneDraft,
    VariationDraft,
)
from panelwright.planning.llm.numbered import NumberedText, Quote, Sentence
from panelwright.planning.llm.stage import prompt, stage
from panelwright.planning.llm.telling import told
from panelwright_tools.asking.asker import Asker
from panelwright_tools.asking.endpoint import Call, Reply, Rung
from panelwright_tools.asking.model import Usage
from panelwright_tools.domain import ModelOutputError

SYNOPSIS = "Mina runs. “We must go,” says Tom.\nThey  leave."
TEXT = NumberedText(
    SYNOPSIS,
    (
        Sentence(1, "Mina runs.", (0, 10)),
        Sentence(2, "“We must go,” says Tom.", (11, 34)),
        Sentence(3, "They  leave.", (35, 47)),
    ),
    (Quote(1, "We must go,", 2, (12, 23)),),
)


def test_sentences_are_told_with_their_numbers_and_quotes() -> None:
    assert told(TEXT, 2, 3) == '[2] Q1"We must go," says Tom.\n[3] They leave.'


def test_long_sentences_are_cut_between_words() -> None:
    assert told(TEXT, 1, 3, most=20) == "[1] Mina …"


def long_story(panels: int) -> tuple[FactsDraft, list[BeatDraft]]:
    """A character of its own and a place of its own for each ten panels."""
    scenes = range(0, panels, 10)
    return (
        FactsDraft(
            cast=[
                CharacterDraft(name=f"Hero {k}", phrase=f"a hero with {k} hats, very long told")
                for k in scenes
            ],
            scenes=[
                SceneDraft(first=k + 1, last=k + 10, place=f"place {k}", present=[f"Hero {k}"])
                for k in scenes
            ],
        ),
        [BeatDraft(first=k + 1, last=k + 1, moment=f"moment {k + 1}") for k in range(panels)],
    )


NEAR = Reach(8)


def test_everything_is_told_where_there_is_room() -> None:
    facts, beats = long_story(200)
    words = bible(facts, beats, (95,), EVERYTHING)
    assert "Hero 0:" in words and "1. moment 1" in words and "200. moment 200" in words


def test_of_a_long_story_never_everything_is_told() -> None:
    facts, beats = long_story(1000)
    first, *_ = reaches(beats)
    assert len(bible(facts, beats, (500,), first).splitlines()) < 100


def test_what_is_far_from_the_panel_is_left_out_first() -> None:
    facts, beats = long_story(200)
    words = bible(facts, beats, (95,), NEAR)
    assert "Hero 90:" in words and "95. moment 95" in words
    assert "Hero 0:" not in words and "\n1. moment" not in words


@pytest.mark.parametrize("reach", (EVERYTHING, *reaches([BeatDraft(first=1, last=1)] * 200)))
@pytest.mark.parametrize("number", [1, 2, 95, 199, 200])
def test_the_panel_itself_is_always_told(number: int, reach: Reach) -> None:
    facts, beats = long_story(200)
    assert f"{number}. moment {number}\n" in bible(facts, beats, (number,), reach) + "\n"


def test_panels_beside_each_other_are_told_the_same_words_first() -> None:
    facts, beats = long_story(200)
    told = {bible(facts, beats, (number,), NEAR) for number in range(89, 97)}
    assert len(told) == 1


def test_the_questions_of_two_panels_differ_only_at_their_end() -> None:
    facts, beats = long_story(30)
    one, other = (prompt(TEXT, facts, beats, number)[-1].text for number in (4, 5))
    start = one.index("Panel 4.")
    assert one[:start] == other[:start]
    assert start > 0.8 * len(one)


def test_scene_and_changed_looks_are_those_of_the_panels_sentences() -> None:
    facts = FactsDraft(
        scenes=[SceneDraft(first=1, last=2, place="attic"), SceneDraft(first=3, last=9)],
        variations=[VariationDraft(character="Mina", first=3, last=4, phrase="soaked")],
    )
    first, second = BeatDraft(first=1, last=3), BeatDraft(first=5, last=6)
    assert scene_of(facts, first) == facts.scenes[0]
    assert scene_of(facts, BeatDraft(first=20, last=21)) is None
    assert changes_of(facts, first) == facts.variations
    assert changes_of(facts, second) == []


@dataclass
class Roomy:
    """An endpoint with some context that keeps its calls; four characters are a token."""

    context: int
    id: str = "roomy"
    source: str = "roomy"
    rungs: tuple[Rung, ...] = (Rung.TEXT,)
    calls: list[Call] = field(default_factory=list)

    def count(self, text: str) -> int:
        return len(text) // 4 + 1

    def complete(self, call: Call) -> Reply:
        self.calls.append(call)
        return Reply('{"shot": "wide"}', "stop", Usage())

    def stream(self, call: Call) -> Iterator[str]:
        yield self.complete(call).text


@given(st.integers(3000, 40_000), st.integers(1, 300))
def test_prompt_and_answer_fit_any_context_of_use(context: int, number: int) -> None:
    facts, beats = long_story(300)
    endpoint = Roomy(context)
    assert stage(Asker(endpoint), TEXT, facts, beats, number).shot == "wide"
    (call,) = endpoint.calls
    told = sum(endpoint.count(message.text) for message in call.messages)
    assert told + call.most_tokens <= context
    assert f"Panel {number}." in call.messages[-1].text


def test_no_question_is_longer_than_a_tight_context() -> None:
    facts, beats = long_story(60)
    asked = 0
    for context in range(2000, 6000, 20):
        try:  # a question that is too long would be a ToolError
            stage(Asker(Roomy(context)), TEXT, facts, beats, 30)
        except ModelOutputError:
            assert not asked
            continue
        asked += 1
    assert asked


def test_a_context_without_room_for_a_panel_is_an_error_of_one_sentence() -> None:
    facts, beats = long_story(3)
    with pytest.raises(ModelOutputError, match="context of 600 tokens, too small to stage"):
        stage(Asker(Roomy(600)), TEXT, facts, beats, 1)
