"""Landmarks that come near: the well of a village where somebody drops a coin into it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from panelwright_tools.painting.storyboard.places.atlas import Chart
from panelwright_tools.painting.storyboard.tables import table

_REACH = 9.0
"""Metres that the camera may go for it."""


def brought_near(chart: Chart, focus: frozenset[str], own: frozenset[str]) -> Chart:
    """The chart with what the panel is about close behind the figures, and looked at.

    Nothing comes near that is a subject of the panel itself (`own`).
    """
    for row in table("slots")["slot"].values():
        piece = row.get("near")
        if piece is None or piece in own or not focus & set(row["nouns"]):
            continue
        found = next((item for item in chart.items if item["piece"] == piece), None)
        if found is not None:
            return _near(chart, found)
    return chart


def _near(chart: Chart, item: Mapping[str, Any]) -> Chart:
    """One instance of the item near, the last that is drawn, since it stands before the others."""
    x = float(item["at"][0][0])
    d = float(table("slots")["near"][item["piece"]]["d"])
    others = tuple(other for other in chart.items if other is not item)
    return replace(chart, items=(*others, {**item, "at": [[x, d]]}), interest=(x, d), reach=_REACH)
