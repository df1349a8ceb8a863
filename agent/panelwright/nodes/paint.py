"""Paint a panel."""

from langgraph.runtime import Runtime

from panelwright.looking import Job, Letters, paint_and_look
from panelwright.nodes.arrange import arrangement
from panelwright.state import PanelState
from panelwright.studio import Studio
from panelwright_tools.domain import Brief, Panel


def paint(state: PanelState, runtime: Runtime[Studio]) -> PanelState:
    """Have the picture painted, unless the store has it already.

    The process that paints also measures, while the pixels are at hand.
    """
    studio = runtime.context
    number = len(state.get("attempts", [])) + 1
    studio.events.tell("painting", panel=state["panel"], attempt=number)
    job = job_of(state, studio)
    with studio.paying(job.brief) as bill:
        receipt = studio.workshop.do(paint_and_look, job, bill.ask_again)
        if not receipt.painted:
            bill.waive()
    studio.events.tell(
        "painted" if receipt.painted else "found",
        panel=state["panel"],
        attempt=number,
        picture=receipt.picture,
    )
    return {"picture": receipt.picture, "evidence_key": receipt.evidence}


def job_of(state: PanelState, studio: Studio) -> Job:
    """The present picture as a job for the workshop."""
    now = arrangement(state, studio)
    brief = Brief.model_validate(state["brief"])
    return Job(
        tools=studio.workshop.paths,
        store=studio.run.store,
        brief=brief,
        panel=now.panel,
        letters=letters_of(now.panel, now.text_scale, studio),
    )


def letters_of(panel: Panel, size: float, studio: Studio) -> Letters:
    """How a panel is lettered."""
    speakers = {speech.speaker for speech in panel.speech if speech.speaker is not None}
    sheet = studio.sheets[panel.id]
    return Letters(
        scale=sheet.scale,
        frame=sheet.frame,
        size=size,
        direction=studio.story.direction,
        names={name: studio.cast[name].name for name in sorted(speakers)},
    )
