"""Step write: asks for the captions and balloons of the panels of a page."""

from collections.abc import Callable, Sequence
from functools import partial

from panelwright.planning.llm.bible import Reach, bible, reaches
from panelwright.planning.llm.drafts import BeatDraft, FactsDraft, PanelWordsDraft, WordsDraft
from panelwright.planning.llm.fitting import answer_room, fitted, too_small
from panelwright.planning.llm.numbered import NumberedText
from panelwright.planning.llm.prompting import prompted
from panelwright.planning.llm.quoting import Script, mended, told_once
from panelwright.planning.llm.telling import told
from panelwright.planning.llm.together import answered
from panelwright_tools.asking.model import LanguageModel, Message

MOST_PANELS = 6
"""Panels that one question is about; a page with more is asked for in parts."""
PANEL_TOKENS = 240
"""Of the words of one panel."""
_LONGEST = 3000
"""Characters of a panel's sentences that are told."""


def write(
    model: LanguageModel,
    text: NumberedText,
    facts: FactsDraft,
    beats: Sequence[BeatDraft],
    numbers: Sequence[int],
) -> list[PanelWordsDraft]:
    """The words of the panels with these numbers, from 1, in order: every quote once, verbatim.

    Raises ModelOutputError when the model gives none or its context is too small even for one
    panel; BudgetExceeded and ToolError as `ask` does.
    """
    most = PANEL_TOKENS * len(numbers)
    asked = partial(prompt, text, facts, beats, numbers)
    messages = fitted(model, reaches(beats), asked, WordsDraft, most)
    if messages is not None:
        answer = model.ask(messages, WordsDraft, most_tokens=answer_room(model, most))
        return mended(Script(text, facts, beats), numbers, answer.value.panels)
    if len(numbers) > 1:
        half = len(numbers) // 2
        parts = (numbers[:half], numbers[half:])
        return [words for part in parts for words in write(model, text, facts, beats, part)]
    raise too_small(model, "write a panel")


def write_all(
    model: LanguageModel,
    text: NumberedText,
    facts: FactsDraft,
    beats: Sequence[BeatDraft],
    *,
    at_once: int = 1,
    done: Callable[[], None] = lambda: None,
) -> list[PanelWordsDraft | None]:
    """The words of every panel, in order; None where the model gave none that hold.

    `done` is called after each page and may raise to stop. Raises as `stage_all` does.
    """
    pages = pages_of(beats)
    ask = partial(write, model, text, facts, beats)
    found = answered(pages, ask, at_once=at_once, done=done)
    written: list[PanelWordsDraft | None] = []
    for page, words in zip(pages, found, strict=True):
        written += words if words is not None else [None] * len(page)
    return told_once(written)


def unwritten(
    text: NumberedText, facts: FactsDraft, beats: Sequence[BeatDraft], numbers: Sequence[int]
) -> list[PanelWordsDraft]:
    """The words of panels for which no model wrote any: their quotes, no captions."""
    return mended(Script(text, facts, beats), numbers, ())


def pages_of(beats: Sequence[BeatDraft]) -> list[list[int]]:
    """Numbers of panels in groups that end with a page, of at most MOST_PANELS each."""
    pages: list[list[int]] = []
    open_page: list[int] = []
    for number, beat in enumerate(beats, 1):
        open_page.append(number)
        if beat.turning_point or len(open_page) == MOST_PANELS or number == len(beats):
            pages.append(open_page)
            open_page = []
    return pages


def prompt(
    text: NumberedText,
    facts: FactsDraft,
    beats: Sequence[BeatDraft],
    numbers: Sequence[int],
    reach: Reach | None = None,
) -> tuple[Message, ...]:
    """The question for some panels: what all pages share first, their own part last.

    `reach`: how much of the story is told; None: as much as any model is told.
    """
    panels = [
        {
            "number": number,
            "moment": beats[number - 1].moment,
            "story": told(text, beats[number - 1].first, beats[number - 1].last, most=_LONGEST),
        }
        for number in numbers
    ]
    return prompted(
        "plan/write", bible=bible(facts, beats, numbers, reach or reaches(beats)[0]), panels=panels
    )
