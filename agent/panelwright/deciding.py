"""What a person decides about a panel's picture: that it stays, that it is right, or another."""

from dataclasses import dataclass

from panelwright.changing import edited, panel_id
from panelwright.in_book import key_in_book
from panelwright.planning.edits import ApprovePanel, Edit, HoldPanel
from panelwright.planning.requests.holding import no_picture
from panelwright.references import Reference, kept_picture
from panelwright.run import Run
from panelwright_tools.domain import Story


@dataclass(frozen=True)
class Decision:
    """A decision as edits of the plan, which may be undone as any other."""

    said: str
    """In the user's words."""
    edits: tuple[Edit, ...]


def decided(run: Run, decision: Decision) -> Story:
    """Carry a decision out; the plan after it."""
    return edited(run, decision.edits, decision.said)


def locked(run: Run, name: str) -> Decision:
    """The picture that is in the book stays, whatever becomes of the plan.

    Raises UserError when there is no such panel, or no picture of it; so do the others here.
    """
    panel, number = _meant(run, name)
    held = HoldPanel(panel=panel, picture=_shown(run, panel, number))
    return Decision(f"panel {number} keeps its picture", (held,))


def unlocked(run: Run, name: str) -> Decision:
    """The panel is painted as planned again."""
    panel, number = _meant(run, name)
    return Decision(f"panel {number} is painted as planned again", (HoldPanel(panel=panel),))


def approved(run: Run, name: str) -> Decision:
    """The picture that is in the book is right, whatever was measured."""
    panel, number = _meant(run, name)
    right = ApprovePanel(panel=panel, picture=_shown(run, panel, number))
    return Decision(f"panel {number} is right as it is", (right,))


def disapproved(run: Run, name: str) -> Decision:
    """What was measured counts again."""
    panel, number = _meant(run, name)
    return Decision(f"panel {number} is not approved any more", (ApprovePanel(panel=panel),))


def replaced(run: Run, name: str, png: bytes) -> Decision:
    """A picture of the user's own on a panel, which stays; it is kept in the run at once."""
    panel, number = _meant(run, name)
    held = HoldPanel(panel=panel, picture=kept_picture(run, Reference(panel, png)))
    return Decision(f"my picture on panel {number}", (held,))


def _meant(run: Run, name: str) -> tuple[str, int]:
    """The id and the number of the panel that a person names."""
    story = run.read_story()
    panel = panel_id(story, name)
    return panel, [one.id for one in story.panels].index(panel) + 1


def _shown(run: Run, panel: str, number: int) -> str:
    picture = key_in_book(run, panel)
    if picture is None:
        raise no_picture(number)
    return picture
