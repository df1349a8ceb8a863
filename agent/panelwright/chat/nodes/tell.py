"""Plan what the user tells: the story, or its next piece."""

from collections.abc import Iterator
from typing import Final

from langgraph.runtime import Runtime

from panelwright.chat.desk import Desk
from panelwright.chat.proposal import kept_proposal
from panelwright.chat.showing import showed
from panelwright.chat.spoken import Difference, Problem, Progress
from panelwright.chat.state import ChatState
from panelwright.chat.telling import recalled, told_so_far
from panelwright.chat.watching import PanelWatcher
from panelwright.planning.continuing import JOINT, continued
from panelwright.planning.edits import Edit, apply
from panelwright.proposing import considered
from panelwright.reckoning import plan_wishes, reckoned
from panelwright.run import read_text
from panelwright.studio import Studio
from panelwright.synopsis import clean
from panelwright.turns import planner_rests
from panelwright_tools.domain import FREE, Cost, PanelwrightError, Story

_MOST_LINES: Final = 60


def tell(state: ChatState, runtime: Runtime[Desk]) -> ChatState:
    """Show the new panels; what was planned before, and corrected, stays as it is."""
    desk = runtime.context
    try:
        with desk.studio(watcher=PanelWatcher(desk, {})) as studio:
            if not desk.run.story.is_file():
                return _begun(desk, studio, state)
            return _continued(desk, studio, state)
    except PanelwrightError as error:
        desk.say(Problem(text=str(error)))
    return {"road": "confirm" if state.get("waiting") else "end"}


def _begun(desk: Desk, studio: Studio, state: ChatState) -> ChatState:
    """The plan of the whole synopsis, which is there already."""
    if (asks := _asks_first(desk, reckoned(studio), state)) is not None:
        return asks
    desk.say(Progress(doing="planning"))
    story = studio.planner.plan(read_text(desk.run.synopsis), plan_wishes(studio.settings))
    planner_rests(studio)
    desk.run.write_story(story)
    studio.events.tell("planned", title=story.title, panels=len(story.panels))
    lines = list(_plan_told(story))
    more = len(lines) - _MOST_LINES
    shown = [*lines[:_MOST_LINES], *([f"and {more} more"] if more > 0 else [])]
    numbers = tuple(range(1, len(story.panels) + 1))
    desk.say(Difference(lines=tuple(shown), panels=numbers, notes=story.notes))
    return {"road": "decide"}


def _continued(desk: Desk, studio: Studio, state: ChatState) -> ChatState:
    piece = clean(state["said"], "that").rstrip("\n")
    waiting = kept_proposal(desk.run)
    base: tuple[Edit, ...] = waiting.edits if waiting is not None else ()
    story = apply(studio.story, base)
    text = told_so_far(desk.run, story) + (waiting.told if waiting is not None else "")
    text = recalled(studio.planner, story, text)
    cost = studio.planner.price(f"{text}{JOINT}{piece}", plan_wishes(studio.settings))
    if (asks := _asks_first(desk, cost, state)) is not None:
        return asks
    desk.say(Progress(doing="planning"))
    wanted = continued(studio.planner, story, text, piece)
    planner_rests(studio)
    proposal = considered(studio, [*base, *wanted])
    said = " ".join(piece.split())
    short = said if len(said) <= 300 else f"{said[:299]}…"
    added = f"{JOINT}{piece}\n"
    return showed(desk, studio, proposal, short, told=added, after=waiting)


def _asks_first(desk: Desk, cost: Cost, state: ChatState) -> ChatState | None:
    """The question before a model is asked to plan; None where it is free, or was answered."""
    if cost == FREE or desk.asking == "never" or state.get("allowed"):
        return None
    question = f"Shall I have the model plan it (about {cost.words})?"
    return {"road": "confirm", "waiting": "tell", "question": question}


def _plan_told(story: Story) -> Iterator[str]:
    yield f"title: {story.title}"
    for one in story.cast:
        yield f"{one.name} joins the cast: {one.phrase or one.kind.value}"
    for number, panel in enumerate(story.panels, 1):
        text = " ".join((panel.beat.text or panel.caption or panel.alt).split())
        yield f"panel {number}: {text if len(text) <= 100 else f'{text[:99]}…'}"
