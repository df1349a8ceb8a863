"""The machine as a graph that LangGraph's own tools load and serve: `langgraph.json` names it.

begin -> draw, which runs the whole machine: its nodes, checkpoints and interrupts are the server's.
"""

import asyncio
import gc
import os
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from contextvars import copy_context
from pathlib import Path
from typing import Annotated, Any, Final
from weakref import WeakKeyDictionary

os.environ["LANGGRAPH_STRICT_MSGPACK"] = "true"  # checkpoints hold plain values, never objects

from typing import Required

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import StreamWriter
from typing_extensions import TypedDict

from panelwright.configuration import changed, configured
from panelwright.events import Watcher
from panelwright.graph import STORY_STEPS, story_graph
from panelwright.lock import locked
from panelwright.machine import stop
from panelwright.paying import settle
from panelwright.readiness import check_ready
from panelwright.run import Run
from panelwright.state import PanelResult, StoryState
from panelwright.studio import Studio
from panelwright.synopsis import clean
from panelwright.toolbox.places import Places
from panelwright.work import Work, new_run, opened_studio, tidied
from panelwright_tools.domain import UserError


class Asked(TypedDict, total=False):
    """What a caller may ask for. Who plans and paints is the server's `agent.toml`'s to say."""

    synopsis: Required[Annotated[str, "two sentences or fifty pages; text, Markdown or Fountain"]]
    panels: int | None
    pages: int | None
    style: str | None
    rtl: bool | None
    seed: int | None
    approve: bool
    """Whether to stop by an interrupt after the plan, and before panels are painted by portraits;
    resuming approves."""


class Made(TypedDict, total=False):
    """What became of it."""

    run: str
    """The name of the run folder, in the server's folder of runs."""
    order: list[str]
    """Panel ids in reading order."""
    results: dict[str, PanelResult]
    """What became of each panel."""
    flagged: list[str]
    """The panels that did not meet every condition."""
    page_files: list[str]
    """Paths in the run folder, as `books` are."""
    books: list[str]


class Comic(Asked, Made):
    """What the outer graph remembers: plain values only."""


MACHINE: Final = story_graph().compile(name="machine")
"""Inside of a node it takes the checkpointer of the graph around it, and is drawn as its part."""


def make_graph() -> CompiledStateGraph[Comic, None, Asked, Made]:
    """The graph, without a checkpointer: whoever serves it brings one."""
    graph = StateGraph(Comic, input_schema=Asked, output_schema=Made)
    graph.add_node(begin)
    graph.add_node(draw)
    graph.add_edge(START, "begin")
    graph.add_edge("begin", "draw")
    graph.add_edge("draw", END)
    return graph.compile(name="panelwright")


def begin(state: Asked) -> Made:
    """A new run folder for the synopsis.

    Raises UserError when what is asked won't do, or a tool lacks what it needs.
    """
    wishes = {name: state.get(name) for name in ("panels", "pages", "style", "rtl", "seed")}
    settings = changed(configured({}), wishes)
    check_ready(settings)
    synopsis: Any = state.get("synopsis")  # the server checks no types
    if not isinstance(synopsis, str):
        raise UserError('give the story as text: {"synopsis": "Mina finds a map. It glows."}')
    text = clean(synopsis, "the synopsis")
    return {"run": new_run(text, " ".join(text.split()[:6]), settings).folder.name}


async def draw(state: Comic, writer: StreamWriter) -> Made:
    """Run the machine on the run folder; events of the run are streamed as custom data.

    An interrupted or broken off machine goes on from the server's checkpoints and the run's store.
    Raises PanelwrightError when it can't be done.
    """
    run = await asyncio.to_thread(_run, state["run"])
    async with _turn(), _studio(run, _streaming(writer)) as studio:
        entry = StoryState(approve=bool(state.get("approve")), consent=False)
        try:
            ending: dict[str, Any] = await MACHINE.ainvoke(
                entry, {"recursion_limit": STORY_STEPS}, context=studio
            )
        except asyncio.CancelledError:
            stop(studio)
            raise
    results = {name: ending["panels"][name] for name in ending["order"]}
    return {
        "order": ending["order"],
        "results": results,
        "flagged": [name for name, one in results.items() if one["status"] != "accepted"],
        "page_files": ending["pages"],
        "books": ending["books"],
    }


def _streaming(writer: StreamWriter) -> Watcher:
    """Streams events from whatever thread they come: the writer knows its node by the context."""
    here = copy_context()
    return lambda event: here.copy().run(writer, dict(event))


def _run(name: str) -> Run:
    """The run of that name: what a client says never leads out of the folder of runs."""
    return Places(Path(configured({}).runs).resolve()).run(name)


@asynccontextmanager
async def _studio(run: Run, watcher: Watcher) -> AsyncIterator[Studio]:
    """The tools of the run; what waits for files or processes never holds up the server."""
    with ExitStack() as open_things:

        def enter() -> Studio:
            open_things.enter_context(locked(run.lock))
            tidied(run)
            studio = open_things.enter_context(opened_studio(run, Work(), watcher))
            settle(studio)
            return studio

        def leave() -> None:
            open_things.close()
            gc.collect()  # the locks of ended processes go here: the system takes a while

        try:
            yield await asyncio.to_thread(enter)
        finally:
            await asyncio.to_thread(leave)


_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


def _turn() -> asyncio.Lock:
    """One run at a time paints in a process, with as many processes of its own as there are cores;
    the others wait."""
    return _turns.setdefault(asyncio.get_running_loop(), asyncio.Lock())
