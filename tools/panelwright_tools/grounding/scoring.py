"""From a detector's numbers to boxes with scores: each text by its own tokens, each thing once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.domain import Box, ToolError
from panelwright_tools.grounding.token_passes import Span


@dataclass(frozen=True)
class Found:
    """A box for a text."""

    text: int
    """Its number among all texts."""
    box: Box
    """On the panel."""
    score: float
    """Largest probability among the text's tokens: what the authors' own inference compares with
    its threshold (`predict` in groundingdino/util/inference.py)."""
    fit: float
    """Mean probability of the text's tokens, by which the authors decide between labels in
    evaluation (`PostProcessCocoGrounding`): with `red ball`, a blue ball has the one, not both."""


def scored(
    logits: NDArray[np.float32],
    boxes: NDArray[np.float32],
    spans: Sequence[Span],
    least: Sequence[float],
) -> list[Found]:
    """Every box that scores at least `least[text]` for a text, the texts in order.

    `logits`: (boxes, tokens), -inf where there is no token; `boxes`: (boxes, 4) centre, width and
    height in fractions of the picture. Raises ToolError when they are no numbers.
    """
    if np.isnan(logits).any() or not np.isfinite(boxes).all():
        raise ToolError("the detector gave no numbers; its weights may be damaged.")
    chances = 1.0 / (1.0 + np.exp(-np.clip(logits.astype(np.float64), -80.0, 80.0)))
    found = []
    for span in spans:
        own = chances[:, list(span.places)]
        scores, fits = own.max(axis=1), own.mean(axis=1)
        for row in np.flatnonzero(scores >= least[span.text]):
            box = _box(boxes[row])
            if box.w > 0 and box.h > 0:
                found.append(Found(span.text, box, float(scores[row]), float(fits[row])))
    return found


def _box(row: NDArray[np.float32]) -> Box:
    x, y, w, h = (float(value) for value in row)
    return Box(x - w / 2, y - h / 2, w, h).clipped().rounded()


def once(found: Iterable[Found], heads: Sequence[str], same: float, held: float) -> list[Found]:
    """Each thing once, best first within each noun: no duplicates, no boxes around groups.

    `heads` holds the noun of each text. Texts with one noun are rivals: a box is that of the one
    that fits it best, so that `red ball` and `blue ball` don't both have the same ball. Texts with
    different nouns may well have the same box: a girl is also a person.
    """
    by_head: dict[str, list[Found]] = {}
    for one in found:
        by_head.setdefault(heads[one.text], []).append(one)
    kept: list[Found] = []
    for group in by_head.values():
        kept += _without_groups(_without_copies(group, same), held)
    return kept


def _without_copies(group: Sequence[Found], same: float) -> list[Found]:
    kept: list[Found] = []
    for one in sorted(group, key=lambda one: (-one.fit, -one.score, one.text, one.box)):
        if all(one.box.iou(other.box) <= same for other in kept):
            kept.append(one)
    return kept


def _without_groups(things: Sequence[Found], held: float) -> list[Found]:
    """Without the boxes around two or more others that are each at least as sure."""

    def is_group(one: Found) -> bool:
        inner = [
            other
            for other in things
            if other is not one
            and other.score >= one.score
            and other.box.area < one.box.area
            and other.box.intersection(one.box) >= held * other.box.area
        ]
        return len(inner) >= 2

    return [one for one in things if not is_group(one)]
