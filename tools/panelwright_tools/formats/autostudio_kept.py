"""A story that came from AutoStudio's or CMIGBench's file goes back into it, every key kept."""

import json
from collections.abc import Mapping
from typing import Any

from panelwright_tools.domain import Brief, Panel, Story
from panelwright_tools.formats.autostudio import (
    MAX_TURNS,
    canvas_of,
    from_autostudio,
    parted,
    turn_of,
    turns_of,
    written,
)


def into_autostudio(
    story: Story, briefs: Mapping[str, Brief | None], original: str, label: str
) -> str:
    """The file `original` with its story `label` as it is now.

    Turns whose panels did not change are as they were, to the last key; in others only what
    changed is told anew. Other stories of the file, and keys that mean nothing here, stay.
    """
    data = json.loads(original)
    before = data[label]
    imported = from_autostudio(original, label, label)
    old = {f"p{number:02d}": turn for number, turn in turns_of(before)}
    ids = _ids(imported, old)
    canvas = canvas_of(before)
    turns = []
    for panel in story.panels:
        turn = old.get(panel.id)
        if turn is None:
            turns.append(_new(panel, story, briefs, ids, before, canvas))
            continue
        size = tuple(turn.get("size", canvas))
        was = turn_of(imported.panel(panel.id), None, imported, ids, size)
        now = turn_of(panel, briefs.get(panel.id), story, ids, size)
        turns.append(turn if _told(panel, story, ids, size) == was else _changed(turn, was, now))
    return written(_with_story(data, label, before, old, story, turns))


def _told(
    panel: Panel, story: Story, ids: Mapping[str, Any], size: tuple[int, ...]
) -> dict[str, Any]:
    """The panel by itself: where the plan leaves a place open, the brief's does not count."""
    return turn_of(panel, None, story, ids, (size[0], size[1]))


def _changed(turn: dict[str, Any], was: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """The turn with what is told otherwise now; objects that are the same keep their ids."""
    fields = {key: value for key, value in now.items() if key != "size" and value != was[key]}
    if "objects" in fields:
        known = {
            (told[0], str(told[1])): kept
            for told, kept in zip(was["objects"], turn.get("objects", []), strict=False)
        }
        fields["objects"] = [known.get((one[0], str(one[1])), one) for one in now["objects"]]
    return {**turn, **fields}


def _new(
    panel: Panel,
    story: Story,
    briefs: Mapping[str, Brief | None],
    ids: Mapping[str, Any],
    before: Mapping[str, Any],
    canvas: tuple[int, int],
) -> dict[str, Any]:
    """A panel that was added; its turn tells a size where the others do."""
    tells_size = any("size" in turn for _, turn in turns_of(before))
    turn = turn_of(panel, briefs.get(panel.id), story, ids, None if tells_size else canvas)
    return turn if tells_size else {key: value for key, value in turn.items() if key != "size"}


def _ids(imported: Story, old: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The ids of characters as the file has them, numbers where it has numbers."""
    ids: dict[str, Any] = {}
    for panel in imported.panels:
        objects = old[panel.id].get("objects", [])
        for region, told in zip(panel.regions, objects, strict=False):
            if region.subject is not None:
                ids.setdefault(region.subject, told[2])
    return ids


def _with_story(
    data: dict[str, Any],
    label: str,
    before: dict[str, Any],
    old: Mapping[str, dict[str, Any]],
    story: Story,
    turns: list[dict[str, Any]],
) -> dict[str, Any]:
    """The file with the story in its place; turns keep their names while they are the same ones."""
    names = [key for _, key in sorted(
        (number, key)
        for key in before
        for number, turn in turns_of({key: before[key]})
    )]  # fmt: skip
    if [panel.id for panel in story.panels] == [*old]:
        told = dict(zip(names, turns, strict=True))
        return {**data, label: {key: told.get(key, value) for key, value in before.items()}}
    rest = {key: value for key, value in before.items() if key not in names}
    if len(turns) <= MAX_TURNS:
        return {**data, label: {**rest, **parted(label, turns)[label]}}
    parts = {name: {**rest, **part} for name, part in parted(label, turns).items()}
    return {**{key: value for key, value in data.items() if key != label}, **parts}
