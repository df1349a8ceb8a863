"""How the work on runs stands."""

from pydantic import Field

from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.records import Record
from panelwright.toolbox.standing import Standing, standing, without_plan
from panelwright_tools.domain import UserError
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
    if asked.run is not None:
        one = standing(desk.places.run(asked.run), desk, 4)
        return Runs(runs=(one,), count=1, pictures=one.pictures)
    names = desk.places.runs()
    return Runs(runs=tuple(_one_of_all(name, desk) for name in names[:_MOST]), count=len(names))


def _one_of_all(name: str, desk: Desk) -> Standing:
    """A run that can't be opened keeps nobody from hearing of the others."""
    try:
        return standing(desk.places.run(name), desk)
    except UserError as error:
        return without_plan(name, Record(state="failed", said=str(error)), desk)


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
