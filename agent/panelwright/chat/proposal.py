"""What a turn is about to change, kept on disk until it is done or dropped."""

from pydantic import Field, ValidationError

from panelwright.files import write_whole
from panelwright.planning.edits import Edit
from panelwright.run import Run
from panelwright_tools.domain.model import Model


class Kept(Model):
    """Edits that wait, and the plan that they are for."""

    said: str
    """In the user's words."""
    edits: tuple[Edit, ...] = ()
    told: str = ""
    """What is added to the synopsis with them."""
    takes: tuple[str, ...] = ()
    """Ids of panels that are to come out differently."""
    before: str
    """Digest of the plan that they are for."""
    after: str
    """Digest of the plan that they make."""
    panels: tuple[str, ...] = Field(default=(), description="ids of those to be painted for it")


def kept_proposal(run: Run) -> Kept | None:
    """What waits in a run; None when nothing does, or the file is damaged."""
    try:
        return Kept.model_validate_json(run.proposal.read_bytes())
    except (OSError, ValidationError):
        return None


def keep_proposal(run: Run, proposal: Kept) -> None:
    """Have it wait."""
    write_whole(run.proposal, proposal.model_dump_json() + "\n")


def drop_proposal(run: Run) -> None:
    """Have nothing wait any more."""
    run.proposal.unlink(missing_ok=True)
