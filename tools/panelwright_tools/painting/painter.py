"""What a painter is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, runtime_checkable

from panelwright_tools.domain.brief import Brief
from panelwright_tools.domain.cost import Cost
from panelwright_tools.painting.picture import Picture


class Painter(Protocol):
    """Paints one brief: same brief, same seed, same bytes.

    Making one is cheap and loads no model, since a run also makes it to ask what it can do.
    """

    @property
    def id(self) -> str:
        """Name and version, part of every picture's key (`hand_of`): `storyboard/4fb18a02c9`.

        A version that follows from code and data, as `code_version` makes it, or from the digest
        of weights, so that no run mixes two hands.
        """
        ...

    @property
    def repairs(self) -> frozenset[str]:
        """Which repairs it can carry out: `inpaint`, `emphasise`, `relayout`, `resample`.

        `inpaint/raise` stands for that one move of inpainting alone, `inpaint` for all of them.
        """
        ...

    @property
    def takes_references(self) -> bool:
        """Whether it looks at pictures of the characters, which are then painted first."""
        ...

    @property
    def side_by_side(self) -> int | None:
        """How many processes may use it at the same time; None: as many as there are cores.

        1 for a model that fills a device: it is then loaded once, and asked in turn.
        """
        ...

    def price(self, brief: Brief) -> Cost:
        """The most that painting this brief costs; `FREE` for a program on this machine."""
        ...

    def prepare(self) -> None:
        """Load what every picture needs, before there is anything to paint; twice does no harm.

        Processes may be forked afterwards, so that it must leave no threads and open no devices.
        """
        ...

    def paint(
        self,
        brief: Brief,
        parent: Picture | None = None,
        references: Mapping[str, Picture] | None = None,
    ) -> Picture:
        """Paint the brief.

        `parent` is the picture to inpaint when the brief names one: its `repaint` regions are
        painted anew, within the brief's mask or, by a painter that knows where its subjects are,
        within their exact mask before and after; all other pixels stay as they are, bit for bit.
        `references` holds the pictures that the characters of the brief refer to, by their keys,
        for a painter that takes them.

        Raises ToolError when the painter failed, UserError when the brief can't be painted.
        """
        ...


@runtime_checkable
class IsWatched(Protocol):
    """A painter some of whose pictures somebody looks at before they are finished."""

    def hand(self, brief: Brief) -> str:
        """Its id, with those who look where what they see decides the pixels of this brief."""
        ...


def hand_of(painter: Painter, brief: Brief) -> str:
    """Who paints a brief, as its picture's key has it: the painter, and who looks meanwhile."""
    return painter.hand(brief) if isinstance(painter, IsWatched) else painter.id


@runtime_checkable
class HasStandIn(Protocol):
    """A painter that may look at pictures by a stand-in for what is made for it."""

    @property
    def stand_in(self) -> str:
        """A sentence without a stop on what stands in for what; empty when nothing does."""
        ...


@runtime_checkable
class TakesLoras(Protocol):
    """A painter whose models take LoRAs of characters; briefs name them by their digests."""

    def lent(self, files: Mapping[str, Path]) -> Painter:
        """The same painter with the files of LoRAs at hand, by their digests."""
        ...

    def check_loras(self, files: Mapping[str, Path]) -> None:
        """Read LoRAs, by their digests, without painting.

        Raises UserError when one was made for another model, ToolError when the model can't be
        loaded.
        """
        ...
