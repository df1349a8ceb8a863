"""Paint a panel."""

from langgraph.runtime import Runtime

from panelwright.looking import Job, Letters, Receipt, paint_and_look
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
    receipt = painted_and_seen(job, studio)
    studio.events.tell(
        "painted" if receipt.painted else "found",
        panel=state["panel"],
        attempt=number,
        picture=receipt.picture,
    )
    return {"picture": receipt.picture, "evidence_key": receipt.evidence}


def painted_and_seen(job: Job, studio: Studio) -> Receipt:
    """Have a process paint and look, within the budget; what is there already costs nothing."""
    with studio.paying(job.brief) as painting, studio.paying_to_look(job) as looking:

        def ask_again() -> None:
            painting.ask_again()
            looking.ask_again()

        receipt = studio.workshop.do(paint_and_look, job, ask_again)
        if not receipt.painted:
            painting.waive()
        return receipt


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
