"""Shows what a turn would change, and keeps it until it is decided."""

from panelwright.chat.desk import Desk
from panelwright.chat.proposal import Kept, keep_proposal
from panelwright.chat.spoken import Difference, Problem
from panelwright.chat.state import ChatState
from panelwright.chat.understanding import words_for
from panelwright.planning.edits import apply
from panelwright.planning.requests.asking import NotUnderstood
from panelwright.planning.requests.suggesting import strangers, suggestions
from panelwright.proposing import Proposal
from panelwright.studio import Studio
from panelwright_tools.domain import Story
from panelwright_tools.domain.model import digest


def showed(
    desk: Desk,
    studio: Studio,
    proposal: Proposal,
    said: str,
    *,
    told: str = "",
    after: Kept | None = None,
) -> ChatState:
    """Tell the difference and keep the proposal, which takes the place of the one before it."""
    story = apply(studio.story, proposal.edits)
    keep_proposal(
        desk.run,
        Kept(
            said=f"{after.said}; {said}" if after is not None else said,
            edits=tuple(proposal.edits),
            told=(after.told if after is not None else "") + told,
            takes=after.takes if after is not None else (),
            before=digest(studio.story),
            after=digest(story),
            panels=tuple(story.panels[number - 1].id for number in proposal.repainted),
        ),
    )
    desk.say(
        Difference(
            lines=tuple(proposal.changes), panels=proposal.repainted, notes=tuple(proposal.notes)
        )
    )
    return {"road": "decide"}


def not_read(story: Story, said: str, error: NotUnderstood) -> Problem:
    """That a wish is not understood, who in it is unknown, and what near to it can be done."""
    ideas = suggestions(story, f"{said}; {error.near}" if error.near else said)
    problem = str(error)
    text = problem.partition(": say for example")[0].rstrip(".") if ideas else problem.rstrip(".")
    unknown = strangers(story, said)
    if unknown:
        cast = ", ".join(one.name for one in story.cast) or "nobody"
        text = f"{text}: nobody is called {unknown[0]}; the cast is {cast}"
    near = f" {words_for('near')}" if ideas else ""
    return Problem(text=f"{text}.{near}", ideas=ideas)
