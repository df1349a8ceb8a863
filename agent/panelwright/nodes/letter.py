"""Letter the panels."""

from langgraph.runtime import Runtime

from panelwright.files import write_whole
from panelwright.state import StoryState
from panelwright.studio import Studio
from panelwright_tools.domain import BudgetExceeded, ToolError


def letter(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Lay each panel's words beside its picture, as they were placed when it was judged.

    All panels are drawn by now; a failed or unaffordable one ends the run here, to be resumed.
    """
    studio = runtime.context
    if studio.budget.refused:
        raise BudgetExceeded(f"{studio.budget.refused}.")
    _refuse_failed(state)
    for panel in state["order"]:
        lettering = studio.store.get_lettering(state["panels"][panel]["evidence"])
        if lettering is None:
            raise ToolError(f"the letters of panel {panel} are damaged; run `agent draw` again.")
        write_whole(studio.run.letters(panel), lettering.model_dump_json(exclude_defaults=True))
    studio.events.tell("lettered", panels=len(state["order"]))
    return {}


def _refuse_failed(state: StoryState) -> None:
    failed = [panel for panel in state["order"] if state["panels"][panel]["status"] == "failed"]
    if failed:
        reason = state["panels"][failed[0]]["reasons"][0]
        others = f" and {len(failed) - 1} more panels" if len(failed) > 1 else ""
        raise ToolError(f"panel {failed[0]}{others} could not be drawn: {reason}")
