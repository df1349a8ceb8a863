"""Step check: reads the whole plan as a critic, and mends or lists what contradicts itself."""

from collections.abc import Callable, Iterator
from functools import partial

from panelwright.planning.llm.continuity import jumps
from panelwright.planning.llm.drafts import FindingDraft, FindingsDraft
from panelwright.planning.llm.findings import Findings, carried_out, noted
from panelwright.planning.llm.fitting import answer_room, fitted
from panelwright.planning.llm.outlining import cast_line, panel_line, places_line
from panelwright.planning.llm.prompting import prompted
from panelwright.planning.llm.together import answered
from panelwright_tools.asking.model import LanguageModel, Message
from panelwright_tools.domain import Story

MOST_FINDINGS = 8
"""Of one window; a critic who finds more finds fault."""
MOST_TOKENS = 900
LONGEST_WINDOW = 60
"""Panels that are checked in one question."""
SHORTEST_WINDOW = 2
OVERLAP = 2
"""Panels of a window that the next one sees too."""

Window = tuple[int, int]
"""Numbers of its first and last panel."""


def check(
    model: LanguageModel,
    story: Story,
    *,
    at_once: int = 1,
    done: Callable[[], None] = lambda: None,
) -> Findings:
    """The story mended where rules and the model found it to contradict itself.

    What the model had changed and what it failed to check stands in the notes. `done` is
    called after each window and may raise to stop. Raises BudgetExceeded and ToolError as `ask`
    does.
    """
    ruled = checked_by_rule(story)
    windows = windows_of(model, ruled.story)
    ask = partial(findings_in, model, ruled.story)
    found = answered(windows, ask, at_once=at_once, done=done)
    asked = carried_out(ruled.story, _known(windows, found))
    failed = (window for window, findings in zip(windows, found, strict=True) if findings is None)
    missed = [_unchecked(window, "the model gave no findings") for window in failed]
    end = windows[-1][1] if windows else 0
    if end < len(story.panels):
        missed.append(_unchecked((end + 1, len(story.panels)), "the model's context is too small"))
    changed = [f"Changed after the check: {sentence}" for sentence in asked.applied]
    return Findings(
        noted(asked.story, [*changed, *missed]),
        ruled.applied + asked.applied,
        (*ruled.listed, *asked.listed, *missed),
    )


def checked_by_rule(story: Story) -> Findings:
    """The story mended where it jumps from panel to panel; no model is asked."""
    return carried_out(story, jumps(story))


def findings_in(model: LanguageModel, story: Story, window: Window) -> list[FindingDraft]:
    """What the model finds in some panels, the first few. Raises as `ask` does."""
    room = answer_room(model, MOST_TOKENS)
    answer = model.ask(prompt(story, window), FindingsDraft, most_tokens=room)
    return answer.value.findings[:MOST_FINDINGS]


def windows_of(model: LanguageModel, story: Story) -> list[Window]:
    """Stretches of panels, each as long as the model's context allows, that overlap a little."""
    windows: list[Window] = []
    first, last = 1, 0
    while last < len(story.panels):
        ends = list(_ends(first, len(story.panels)))
        messages = partial(_prompt_to, story, first)
        end = next(
            (e for e in ends if fitted(model, (e,), messages, FindingsDraft, MOST_TOKENS)), 0
        )
        if end <= last:
            return windows
        last = end
        windows.append((first, last))
        first = last + 1 - OVERLAP
    return windows


def prompt(story: Story, window: Window) -> tuple[Message, ...]:
    """The question for some panels."""
    first, last = window
    panels = story.panels[first - 1 : last]
    return prompted(
        "plan/check",
        cast=cast_line(story, panels),
        places=places_line(story, panels),
        part="" if len(panels) == len(story.panels) else f"{first} to {last}",
        panels="\n".join(panel_line(story, number) for number in range(first, last + 1)),
        most=MOST_FINDINGS,
    )


def _prompt_to(story: Story, first: int, last: int) -> tuple[Message, ...]:
    return prompt(story, (first, last))


def _ends(first: int, panels: int) -> Iterator[int]:
    """Ends of a window, the longest first, each half as long as the one before."""
    size = min(LONGEST_WINDOW, panels - first + 1)
    while size >= min(SHORTEST_WINDOW + OVERLAP, panels - first + 1):
        yield first + size - 1
        size //= 2


def _known(windows: list[Window], found: list[list[FindingDraft] | None]) -> Iterator[FindingDraft]:
    """Findings about panels that the model was shown."""
    for (first, last), findings in zip(windows, found, strict=True):
        yield from (f for f in findings or () if first <= f.panel <= last)


def _unchecked(window: Window, why: str) -> str:
    first, last = window
    return f"Panels {first} to {last} were checked by rule only: {why}."
