"""Step revise: has a model put a user's request into wishes that the rules read."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from panelwright.planning.edits import Edit
from panelwright.planning.llm.drafts import ChangeDraft, RevisionDraft
from panelwright.planning.llm.fitting import answer_room, fitted, too_small
from panelwright.planning.llm.outlining import panel_line
from panelwright.planning.llm.prompting import prompted
from panelwright.planning.planner import Request
from panelwright.planning.requests import revise as read_by_rule
from panelwright.planning.requests.asking import forms
from panelwright_tools.asking.model import LanguageModel, Message
from panelwright_tools.domain import Story, UserError

MOST_TOKENS: Final = 1200
MOST_CHANGES: Final = 40
REPAIRS: Final = 2
"""Turns in which the model is told which of its wishes no rule reads."""
_REACHES: Final = (400, 120, 60, 30, 12, 4)
"""Panels that the prompt tells, the more the better."""
_LONGEST: Final = 2000
"""Characters of a request that a model is told."""
_LONGEST_WISH: Final = 600


def revise(model: LanguageModel, story: Story, request: Request) -> list[Edit]:
    """The edits that carry out a request, as the model understands it.

    Raises UserError when it can't be carried out, ModelOutputError when the model gives nothing;
    BudgetExceeded and ToolError as `ask` does.
    """
    ask = partial(prompt, story, request)
    messages = fitted(model, _REACHES, ask, RevisionDraft, MOST_TOKENS)
    if messages is None:
        raise too_small(model, "revise this plan")
    room = answer_room(model, MOST_TOKENS)
    problem = UserError("the model gave no change.")
    for _ in range(1 + REPAIRS):
        draft = model.ask(messages, RevisionDraft, most_tokens=room).value
        try:
            return _edits(story, draft, request)
        except UserError as error:
            problem = error
        messages = (*messages, Message("assistant", draft.model_dump_json()), _again(problem))
    raise UserError(f"the model did not put the request into changes that can be made: {problem}")


def prompt(story: Story, request: Request, most: int) -> tuple[Message, ...]:
    """The question; what is the same for all requests comes first."""
    return prompted(
        "plan/revise",
        forms=forms(),
        cast="; ".join(_telling(c.name, c.phrase) for c in story.cast),
        places=", ".join(place.name for place in story.places),
        style=story.style,
        panels="\n".join(panel_line(story, n + 1) for n in _told(story, request, most)),
        pages="; ".join(_page(story, *page) for page in enumerate(request.pages, 1)),
        request=" ".join(request.text[:_LONGEST].split()).replace("</", "< /"),
    )


def _edits(story: Story, draft: RevisionDraft, request: Request) -> list[Edit]:
    """Raises UserError, in words for the model, when a wish is none that the rules read."""
    if not draft.changes:
        why = f": {draft.problem[:300]}" if draft.problem else "."
        raise UserError(f"the model finds nothing that can be changed{why}")
    text = "; ".join(_sentence(change) for change in draft.changes[:MOST_CHANGES])
    return read_by_rule(story, text, request.pages, request.shown)


def _sentence(change: ChangeDraft) -> str:
    """`panels 2, 3: at night`."""
    wish = " ".join(change.wish[:_LONGEST_WISH].split()).strip(" .;")
    if not change.panels:
        return wish
    numbers = ", ".join(str(number) for number in change.panels)
    return f"panels {numbers}: {wish}"


def _again(problem: UserError) -> Message:
    return Message(
        "user",
        f"That can't be done: {problem} Give all changes anew, each wish in one of the forms.",
    )


def _told(story: Story, request: Request, most: int) -> Sequence[int]:
    """Places of the panels that the prompt tells: all, or those around the ones that are named."""
    count = len(story.panels)
    if count <= most:
        return range(count)
    words = request.text.replace(",", " ").replace(":", " ").split()
    named = [int(word) - 1 for word in words if word.isdecimal() and 1 <= int(word) <= count]
    near = sorted(range(count), key=lambda n: min((abs(n - m) for m in named), default=n))
    return sorted(near[:most])


def _telling(name: str, phrase: str) -> str:
    return f"{name}, {phrase}" if phrase else name


def _page(story: Story, number: int, panels: Sequence[str]) -> str:
    ids = [panel.id for panel in story.panels]
    return f"page {number}: panels {ids.index(panels[0]) + 1} to {ids.index(panels[-1]) + 1}"
