"""Stop the work on a run; it can be gone on with."""

from typing import Final

from pydantic import Field

from panelwright.stopping import Stop
from panelwright.toolbox.bench import awaited
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Operation
from panelwright.toolbox.standing import Standing, standing
from panelwright_tools.domain import UserError
from panelwright_tools.domain.model import Model

_PATIENCE_S: Final = 30.0
"""How long it may take until a picture that is being painted is left."""


class Unwanted(Model):
    """Which work."""

    run: str = Field(description="the name of a run that is being worked on")


def cancel(asked: Unwanted, desk: Desk) -> Standing:
    """Stop the work on a run and wait until it has stopped.

    Raises UserError when this server does not work on it.
    """
    run = desk.places.run(asked.run)
    job = desk.bench.job(run)
    if job is None or job.has_ended:
        state = desk.bench.record(run).state
        raise UserError(f"nothing is being done on {asked.run}, which is {state}.")
    desk.bench.cancel(job)
    awaited(job, Stop(), desk.tell, _PATIENCE_S)
    return standing(run, desk)


OPERATION = Operation("cancel", "Stop long work", Unwanted, Standing, cancel, load="waiting")
