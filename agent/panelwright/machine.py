"""Running the machine on a run folder: start, stop for approval, go on, start over."""

import asyncio
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from langchain_core.runnables import RunnableConfig
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import Command

from panelwright.checkpoints import opened_checkpoints
from panelwright.graph import STORY_STEPS, story_graph
from panelwright.run import Run
from panelwright.state import StoryState
from panelwright.studio import Studio
from panelwright_tools.domain.model import digest

_CONFIG: RunnableConfig = {"configurable": {"thread_id": "run"}, "recursion_limit": STORY_STEPS}

APPROVE_CAST: Final = "approve_cast"
"""The node that waits for portraits to be approved."""

Machine = CompiledStateGraph[StoryState, Studio, Any, Any]


@dataclass(frozen=True)
class Ending:
    """How the machine came to rest."""

    how: Literal["done", "awaiting approval"]
    state: StoryState


async def operate(
    studio: Studio, *, go_on: bool, approve: bool = False, consent: bool = False
) -> Ending:
    """Run until the book is bound, or planning, the plan or the portraits await approval.

    `go_on` continues where the last process stopped, as far as it left a usable memory of the
    same plan; else the machine begins anew, and the store saves what was painted already.
    """
    async with opened_checkpoints(studio.run.checkpoints) as saver:
        machine: Machine = story_graph().compile(checkpointer=saver)
        entry = await _entry(machine, studio) if go_on else None
        if entry is None:
            await saver.adelete_thread("run")
            entry = StoryState(approve=approve, consent=consent)
        try:
            state = await machine.ainvoke(
                entry if entry != _GO_ON else None, _CONFIG, context=studio, durability="sync"
            )
        except asyncio.CancelledError:
            stop(studio)
            raise
        waiting = "__interrupt__" in state
    return Ending("awaiting approval" if waiting else "done", cast(StoryState, state))


def stands_at(run: Run) -> frozenset[str]:
    """The nodes that a run which is at rest would go on with; none when it is done."""

    async def asked() -> frozenset[str]:
        async with opened_checkpoints(run.checkpoints) as saver:
            machine: Machine = story_graph().compile(checkpointer=saver)
            return frozenset((await machine.aget_state(_CONFIG)).next)

    return asyncio.run(asked())


def stop(studio: Studio) -> None:
    """Let no further call and no further picture be begun; what is under way is waited for, but for
    answers that cost nothing."""
    studio.stopping.set()
    for waiting in studio.breakable:
        waiting.give_up()
    studio.workshop.give_up()
    if studio.budget.is_paying:
        note = "stopping as soon as the answer is here that is paid for anyway; interrupt again to"
        studio.events.tell("noted", note=f"{note} stop without it")
    studio.at_stop()


_GO_ON = "go on"
_STOPS = frozenset({"consent", "approve", APPROVE_CAST})
"""The nodes that wait for a person."""


async def _entry(machine: Machine, studio: Studio) -> Any:
    """What to start the machine with to go on; None when it must begin anew."""
    try:
        memory = await machine.aget_state(_CONFIG)
    except (ValueError, TypeError, LookupError):
        return None  # damaged in a way that only shows when it is read
    values, waiting = memory.values, memory.next
    failed = any(p["status"] == "failed" for p in values.get("panels", {}).values())
    changed = "story" in values and values["story"] != digest(studio.story)
    if not waiting or failed or changed:
        return None
    if "order" in values:
        drawn = [task for task in memory.tasks if task.name == "draw_panel" and task.result]
        studio.events.tell("going on", panels=len(values["order"]), drawn=len(drawn))
    return Command(resume=True) if _STOPS & {*waiting} else _GO_ON
