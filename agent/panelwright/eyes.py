"""Gives the run's grounder to a painter that looks at its own layers."""

from typing import Protocol, cast, runtime_checkable

from panelwright_tools.grounding.grounder import Grounder
from panelwright_tools.grounding.presence import Presence
from panelwright_tools.painting.painter import Painter


@runtime_checkable
class DrawsInLayers(Protocol):
    """A painter that can have each layer looked at before it paints the next."""

    def checked_by(self, check: Presence) -> Painter:
        """The painter with somebody who looks."""
        ...


def with_eyes(painter: Painter, grounder: Grounder) -> Painter:
    """The painter, with the grounder to look at its layers where both are able to.

    They are of one process and work by turns there, as they do when whole pictures are looked at.
    """
    if grounder.needs_subjects or not isinstance(painter, DrawsInLayers):
        return painter
    return cast(DrawsInLayers, painter).checked_by(Presence(grounder))
