"""Reckons what planning will take: calls and tokens, before any is asked."""

from collections.abc import Callable, Sequence
from typing import Final

from pydantic import BaseModel

from panelwright.planning.llm import check, stage, write
from panelwright.planning.llm.break_down import questions_of
from panelwright.planning.llm.drafted import staging_of
from panelwright.planning.llm.drafts import (
    BeatDraft,
    BeatsDraft,
    FactsDraft,
    FindingsDraft,
    StagingDraft,
    WordsDraft,
)
from panelwright.planning.llm.fill import Filler
from panelwright.planning.llm.fitting import schema_tokens
from panelwright.planning.llm.prompting import SYSTEM, tokens_of
from panelwright.planning.llm.read import room_of, stretches
from panelwright.planning.planner import PlanWishes
from panelwright_prompts import render
from panelwright_tools.asking.model import LanguageModel, Message, Usage
from panelwright_tools.domain import ModelOutputError

SAMPLES: Final = 6
"""Questions of a step whose prompts are counted; the others are taken to be like them."""
PROMPT: Final = 700
"""Tokens of a step's own words, where its prompt is not made."""
FINDINGS: Final = 250
"""Tokens of the findings about some panels."""
STAGING: Final = 260
"""Tokens of the staging of a panel, where the rules have none to count."""
WORDS: Final = 90
"""Tokens of the words of a panel."""


def use_of(model: LanguageModel, filler: Filler, wishes: PlanWishes) -> Usage:
    """About what all steps take together, judged by the plan of the rules for the same text."""
    facts = filler.facts(None)
    beats = filler.beats(None, wishes)
    return sum(
        (
            _reading(model, filler, facts),
            _breaking_down(model, filler, facts, beats, wishes),
            _staging(model, filler, facts, beats),
            _writing(model, filler, facts, beats),
            _checking(model, filler, len(beats)),
        ),
        Usage(),
    )


def _reading(model: LanguageModel, filler: Filler, facts: FactsDraft) -> Usage:
    """Every sentence once, what is known again with each part."""
    try:
        parts = stretches(model, filler.text, room_of(model))
    except ModelOutputError:
        return Usage()
    own = _own(model, FactsDraft)
    answer = model.count(facts.model_dump_json())
    known = answer // 2 * (len(parts) - 1)
    return Usage(len(parts), own * len(parts) + _story(model, filler) + known, 0, answer)


def _breaking_down(
    model: LanguageModel,
    filler: Filler,
    facts: FactsDraft,
    beats: Sequence[BeatDraft],
    wishes: PlanWishes,
) -> Usage:
    try:
        calls = len(questions_of(model, filler.text, facts, wishes))
    except ModelOutputError:
        return Usage()
    answer = model.count(BeatsDraft(beats=list(beats)).model_dump_json())
    known = model.count(facts.model_dump_json()) * calls
    prompt = _own(model, BeatsDraft) * calls + _story(model, filler) + known
    return Usage(calls, prompt, 0, answer)


def _staging(
    model: LanguageModel, filler: Filler, facts: FactsDraft, beats: Sequence[BeatDraft]
) -> Usage:
    def prompt(number: int) -> tuple[Message, ...]:
        return stage.prompt(filler.text, facts, beats, number)

    story = filler.reserve
    shown = story.panels[:SAMPLES] if story is not None else ()
    known = [model.count(staging_of(p, story).model_dump_json()) for p in shown if story]
    answer = sum(known) // len(known) if known else STAGING
    return _many(model, len(beats), prompt, StagingDraft, answer * len(beats))


def _writing(
    model: LanguageModel, filler: Filler, facts: FactsDraft, beats: Sequence[BeatDraft]
) -> Usage:
    pages = write.pages_of(beats)

    def prompt(number: int) -> tuple[Message, ...]:
        return write.prompt(filler.text, facts, beats, pages[number - 1])

    return _many(model, len(pages), prompt, WordsDraft, WORDS * len(beats))


def _checking(model: LanguageModel, filler: Filler, panels: int) -> Usage:
    """The whole plan once; the windows of the plan of the rules stand for those of the model."""
    if filler.reserve is None:
        return Usage(1, _own(model, FindingsDraft) + panels * FINDINGS // 2, 0, FINDINGS)
    windows = check.windows_of(model, filler.reserve)

    def prompt(number: int) -> tuple[Message, ...]:
        story = filler.reserve
        return check.prompt(story, windows[number - 1]) if story is not None else ()

    return _many(model, len(windows), prompt, FindingsDraft, FINDINGS * len(windows))


def _many(
    model: LanguageModel,
    calls: int,
    prompt: Callable[[int], tuple[Message, ...]],
    schema: type[BaseModel],
    answers: int,
) -> Usage:
    """So many calls, numbered from 1, of which a few are made to see how long they are."""
    if not calls:
        return Usage()
    sampled = sorted({1 + round(k * (calls - 1) / SAMPLES) for k in range(SAMPLES + 1)})
    tokens = sum(tokens_of(model, prompt(number)) for number in sampled) // len(sampled)
    tokens = min(tokens + schema_tokens(model, schema), model.context)
    return Usage(calls, tokens * calls, 0, answers)


def _own(model: LanguageModel, schema: type[BaseModel]) -> int:
    """Tokens of a prompt besides the story and what is known."""
    system = sum(model.count(turn.text) for turn in render(SYSTEM))
    return system + PROMPT + schema_tokens(model, schema)


def _story(model: LanguageModel, filler: Filler) -> int:
    """Tokens of the whole synopsis, numbered."""
    return model.count(filler.text.synopsis) + 4 * len(filler.text.sentences)
