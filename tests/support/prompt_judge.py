"""Does a prompt's layout hold what its entry asks for?"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from panelwright_tools.domain import Box
from panelwright_tools.layout.prompt import PromptLayout, PromptRegion

Entry = Mapping[str, Any]

_NEAR = 0.22
_FAR = 0.3


def entries() -> list[tuple[str, Entry]]:
    """All prompts with their category."""
    text = (Path(__file__).parent / "prompts.toml").read_text("utf-8")
    return [(category, entry) for category, rows in tomllib.loads(text).items() for entry in rows]


def faults(entry: Entry, layout: PromptLayout) -> list[str]:
    """What the layout lacks; empty when it is right."""
    return [
        *_counts(entry, layout),
        *_words(entry, layout),
        *(
            f"not: {relation}"
            for relation in entry.get("relations", ())
            if not _holds(relation, layout)
        ),
    ]


def _counts(entry: Entry, layout: PromptLayout) -> Iterator[str]:
    for noun, wanted in entry.get("counts", {}).items():
        found = len(_all(layout, noun))
        if found != wanted:
            yield f"{noun}: {found} for {wanted}"
    if "total" in entry and len(layout.regions) != entry["total"]:
        yield f"total {len(layout.regions)} for {entry['total']}"


def _words(entry: Entry, layout: PromptLayout) -> Iterator[str]:
    for noun, word in entry.get("phrases", {}).items():
        if not any(word in region.phrase.split() for region in _all(layout, noun)):
            yield f"{noun} is not {word}"
    for noun in entry.get("avoid", ()):
        if not any(noun in phrase.split() for phrase in layout.avoid):
            yield f"{noun} is not avoided"
        if _all(layout, noun):
            yield f"{noun} is shown"
    for noun in entry.get("absent", ()):
        if _all(layout, noun):
            yield f"{noun} is a region"
    if entry.get("background", "") not in layout.background:
        yield f"background {layout.background!r}"


def _all(layout: PromptLayout, noun: str) -> list[PromptRegion]:
    exact = [region for region in layout.regions if region.noun == noun]
    return exact or [r for r in layout.regions if r.noun.split()[-1] == noun]


def _holds(relation: str, layout: PromptLayout) -> bool:
    kind = next(k for k in ("between", "at", *_HOLDS) if f" {k} " in relation)
    source, target = relation.split(f" {kind} ")
    sources = _all(layout, source)
    if kind == "at":
        return bool(sources) and all(_at(region.box, target) for region in sources)
    if kind == "between":
        first, last = target.split(" ")
        return bool(sources) and _between(sources[0].box, _all(layout, first), _all(layout, last))
    targets = _all(layout, target)
    pairs = [any(_HOLDS[kind](a, b) for b in targets) for a in sources]
    return bool(pairs) and all(pairs)


def _across(a: PromptRegion, b: PromptRegion) -> tuple[float, float]:
    (ax, ay), (bx, by) = a.box.centre, b.box.centre
    return bx - ax, by - ay


def _left(a: PromptRegion, b: PromptRegion) -> bool:
    dx, dy = _across(a, b)
    return dx > abs(dy) and a.box.iou(b.box) < 0.1


def _above(a: PromptRegion, b: PromptRegion) -> bool:
    dx, dy = _across(a, b)
    return dy > abs(dx) or (dy > 0 and a.box.x < b.box.right and b.box.x < a.box.right)


def _near(a: PromptRegion, b: PromptRegion) -> bool:
    gap_x = max(a.box.x, b.box.x) - min(a.box.right, b.box.right)
    gap_y = max(a.box.y, b.box.y) - min(a.box.bottom, b.box.bottom)
    return max(gap_x, 0.0) + max(gap_y, 0.0) < _NEAR


def _inside(a: PromptRegion, b: PromptRegion) -> bool:
    return a.box.intersection(b.box) > 0.3 * a.box.area


def _far(a: PromptRegion, b: PromptRegion) -> bool:
    dx, dy = _across(a, b)
    return max(abs(dx), abs(dy)) > _FAR


def _at(box: Box, place: str) -> bool:
    x, y = box.centre
    return {"left": x < 0.5, "right": x > 0.5, "top": y < 0.5, "bottom": y > 0.5}[place]


def _between(box: Box, firsts: list[PromptRegion], lasts: list[PromptRegion]) -> bool:
    middles = sorted(region.box.centre[0] for region in [*firsts, *lasts])
    return len(middles) >= 2 and middles[0] < box.centre[0] < middles[-1]


def _right(a: PromptRegion, b: PromptRegion) -> bool:
    return _left(b, a)


def _below(a: PromptRegion, b: PromptRegion) -> bool:
    return _above(b, a)


def _behind(a: PromptRegion, b: PromptRegion) -> bool:
    return a.depth > b.depth


def _before(a: PromptRegion, b: PromptRegion) -> bool:
    return a.depth < b.depth


def _bigger(a: PromptRegion, b: PromptRegion) -> bool:
    return a.box.area > b.box.area


_HOLDS = {
    "left_of": _left,
    "right_of": _right,
    "above": _above,
    "below": _below,
    "near": _near,
    "in": _inside,
    "far": _far,
    "behind": _behind,
    "before": _before,
    "bigger": _bigger,
}
