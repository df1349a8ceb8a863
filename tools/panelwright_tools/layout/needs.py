"""How much of a page a panel deserves, and in which shape."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from panelwright_tools.domain import Panel, Shot
from panelwright_tools.layout.tables import table

_LEAST, _MOST = 0.5, 6.0
_ALONE = 0.6
"""One whole figure makes a tall panel."""


@dataclass(frozen=True)
class Need:
    """What one panel asks of its page."""

    panel: str
    area: float
    """1 for a usual panel."""
    aspect: float
    """Width for a height of 1."""
    splash: bool
    action: bool
    opens: bool
    """It begins a scene: a good place for a new page."""


def needs_of(panels: Sequence[Panel]) -> list[Need]:
    """The needs of all panels, in reading order."""
    opens = [True, *(_new_scene(before, panel) for before, panel in pairwise(panels))]
    return [_need(panel, first) for panel, first in zip(panels, opens, strict=True)]


def _need(panel: Panel, opens: bool) -> Need:
    pages = table("pages")
    factor, aspect = pages["shots"][panel.shot]
    words = len(panel.caption.split()) + sum(len(s.text.split()) for s in panel.speech)
    crowd = max(0, len(panel.regions) - 3)
    alone = panel.shot is Shot.FULL and len(panel.regions) == 1
    area = panel.weight * factor + words / pages["page"]["words"] * 0.6 + 0.06 * crowd
    return Need(
        panel=panel.id,
        area=min(max(area, _LEAST), _MOST),
        aspect=min(aspect * _ALONE if alone else aspect * (1 + 0.07 * crowd), 2.6),
        splash=panel.weight >= pages["page"]["splash"],
        action=_acts(panel),
        opens=opens,
    )


def _acts(panel: Panel) -> bool:
    poses = table("pages")["action"]["poses"]
    return bool(panel.sounds) or any(r.pose in poses for r in panel.regions if r.pose)


def _new_scene(before: Panel, panel: Panel) -> bool:
    return panel.place != before.place or panel.time != before.time
