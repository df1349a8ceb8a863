"""Look at a picture."""

from langgraph.runtime import Runtime

from panelwright.judging import judge
from panelwright.looking_again import SecondLook, asked_twice, look_again
from panelwright.nodes.arrange import arrangement
from panelwright.nodes.paint import affords, job_of, painted_and_seen
from panelwright.state import PanelState
from panelwright.studio import Studio
from panelwright_tools.domain import Brief, Evidence, ToolError


def look(state: PanelState, runtime: Runtime[Studio]) -> PanelState:
    """The evidence that was measured on the picture; measured again if it was lost.

    Every try of a panel is another chance to take what is wrong for right, so that a picture that
    isn't the first is looked at twice before it is accepted: at a level of alpha for each look, a
    wrong one passes both by chance with alpha squared.
    """
    studio = runtime.context
    key, evidence = _first(state, studio)
    if state.get("attempts") and _would_pass(state, evidence, studio):
        key = _second(state, studio, key)
        evidence = _kept(key, studio)
    return {"evidence_key": key, "evidence": evidence.model_dump(mode="json")}


def _first(state: PanelState, studio: Studio) -> tuple[str, Evidence]:
    key = state["evidence_key"]
    evidence = studio.store.get_evidence(key)
    if evidence is None:
        key = painted_and_seen(job_of(state, studio), studio).evidence
        evidence = _kept(key, studio)
    return key, evidence


def _second(state: PanelState, studio: Studio, first: str) -> str:
    """The key of the evidence of a second look; of the first alone, where that failed."""
    try:
        return studio.workshop.do(look_again, SecondLook(job_of(state, studio), first))
    except ToolError as error:
        if studio.stopping.is_set():
            raise
        note = (
            f"{state['panel']}: it could not be looked at again, and the first look stays: {error}"
        )
        studio.events.tell("noted", panel=state["panel"], note=note)
        return first


def _kept(key: str, studio: Studio) -> Evidence:
    evidence = studio.store.get_evidence(key)
    if evidence is None:
        raise ToolError(f"{studio.run.store} does not keep what is written to it.")
    return evidence


def _would_pass(state: PanelState, evidence: Evidence, studio: Studio) -> bool:
    """Whether it would be accepted by what a test has found, and another look is affordable."""
    brief = Brief.model_validate(state["brief"])
    verdict = judge(arrangement(state, studio).panel, brief, evidence, studio.settings.thresholds)
    spent = evidence.painting_evaluations + evidence.evaluations
    return (
        verdict.accepted
        and bool(asked_twice(evidence))
        and affords(state, studio, spent + evidence.evaluations)
    )
