"""Scenes as runs of sentences: in order, none over another, none left out."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from panelwright.planning.llm.drafts import SceneDraft

MOST_SUMMARY = 300
"""Characters of what two parts tell of one scene."""


def clipped(scenes: Iterable[SceneDraft], first: int, last: int) -> list[SceneDraft]:
    """The scenes within a stretch of sentences, in order; a later one cuts into an earlier."""
    owners: list[int | None] = [None] * (last - first + 1)
    told = [_turned(scene) for scene in scenes]
    told.sort(key=lambda scene: (scene.first, -scene.last))
    for number, scene in enumerate(told):
        begin, end = max(scene.first, first), min(scene.last, last)
        owners[begin - first : end - first + 1] = [number] * max(0, end - begin + 1)
    return _runs(told, owners, first)


def overlaid(known: Sequence[SceneDraft], new: Sequence[SceneDraft]) -> list[SceneDraft]:
    """Both in order; the new ones in place of the known where both tell of a sentence."""
    if not new:
        return list(known)
    first = min(scene.first for scene in (*known, *new))
    last = max(scene.last for scene in (*known, *new))
    owners: list[int | None] = [None] * (last - first + 1)
    told = [*known, *new]
    for number, scene in enumerate(told):
        span = slice(scene.first - first, scene.last - first + 1)
        owners[span] = [number] * (scene.last - scene.first + 1)
    return _joined(_runs(told, owners, first))


def without_gaps(scenes: Sequence[SceneDraft], last: int) -> list[SceneDraft]:
    """The scenes over all sentences up to `last`; a gap goes to the scene before it."""
    if not scenes or last < 1:
        return []
    starts = [1, *(scene.first for scene in scenes[1:])]
    ends = [*(start - 1 for start in starts[1:]), last]
    return [
        scene.model_copy(update={"first": a, "last": b})
        for scene, a, b in zip(scenes, starts, ends, strict=True)
    ]


def _turned(scene: SceneDraft) -> SceneDraft:
    if scene.first <= scene.last:
        return scene
    return scene.model_copy(update={"first": scene.last, "last": scene.first})


def _runs(
    scenes: Sequence[SceneDraft], owners: Sequence[int | None], first: int
) -> list[SceneDraft]:
    found: list[SceneDraft] = []
    at = first
    for owner, run in groupby(owners):
        length = len(list(run))
        if owner is not None:
            span = {"first": at, "last": at + length - 1}
            found.append(scenes[owner].model_copy(update=span))
        at += length
    return found


def _joined(scenes: Sequence[SceneDraft]) -> list[SceneDraft]:
    """Scenes that go on in the next part at the same place and time are one."""
    found: list[SceneDraft] = []
    for scene in scenes:
        before = found[-1] if found else None
        if before is None or before.last + 1 != scene.first or _setting(before) != _setting(scene):
            found.append(scene)
            continue
        found[-1] = before.model_copy(
            update={
                "last": scene.last,
                "present": list(dict.fromkeys([*before.present, *scene.present])),
                "summary": _both(before.summary, scene.summary),
            }
        )
    return found


def _both(one: str, other: str) -> str:
    """Two summaries as one, as far as it stays short."""
    told = " ".join(filter(None, (one, other)))
    return one if one and (other in one or len(told) > MOST_SUMMARY) else told


def _setting(scene: SceneDraft) -> tuple[str, ...]:
    told = (scene.place, scene.time, scene.weather, scene.season)
    return tuple(word.strip().lower() for word in told)
