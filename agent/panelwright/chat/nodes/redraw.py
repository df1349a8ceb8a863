"""Have panels drawn once more, to come out differently."""

from langgraph.runtime import Runtime

from panelwright.chat.desk import Desk
from panelwright.chat.proposal import Kept, drop_proposal, keep_proposal
from panelwright.chat.spoken import Difference, Problem
from panelwright.chat.state import ChatState
from panelwright.chat.understanding import panels_named
from panelwright.run import Run
from panelwright_tools.domain import UserError
from panelwright_tools.domain.model import digest


def redraw(state: ChatState, runtime: Runtime[Desk]) -> ChatState:
    """Propose another drawing of the panels that the user names; their plan stays."""
    desk = runtime.context
    try:
        numbers = _proposed(desk.run, state["said"])
    except UserError as error:
        desk.say(Problem(text=str(error)))
        return {"road": "confirm" if state.get("waiting") else "end"}
    lines = tuple(f"panel {number}: another drawing of the same" for number in numbers)
    desk.say(Difference(lines=lines, panels=tuple(numbers)))
    return {"road": "decide"}


def _proposed(run: Run, said: str) -> list[int]:
    story = run.read_story()
    named = panels_named(said, story)
    ids = [panel.id for panel in story.panels]
    for panel in named:
        if story.panel(panel).picture is not None:
            number = ids.index(panel) + 1
            raise UserError(f'panel {number} keeps its picture; say "unlock panel {number}" first.')
    drop_proposal(run)
    now = digest(story)
    numbers = [ids.index(panel) + 1 for panel in named]
    told = f"another drawing of panel{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"
    keep_proposal(
        run, Kept(said=told, takes=tuple(named), before=now, after=now, panels=tuple(named))
    )
    return numbers
