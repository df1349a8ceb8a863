"""Gives the run's grounder and segmenter to a painter that looks at its own work."""

from typing import Protocol, cast, runtime_checkable

from panelwright_tools.grounding.grounder import Grounder
from panelwright_tools.grounding.outlines import Outlines
from panelwright_tools.grounding.presence import Presence
from panelwright_tools.painting.painter import Painter
from panelwright_tools.segmentation.segmenter import Segmenter


@runtime_checkable
class DrawsInLayers(Protocol):
    """A painter that can have each layer looked at before it paints the next."""

    def checked_by(self, check: Presence) -> Painter:
        """The painter with somebody who looks."""
        ...


@runtime_checkable
class SharesPictures(Protocol):
    """A painter that takes of the characters' pictures what is outlined."""

    def outlined_by(self, outliner: Outlines) -> Painter:
        """The painter with somebody who looks."""
        ...


def with_eyes(painter: Painter, grounder: Grounder, segmenter: Segmenter) -> Painter:
    """The painter, with the grounder to look at its layers where both are able to, and both to
    outline the characters on the pictures of them where the grounder measures boxes.

    They are of one process and work by turns there, as they do when whole pictures are looked at.
    """
    if grounder.needs_subjects:
        return painter
    if isinstance(painter, DrawsInLayers):
        painter = cast(DrawsInLayers, painter).checked_by(Presence(grounder))
    if grounder.locates and isinstance(painter, SharesPictures):
        painter = cast(SharesPictures, painter).outlined_by(Outlines(grounder, segmenter))
    return painter
