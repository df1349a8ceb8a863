"""Fronts: the street before a theatre shows the theatre."""

import re
from dataclasses import replace
from typing import Any

from panelwright_tools.domain.cast import Place
from panelwright_tools.painting.storyboard.nouns import forms_of
from panelwright_tools.painting.storyboard.places.atlas import Chart
from panelwright_tools.painting.storyboard.tables import table

_REACH = 7.0
"""Metres that the camera may go for it."""
_LONGEST = 2
"""Words of the longest noun that fronts.toml lists."""


def fronted(chart: Chart, place: Place | None) -> Chart:
    """The chart with the front of the building that a place is outside of, and looked at."""
    before = "" if place is None else _building(place)
    standing = next((item for item in chart.items if item.get("front")), None)
    look = _look(before) if before and standing is not None else None
    if standing is None or look is None:
        return chart
    shown = {**look, "at": standing["at"], "front": True}
    x, d = standing["at"][0]
    items = tuple(shown if item is standing else item for item in chart.items)
    return replace(chart, items=items, interest=(float(x), float(d)), reach=_REACH)


def _building(place: Place) -> str:
    """What somebody is outside of: `theatre` of "outside a small theatre"."""
    for words in (place.phrase, place.name):
        found = re.match(r"outside (.+)", words.lower())
        if found:
            return found.group(1)
    return ""


def _look(words: str) -> dict[str, Any] | None:
    """The piece for a building and what it is told; the longest noun at the end wins."""
    parts = re.findall(r"[a-z]+", words)
    for length in range(min(_LONGEST, len(parts)), 0, -1):
        for form in forms_of(" ".join(parts[-length:])):
            for row in table("fronts").values():
                if form in row["nouns"]:
                    return {key: value for key, value in row.items() if key != "nouns"}
    return None
