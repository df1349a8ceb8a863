"""Growing things: trees and bushes of a panel stand in the light of the set they grow in."""

from panelwright_tools.painting.storyboard.figure import Figure
from panelwright_tools.painting.storyboard.insides import names_of
from panelwright_tools.painting.storyboard.roles import ThingFigure
from panelwright_tools.painting.storyboard.tables import table


def grows(figure: Figure) -> bool:
    """Whether a figure is a plant of the set's own kind; one with a face is somebody."""
    if not isinstance(figure, ThingFigure) or figure.face is not None:
        return False
    return bool(names_of(figure.noun) & set(table("slots")["growing"]))
