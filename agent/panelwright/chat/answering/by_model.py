"""Has a language model answer a question from the evidence, given as text."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from pydantic import Field

from panelwright.chat.answering.evidence import verdict_told
from panelwright.chat.answering.facts import Facts
from panelwright.chat.answering.whole import cost_told
from panelwright.planning.llm.drafts import Draft
from panelwright.planning.llm.fitting import answer_room, fitted, too_small
from panelwright.planning.llm.outlining import panel_line
from panelwright_prompts import render
from panelwright_tools.asking.model import LanguageModel, Message

_MOST_TOKENS: Final = 400
_REACHES: Final = (200, 60, 20, 6, 2)
"""Panels that the prompt tells, the more the better."""
_LONGEST: Final = 1500
"""Characters of a question that a model is told."""
_MOST_VERSIONS: Final = 20


class AnswerDraft(Draft):
    """An answer to a question about the comic."""

    answer: str = Field(default="", description="one to three sentences")
    known: bool = Field(default=True, description="whether the evidence answers the question")


def answered(model: LanguageModel, facts: Facts, question: str) -> str | None:
    """The model's answer; None when it does not know.

    Raises ModelOutputError when it gives nothing, ToolError and BudgetExceeded as `ask` does.
    """
    ask = partial(prompt, facts, question)
    messages = fitted(model, _REACHES, ask, AnswerDraft, _MOST_TOKENS)
    if messages is None:
        raise too_small(model, "answer questions about this comic")
    room = answer_room(model, _MOST_TOKENS)
    draft = model.ask(messages, AnswerDraft, most_tokens=room).value
    text = " ".join(draft.answer.split())
    return text if text and draft.known else None


def prompt(facts: Facts, question: str, most: int) -> tuple[Message, ...]:
    """The question, with what is known of as many panels."""
    story = facts.story
    numbers = _told(facts, question, most)
    turns = render(
        "chat/answer",
        title=_plain(story.title),
        cast="; ".join(f"{one.name}, {one.phrase or one.kind.value}" for one in story.cast),
        places=", ".join(place.name for place in story.places) or "none",
        style=facts.settings.style or story.style,
        panels="\n".join(panel_line(story, number) for number in numbers),
        evidence=_plain("\n".join(verdict_told(facts, story.panels[n - 1]) for n in numbers)),
        versions=_plain("\n".join(_versions(facts)) or "none"),
        cost=cost_told(facts),
        question=_plain(" ".join(question[:_LONGEST].split())),
    )
    return tuple(Message(turn.speaker, turn.text) for turn in turns)


def _told(facts: Facts, question: str, most: int) -> Sequence[int]:
    """The numbers of the panels that are told: all, or those nearest to the ones that are named."""
    numbers = sorted(facts.numbers.values())
    if len(numbers) <= most:
        return numbers
    words = question.replace("?", " ").replace(",", " ").split()
    named = [int(word) for word in words if word.isdecimal()]
    near = sorted(numbers, key=lambda n: min((abs(n - one) for one in named), default=n))
    return sorted(near[:most])


def _versions(facts: Facts) -> list[str]:
    return [
        f"{version.number}. {version.said}{' (undone)' if version.undone is not None else ''}"
        for version in facts.versions[-_MOST_VERSIONS:]
    ]


def _plain(text: str) -> str:
    """Without what would end the part of the prompt that holds it."""
    return text.replace("</", "< /")
