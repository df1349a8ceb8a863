"""Step stage: asks how the camera sees one panel's moment: shot, subjects, relations, in words."""

from collections.abc import Callable, Sequence
from functools import partial

from panelwright.planning.llm.bible import (
    Reach,
    bible,
    changes_of,
    reaches,
    scene_line,
    scene_of,
)
from panelwright.planning.llm.drafts import BeatDraft, FactsDraft, StagingDraft
from panelwright.planning.llm.fitting import answer_room, fitted, too_small
from panelwright.planning.llm.numbered import NumberedText
from panelwright.planning.llm.prompting import prompted
from panelwright.planning.llm.telling import told
from panelwright.planning.llm.together import answered
from panelwright_tools.asking.model import LanguageModel, Message

MOST_TOKENS = 1200
"""Of one staging: eight subjects with every field filled need about as many."""
_LONGEST = 3000
"""Characters of the sentences that a panel tells; more than any picture can show."""


def stage(
    model: LanguageModel,
    text: NumberedText,
    facts: FactsDraft,
    beats: Sequence[BeatDraft],
    number: int,
) -> StagingDraft:
    """The staging of the panel with this number, from 1.

    Raises ModelOutputError when the model gives none or its context is too small for the question;
    BudgetExceeded and ToolError as `ask` does.
    """
    messages = fitted(
        model,
        reaches(beats),
        partial(prompt, text, facts, beats, number),
        StagingDraft,
        MOST_TOKENS,
    )
    if messages is None:
        raise too_small(model, "stage a panel")
    room = answer_room(model, MOST_TOKENS)
    return model.ask(messages, StagingDraft, most_tokens=room).value


def stage_all(
    model: LanguageModel,
    text: NumberedText,
    facts: FactsDraft,
    beats: Sequence[BeatDraft],
    *,
    at_once: int = 1,
    done: Callable[[], None] = lambda: None,
) -> list[StagingDraft | None]:
    """The staging of every panel, in order; None where the model gave none that holds.

    `at_once` bounds the calls at the same time. `done` is called after each panel and may raise to
    stop. Raises BudgetExceeded and ToolError as `ask` does.
    """
    numbers = range(1, len(beats) + 1)
    return answered(numbers, partial(stage, model, text, facts, beats), at_once=at_once, done=done)


def prompt(
    text: NumberedText,
    facts: FactsDraft,
    beats: Sequence[BeatDraft],
    number: int,
    reach: Reach | None = None,
) -> tuple[Message, ...]:
    """The question for one panel: what all panels share first, its own part last.

    `reach`: how much of the story is told; None: as much as any model is told.
    """
    beat = beats[number - 1]
    scene = scene_of(facts, beat)
    changed = [f"{v.character}: {v.phrase}" for v in changes_of(facts, beat)]
    return prompted(
        "plan/stage",
        bible=bible(facts, beats, (number,), reach or reaches(beats)[0]),
        number=number,
        scene=scene_line(scene) if scene else "",
        there=", ".join(scene.present) if scene else "",
        changed="; ".join(changed),
        before=told(text, beat.first - 1, beat.first - 1, most=200),
        story=told(text, beat.first, beat.last, most=_LONGEST),
        moment=beat.moment,
        who=", ".join(beat.who),
    )
