"""How the work on a run stands, as all tools of long work tell it."""

from pydantic import Field

from panelwright.run import Run
from panelwright.toolbox.acting import told
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Answer
from panelwright.toolbox.records import Record, State
from panelwright.toolbox.showing import panels_shown
from panelwright_tools.domain import UserError


class Standing(Answer):
    """How the work on a run stands; its pictures are the first panels that are painted."""

    run: str
    state: State = Field(
        description="queued, running, planned (waits to be painted), done, stopped (goes on when "
        "it is started again) or failed"
    )
    said: str = Field(description="what happened last, or why it failed")
    title: str
    panels: int = Field(description="how many the plan has; 0: there is no plan yet")
    painted: int = Field(description="how many of them have a picture")
    done: float = Field(description="steps that are done; 0 when nobody works on it")
    of: float = Field(description="steps in all")


def standing(run: Run, desk: Desk, most_pictures: int = 0) -> Standing:
    """How the work on a run stands now."""
    record, job = desk.bench.record(run), desk.bench.job(run)
    if not run.story.is_file():
        return without_plan(run.folder.name, record, desk)
    try:
        story = run.read_story()
    except UserError as error:
        return without_plan(run.folder.name, Record(state="failed", said=str(error)), desk)
    painted = [panel.id for panel in story.panels if run.panel_picture(panel.id).is_file()]
    following = job.following if job is not None and not job.has_ended else None
    return Standing(
        run=run.folder.name,
        state=record.state,
        said=told(record.said, desk.places),
        title=story.title,
        panels=len(story.panels),
        painted=len(painted),
        done=following.done if following is not None else 0,
        of=following.of if following is not None else 0,
        pictures=panels_shown(run, story, desk.places, painted[:most_pictures]),
    )


def without_plan(name: str, record: Record, desk: Desk) -> Standing:
    """How a run stands whose plan is not there, or can't be read."""
    return Standing(
        run=name,
        state=record.state,
        said=told(record.said, desk.places),
        title="",
        panels=0,
        painted=0,
        done=0,
        of=0,
    )
