"""Plan a story and sketch it; nothing is painted."""

from pydantic import Field

from panelwright.configuration import changed
from panelwright.estimate import kept_estimate
from panelwright.synopsis import clean
from panelwright.toolbox.bench import Job, carried
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.showing import PlanTold, pages_shown, plan_told
from panelwright.work import Work, new_run
from panelwright_tools.domain.model import Model


class Story(Model):
    """What is to be told, and how."""

    synopsis: str = Field(
        description="the story: two sentences or fifty pages; text, Markdown or Fountain"
    )
    panels: int | None = Field(default=None, description="how many; null: as the story needs")
    pages: int | None = Field(default=None, description="how many; null: as the panels need")
    style: str | None = Field(
        default=None,
        description="colour, ink, manga, noir, sepia, pencil, watercolour or newsprint",
    )
    right_to_left: bool | None = Field(default=None, description="read it from right to left")
    seed: int | None = Field(
        default=None, description="another number, another drawing; 0 by default"
    )


class Planned(Answer):
    """The plan of a new run; its pictures are the pages of its storyboard."""

    run: str = Field(description="its name, by which other tools take it")
    plan: PlanTold
    estimate: str = Field(description="what painting it will take")


def begun(asked: Story, work: Work, desk: Desk) -> Job:
    """Work on a new run in the root. Raises UserError when something asked is wrong."""
    text = clean(asked.synopsis, "the synopsis")
    settings = changed(
        desk.settings,
        {
            "panels": asked.panels,
            "pages": asked.pages,
            "style": asked.style,
            "rtl": asked.right_to_left,
            "seed": asked.seed,
        },
    )
    name = " ".join(text.split()[:6])
    return desk.bench.begin_new(lambda: new_run(text, name, settings), work)


def plan_story(asked: Story, desk: Desk) -> Planned:
    """Plan a story in a new run. Raises UserError when there is nothing to plan."""
    job = begun(asked, Work(approve=True, jobs=1), desk)
    carried(job, desk)
    run = job.run
    estimate = kept_estimate(run)
    return Planned(
        run=run.folder.name,
        plan=plan_told(run.read_story()),
        estimate=estimate.sentence if estimate is not None else "",
        pictures=pages_shown(run.storyboard, desk.places, "storyboard page"),
    )


OPERATION = Operation(
    "plan_story", "Plan a comic", Story, Planned, plan_story, roles=("planner",), load="waiting"
)
