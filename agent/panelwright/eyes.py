"""Gives the run's grounder, segmenter and critic to a painter that looks at its own work."""

from typing import Protocol, cast, runtime_checkable

from panelwright_tools.grounding.grounder import Grounder
from panelwright_tools.grounding.outlines import Outlines
from panelwright_tools.grounding.presence import Presence
from panelwright_tools.lift.critic import Critic
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


@runtime_checkable
class Triages(Protocol):
    """A critic that can tell a painter which of the seeds that it begins to finish."""

    def triaging(self, painter: Painter) -> Painter:
        """The painter with a triage of its seeds, where one is set and it is such a painter."""
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


def with_triage(painter: Painter, critic: Critic) -> Painter:
    """The painter, with a critic that compares its seeds early where it is able to and set to."""
    return critic.triaging(painter) if isinstance(critic, Triages) else painter
