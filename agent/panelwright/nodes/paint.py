"""Paint a panel."""

from contextlib import nullcontext

from langgraph.runtime import Runtime

from panelwright.budget import Bill
from panelwright.holding import held_picture
from panelwright.keeping_lifts import holding
from panelwright.lineage import base_of
from panelwright.looking import Job, Letters, Receipt, paint_and_look
from panelwright.nodes.arrange import arrangement
from panelwright.paying import paying, paying_to_look
from panelwright.state import PanelState
from panelwright.studio import Studio
from panelwright_tools.domain import Attempt, Brief, Panel, ToolError


def paint(state: PanelState, runtime: Runtime[Studio]) -> PanelState:
    """Have the picture painted, unless the store has it already.

    The process that paints also measures, while the pixels are at hand. A repair that can't be
    painted costs an attempt, not the panel, which has a picture already.
    """
    studio = runtime.context
    number = len(state.get("attempts", [])) + 1
    studio.events.tell("painting", panel=state["panel"], attempt=number)
    job = job_of(state, studio)
    if job.given is None and studio.story.panel(state["panel"]).picture is not None:
        note = f"the picture that {state['panel']} was to keep is gone; it is painted as planned"
        studio.events.tell("noted", panel=state["panel"], note=note)
    try:
        receipt = painted_and_seen(job, studio)
    except ToolError as error:
        if number == 1 or studio.stopping.is_set():
            raise
        return _unpainted(state, studio, str(error))
    studio.events.tell(
        "painted" if receipt.painted else "found",
        panel=state["panel"],
        attempt=number,
        picture=receipt.picture,
    )
    return {"picture": receipt.picture, "evidence_key": receipt.evidence}


def was_painted(state: PanelState, runtime: Runtime[Studio]) -> str:
    """Look at the picture; without one, try another repair while the panel may cost another."""
    lost = state.get("unpainted", [])
    if not lost or lost[-1]["repairs"] != state["repairs"]:
        return "look"
    return "accept" if is_spent(state, runtime.context) else "repair"


def is_spent(state: PanelState, studio: Studio) -> bool:
    """Whether the panel had all the attempts that it may cost, those with it that failed, or
    another like the dearest so far would pass the network evaluations that it may cost."""
    if held_picture(state["panel"], studio) is not None:
        return True
    tried = len(state.get("attempts", [])) + len(state.get("unpainted", []))
    if tried >= studio.settings.attempts:
        return True
    return not affords(state, studio, max(_evaluations(state), default=0))


def affords(state: PanelState, studio: Studio, more: int) -> bool:
    """Whether the panel may cost so many network evaluations beside those of its attempts."""
    most = studio.settings.evaluations
    return most is None or sum(_evaluations(state)) + more <= most


def _evaluations(state: PanelState) -> list[int]:
    """What each attempt has cost."""
    every = [Attempt.model_validate(record["attempt"]) for record in state.get("attempts", [])]
    return [one.evidence.painting_evaluations + one.evidence.evaluations for one in every]


def _unpainted(state: PanelState, studio: Studio, reason: str) -> PanelState:
    note = f"{state['panel']}: a repair failed, and its best picture so far stays: {reason}"
    studio.events.tell("noted", panel=state["panel"], note=note)
    record = {"repairs": state["repairs"], "reason": reason}
    return {"unpainted": [*state.get("unpainted", []), record]}


def painted_and_seen(job: Job, studio: Studio) -> Receipt:
    """Have a process paint and look, within the budget; what is there already costs nothing."""
    painted = nullcontext(Bill()) if job.given is not None else paying(studio, job.brief)
    with painted as painting, paying_to_look(studio, job) as looking:

        def ask_again() -> None:
            painting.ask_again()
            looking.ask_again()

        receipt = studio.workshop.do(paint_and_look, job, ask_again)
        if not receipt.painted:
            painting.waive()
        elif receipt.painting is not None:
            painting.charge(receipt.painting)
        if receipt.looking is not None:
            looking.charge(receipt.looking)
        return receipt


def job_of(state: PanelState, studio: Studio) -> Job:
    """The present picture as a job for the workshop."""
    now = arrangement(state, studio)
    brief = Brief.model_validate(state["brief"])
    base = base_of(state) if brief.parent is not None else None
    return Job(
        tools=studio.workshop.paths,
        store=studio.run.store,
        brief=brief,
        panel=now.panel,
        letters=letters_of(now.panel, now.text_scale, studio),
        holding=holding(base, brief) if base is not None else (),
        maps=base.evidence.lift_maps if base is not None else None,
        given=held_picture(state["panel"], studio),
        limits=studio.sparing,
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
