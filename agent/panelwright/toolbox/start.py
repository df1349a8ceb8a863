"""Begin long work and come back at once."""

from pydantic import Field

from panelwright.readiness import check_ready
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.looked_at import settings_of
from panelwright.toolbox.operation import Operation
from panelwright.toolbox.plan_story import Story, begun
from panelwright.toolbox.standing import Standing, standing
from panelwright.work import Work
from panelwright_tools.domain import UserError
from panelwright_tools.domain.model import Model


class Begin(Model):
    """What is to be done."""

    story: Story | None = Field(default=None, description="a new comic to plan and draw")
    run: str | None = Field(
        default=None, description="instead: a run to go on with, or to paint after a revision"
    )


def start(asked: Begin, desk: Desk) -> Standing:
    """Have a comic made; the run's name is what to watch, await and cancel it by."""
    if (asked.story is None) == (asked.run is None):
        raise UserError("give either a story, or the run to go on with.")
    if asked.story is not None:
        check_ready(desk.settings)
        run = begun(asked.story, Work(), desk).run
    else:
        run = desk.places.run(asked.run or "")
        check_ready(settings_of(run, desk))
        desk.bench.begin(run, Work(go_on=True))
    return standing(run, desk)


OPERATION = Operation(
    "start", "Begin a comic and don't wait", Begin, Standing, start,
    roles=("planner", "painter", "grounder", "critic", "questions"), load="light",
)  # fmt: skip
