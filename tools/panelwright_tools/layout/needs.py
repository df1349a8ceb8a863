"""How much of a page a panel deserves, and in which shape."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from panelwright_tools.domain import Panel, RelationKind, Shot
from panelwright_tools.layout.tables import table

_LEAST, _MOST = 0.5, 6.0
_WIDEST = 2.6
_PER_WORDS = 0.5
_IN_HAND = frozenset({RelationKind.HOLDS, RelationKind.CARRIES, RelationKind.GIVES})
_BUSTS = frozenset({Shot.MEDIUM, Shot.CLOSE, Shot.DETAIL})


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
    turned_to: bool = False
    """The panel before it is a turning point, which a page should end with."""


def needs_of(panels: Sequence[Panel]) -> list[Need]:
    """The needs of all panels, in reading order."""
    return [_need(before, panel) for before, panel in pairwise([None, *panels]) if panel]


def _need(before: Panel | None, panel: Panel) -> Need:
    pages = table("pages")
    factor, aspect = pages["shots"][panel.shot]
    words = len(panel.caption.split()) + sum(len(s.text.split()) for s in panel.speech)
    crowd = max(0, len(panel.regions) - 3)
    area = panel.weight * factor + words / pages["page"]["words"] * _PER_WORDS + 0.06 * crowd
    return Need(
        panel=panel.id,
        area=min(max(area, _LEAST), _MOST),
        aspect=min(_aspect(panel, aspect), _WIDEST),
        splash=panel.weight >= pages["page"]["splash"],
        action=_acts(panel),
        opens=before is None or _new_scene(before, panel),
        turned_to=before is not None and before.turns_page,
    )


def _aspect(panel: Panel, least: float) -> float:
    """Wide enough for its subjects side by side; one whole figure makes a tall panel."""
    from panelwright_tools.layout.figure import figure_of  # loads the lexicon

    figures = [figure_of(region, None) for region in panel.regions]
    carried = {r.target for r in panel.relations if r.kind in _IN_HAND}
    apart = [figure for figure in figures if figure.id not in carried]
    margin, share = table("pages")["room"][panel.shot]
    if panel.shot in _BUSTS:
        return max(least, float(margin) + float(share) * sum(f.living for f in apart))
    return max(least, float(margin) + float(share) * sum(f.width for f in apart))


def _acts(panel: Panel) -> bool:
    poses = table("pages")["action"]["poses"]
    return bool(panel.sounds) or any(r.pose in poses for r in panel.regions if r.pose)


def _new_scene(before: Panel, panel: Panel) -> bool:
    return panel.place != before.place or panel.time != before.time
