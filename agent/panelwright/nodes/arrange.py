"""The panel that is being drawn, as its repairs have arranged it."""

from panelwright.repair_moves import Arrangement, arranged
from panelwright.state import PanelState
from panelwright.studio import Studio
from panelwright_tools.domain import Repair


def arrangement(state: PanelState, studio: Studio) -> Arrangement:
    """A pure function of the plan and the repairs, so that every node sees the same panel."""
    panel = studio.panels[state["panel"]]
    return arranged(panel, repairs(state), studio.wishes(panel.id))


def repairs(state: PanelState) -> list[Repair]:
    """The repairs that the present arrangement rests on."""
    return [Repair.model_validate(data) for data in state.get("repairs", [])]
