"""How the work on runs stands."""

from pydantic import Field

from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.standing import Standing, standing
from panelwright_tools.domain.model import Model

_MOST = 20


class Which(Model):
    """Which runs."""

    run: str | None = Field(default=None, description="the name of a run; null: all of them")


class Runs(Answer):
    """How they stand, those that were worked on last first."""

    runs: tuple[Standing, ...] = Field(description=f"{_MOST} at most")
    count: int = Field(description="how many runs there are")


def status(asked: Which, desk: Desk) -> Runs:
    """Look at one run, or at all. Raises UserError for one that is not there."""
    names = [asked.run] if asked.run is not None else desk.places.runs()
    one = asked.run is not None
    found = tuple(standing(desk.places.run(name), desk, 4 * one) for name in names[:_MOST])
    return Runs(runs=found, count=len(names), pictures=found[0].pictures if one else ())


OPERATION = Operation(
    "status",
    "Look how runs stand",
    Which,
    Runs,
    status,
    read_only=True,
    idempotent=True,
    load="light",
)
