"""Finds by rule what jumps from panel to panel: sides that change, light that flickers."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import groupby

from panelwright.planning.embedded.hours import time_in
from panelwright.planning.embedded.tables import index
from panelwright.planning.llm.drafts import FindingDraft
from panelwright_tools.domain import Angle, Panel, RelationKind, Story, TimeOfDay

Pair = tuple[str, str]
"""Two of the cast, the left one first."""

_SIDED = frozenset({"left", "right"})


def jumps(story: Story) -> list[FindingDraft]:
    """What a reader would notice between neighbouring panels of one place, in reading order."""
    found = [
        *_changed_sides(story),
        *_flickers(story, lambda panel: panel.time, "time of day", _names_a_time),
        *_flickers(story, lambda panel: panel.weather, "weather", _names_a_weather),
    ]
    return sorted(found, key=lambda finding: finding.panel)


def _changed_sides(story: Story) -> Iterator[FindingDraft]:
    """Two who change sides within a scene, though nobody told of a side."""
    numbered = enumerate(story.panels, 1)
    for (place, _), scene in groupby(numbered, key=lambda item: (item[1].place, item[1].time)):
        known: set[Pair] = set()
        for number, panel in scene:
            if place is None or panel.angle is Angle.OVER_SHOULDER:
                continue
            pairs = sides_of(panel)
            turned = pairs & _turned(known)
            if turned and not pairs & known and not _tells_a_side(panel):
                yield _axis(story, number, min(turned))
                pairs = _turned(pairs)
            known = (known - _turned(pairs)) | pairs


def _turned(pairs: set[Pair]) -> set[Pair]:
    return {(right, left) for left, right in pairs}


def sides_of(panel: Panel) -> set[Pair]:
    """Who of the cast is planned left of whom, also by way of others."""
    left: set[Pair] = set()
    for relation in panel.relations:
        ends = (relation.source, relation.target)
        if relation.kind is RelationKind.LEFT_OF:
            left.add(ends)
        elif relation.kind is RelationKind.RIGHT_OF:
            left.add(ends[::-1])
    for middle in [region.id for region in panel.regions]:
        before = {a for a, b in left if b == middle}
        left |= {(a, c) for a in before for b, c in left if b == middle}
    who = {region.id: region.subject for region in panel.regions}
    cast = {(who.get(a), who.get(b)) for a, b in left}
    return {(a, b) for a, b in cast if a and b and a != b and (b, a) not in cast}


def _axis(story: Story, number: int, pair: Pair) -> FindingDraft:
    left, right = (story.character(name).name for name in pair)
    return FindingDraft(
        panel=number,
        about="axis",
        problem=f"{left} and {right} change sides within a scene.",
        change="mirrored",
    )


def _flickers(
    story: Story,
    value: Callable[[Panel], StrEnum],
    called: str,
    is_told: Callable[[Panel], bool],
) -> Iterator[FindingDraft]:
    """A value that is another in one panel only, between two panels of the same place."""
    windows = zip(story.panels, story.panels[1:], story.panels[2:], strict=False)
    for number, (before, panel, after) in enumerate(windows, 2):
        stays = before.place is not None and before.place == panel.place == after.place
        jumps_back = value(before) == value(after) != value(panel)
        if stays and jumps_back and not (is_told(panel) or is_told(after)):
            yield FindingDraft(
                panel=number,
                about="time",
                problem=f"The {called} is {value(panel)} between two panels of {value(before)}.",
                change=str(value(before)),
            )


def words_of(text: str) -> list[str]:
    """The words in lower case."""
    return re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.lower())


def _tells_a_side(panel: Panel) -> bool:
    return not _SIDED.isdisjoint(words_of(panel.beat.text))


def _names_a_time(panel: Panel) -> bool:
    return time_in(words_of(panel.beat.text)) is not None


def _names_a_weather(panel: Panel) -> bool:
    return not index("settings", "weather").keys().isdisjoint(words_of(panel.beat.text))


def tells_time(text: str, time: TimeOfDay) -> bool:
    """Whether a text names just this time of day."""
    return time_in(words_of(text)) is time
