"""Look at a picture."""

from langgraph.runtime import Runtime

from panelwright.nodes.paint import job_of, painted_and_seen
from panelwright.state import PanelState
from panelwright.studio import Studio
from panelwright_tools.domain import ToolError


def look(state: PanelState, runtime: Runtime[Studio]) -> PanelState:
    """The evidence that was measured on the picture; measured again if it was lost."""
    studio = runtime.context
    evidence = studio.store.get_evidence(state["evidence_key"])
    if evidence is None:
        receipt = painted_and_seen(job_of(state, studio), studio)
        evidence = studio.store.get_evidence(receipt.evidence)
    if evidence is None:
        raise ToolError(f"{studio.run.store} does not keep what is written to it.")
    return {"evidence": evidence.model_dump(mode="json")}
