"""Wait for the work on a run to end."""

from typing import Final

from pydantic import Field

from panelwright.toolbox.bench import awaited
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Operation
from panelwright.toolbox.standing import Standing, standing
from panelwright_tools.domain.model import Model

LONGEST_S: Final = 600.0


class Until(Model):
    """What is waited for, and how long."""

    run: str = Field(description="the name of a run")
    timeout_s: float = Field(
        default=LONGEST_S, gt=0, le=LONGEST_S,
        description="seconds after which to come back all the same, 600 at most; null: 600",
    )  # fmt: skip


def wait(asked: Until, desk: Desk) -> Standing:
    """Wait, telling how far it is. The work goes on when the caller stops waiting."""
    run = desk.places.run(asked.run)
    job = desk.bench.job(run)
    if job is not None:
        awaited(job, desk.stop, desk.tell, asked.timeout_s)
    return standing(run, desk, 4)


OPERATION = Operation(
    "await",
    "Wait for long work",
    Until,
    Standing,
    wait,
    read_only=True,
    idempotent=True,
    load="waiting",
)
