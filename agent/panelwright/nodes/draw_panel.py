"""Draw one panel: run the panel graph, and never raise."""

import asyncio

from langgraph.runtime import Runtime
from langgraph.types import Send

from panelwright.state import PanelOrder, PanelResult, PanelState, StoryState
from panelwright.studio import Studio
from panelwright_tools.domain import BudgetExceeded, PanelwrightError


def to_panels(state: StoryState, runtime: Runtime[Studio]) -> list[Send]:
    """One task for each panel of the story.

    Those that somebody waits for come first, then the largest, so that no process has to finish one
    alone while others are idle.
    """
    studio = runtime.context
    order = sorted(
        state["order"], key=lambda panel: (panel not in studio.first, -_effort(panel, studio))
    )
    return [Send("draw_panel", PanelOrder(panel=panel)) for panel in order]


def _effort(panel: str, studio: Studio) -> float:
    """About how long it takes: by its pixels, and what is on it."""
    width, height = studio.sheets[panel].size
    return width * height * (2 + len(studio.panels[panel].regions))


async def draw_panel(state: PanelOrder, runtime: Runtime[Studio]) -> StoryState:
    """The panel's result. An exception here would cancel the panels beside it.

    The panel graph runs in a thread of the studio's own pool, whose size limits how many panels
    are in work; a new thread starts with an empty context, so the panel graph is no subgraph to
    LangGraph and writes no checkpoints: its stages are resumable through the store.
    """
    from panelwright.graph import drawing

    studio = runtime.context
    drawing()  # made here, where one begins after the other, or two threads would make it at once
    loop = asyncio.get_running_loop()
    result = await loop.run_in_executor(studio.threads, _drawn, state["panel"], studio)
    return {"panels": {state["panel"]: result}}


def _drawn(panel: str, studio: Studio) -> PanelResult:
    from panelwright.graph import drawing, panel_steps

    if studio.stopping.is_set():
        return _failed(panel, "it was interrupted", studio)
    try:
        state = drawing().invoke(
            PanelState(panel=panel),
            {"recursion_limit": panel_steps(studio.settings.attempts)},
            context=studio,
        )
    except BudgetExceeded as error:
        return {"status": "failed", "attempts": 0, "reasons": [str(error)]}
    except PanelwrightError as error:
        return _failed(panel, str(error), studio)
    except Exception as error:  # whatever it is: it ends this panel, not those beside it
        return _failed(panel, f"{type(error).__name__}: {error}", studio)
    result: PanelResult = state["result"]
    return result


def _failed(panel: str, reason: str, studio: Studio) -> PanelResult:
    studio.events.tell("failed", panel=panel, reason=reason)
    return {"status": "failed", "attempts": 0, "reasons": [reason[:500]]}
