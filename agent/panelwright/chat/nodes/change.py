"""Turn what the user wishes into typed edits."""

from langgraph.runtime import Runtime

from panelwright.chat.desk import Desk
from panelwright.chat.focus import meant, panels_spoken_of
from panelwright.chat.proposal import kept_proposal
from panelwright.chat.showing import not_read, showed
from panelwright.chat.spoken import Problem, Reply
from panelwright.chat.state import ChatState
from panelwright.chat.understanding import is_prose, words_for
from panelwright.history import History
from panelwright.planning.edits import Edit, apply
from panelwright.planning.requests.asking import NotUnderstood, NowhereSaid
from panelwright.planning.requests.finding import is_of_everybody
from panelwright.proposing import by_rules, considered, understood
from panelwright.studio import Studio
from panelwright_tools.domain import PanelwrightError, Story, UserError


def change(state: ChatState, runtime: Runtime[Desk]) -> ChatState:
    """Show what the plan would become; what was proposed before and waits still is part of it."""
    desk, said = runtime.context, state["said"]
    try:
        with desk.studio() as studio:
            waiting = kept_proposal(desk.run)
            base = waiting.edits if waiting is not None else ()
            story = apply(studio.story, base)
            wanted = _read(desk, studio, story, said)
            if wanted is None:
                return {"road": "tell"}
            proposal = considered(studio, [*base, *wanted])
            if not proposal.changes:
                desk.say(Reply(text=words_for("no_change")))
                return {"road": "confirm" if waiting else "end"}
            return showed(desk, studio, proposal, said, after=waiting)
    except NotUnderstood as error:
        desk.say(not_read(story, said, error))
    except PanelwrightError as error:
        desk.say(Problem(text=str(error)))
    return {"road": "confirm" if state.get("waiting") else "end"}


def _read(desk: Desk, studio: Studio, story: Story, said: str) -> list[Edit] | None:
    """The edits of a wish; None when it is no wish but tells what happens next."""
    said = meant(said, story, desk.transcript.read(), History(desk.run).versions())
    try:
        return by_rules(studio, story, said)
    except (NotUnderstood, NowhereSaid) as error:
        if is_prose(said):
            return None
        if isinstance(error, NowhereSaid):
            return _where_it_was(desk, studio, story, said)
    except UserError:
        if is_prose(said, alone=True):
            return None
        raise
    return understood(studio, story, said)


def _where_it_was(desk: Desk, studio: Studio, story: Story, said: str) -> list[Edit]:
    """The edits of a wish for panels that it does not name: those that were talked about last.

    Where none were, what everybody is to do is for the whole story. Raises NowhereSaid for all
    else.
    """
    spoken = panels_spoken_of(desk.transcript.read())
    if not spoken or spoken[-1] > len(story.panels):
        everywhere = is_of_everybody(said)
        wanted = by_rules(studio, story, f"everywhere: {said}" if everywhere else said)
        desk.say(Reply(text="I take that to be for the whole story."))
        return wanted
    wanted = by_rules(studio, story, f"panels {', '.join(map(str, spoken))}: {said}")
    which = "panel" if len(spoken) == 1 else "panels"
    desk.say(Reply(text=f"I take that to be for {which} {', '.join(map(str, spoken))}."))
    return wanted
