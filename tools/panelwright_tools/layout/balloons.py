"""Room for letters: a band at the top, with a box for the caption and for each balloon."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panelwright_tools.domain import Box, Direction, Panel
from panelwright_tools.layout.columns import near_wishes, slack
from panelwright_tools.layout.wishes import LayoutWishes

_CHARACTER = 0.52
"""Width of a letter, in line heights."""
_PADDING = 1.3
"""What a balloon adds to its text in each direction, in line heights."""
_FLATNESS = 2.4
"""Width of a balloon for a height of 1, where there is room."""
MOST_ROOM = 0.44
"""Largest share of the panel's height that letters may take from the subjects."""


@dataclass(frozen=True)
class Lettering:
    """Sizes of the letters' boxes in frame heights, row by row from the top."""

    rows: tuple[tuple[int, ...], ...]
    """Indices of the balloons of each row."""
    sizes: tuple[tuple[float, float], ...]
    """Width and height of each balloon."""
    caption: tuple[float, float] | None
    height: float
    """Height of the whole band."""
    wanted: float
    """Height that the text asked for; more than `height` when it was capped."""
    beside: bool = False
    """The first row of balloons stands beside the caption."""


def plan_lettering(panel: Panel, aspect: float, wishes: LayoutWishes) -> Lettering:
    """How much room the panel's words want and get."""
    line = wishes.line_height
    caption = _caption_size(panel.caption, aspect, line) if panel.caption.strip() else None
    sizes = [_balloon_size(speech.text, aspect, line) for speech in panel.speech]
    rows = _rows([width for width, _ in sizes], aspect)
    heights = [max(sizes[i][1] for i in row) for row in rows]
    beside = bool(caption and rows) and _fits_beside(caption, rows[0], sizes, aspect)
    wanted = _band(caption, heights, beside) * wishes.balloon_room
    height = min(wanted, MOST_ROOM if wishes.balloon_room <= 1 else 0.55)
    shrink = height / wanted if wanted > 0 else 1.0
    factor = shrink * wishes.balloon_room
    return Lettering(
        rows=tuple(tuple(row) for row in rows),
        sizes=tuple((width, h * factor) for width, h in sizes),
        caption=(caption[0], caption[1] * factor) if caption else None,
        height=height,
        wanted=wanted,
        beside=beside,
    )


def _band(caption: tuple[float, float] | None, heights: Sequence[float], beside: bool) -> float:
    """Height of the caption and all rows of balloons."""
    if caption is None:
        return sum(heights)
    if beside:
        return max(caption[1], heights[0]) + sum(heights[1:])
    return caption[1] + sum(heights)


def _fits_beside(
    caption: tuple[float, float] | None,
    row: Sequence[int],
    sizes: Sequence[tuple[float, float]],
    aspect: float,
) -> bool:
    return caption is not None and caption[0] + sum(sizes[i][0] for i in row) <= 0.98 * aspect


def letter_boxes(
    lettering: Lettering,
    panel: Panel,
    heads: Mapping[str, float],
    aspect: float,
    direction: Direction,
) -> tuple[Box, ...]:
    """The boxes, in fractions of the panel: caption first, then the balloons as they are spoken.

    `heads` gives the x (in frame heights) of each speaker that is in the picture.
    """
    boxes: list[Box] = []
    y, taken = 0.0, (0.0, aspect)
    if lettering.caption:
        width, height = lettering.caption
        ltr = direction is Direction.LTR
        boxes.append(Box(0.0 if ltr else aspect - width, y, width, height))
        if lettering.beside:
            taken = (width, aspect) if ltr else (0.0, aspect - width)
        else:
            y += height
    for row in lettering.rows:
        boxes += _row_boxes(row, lettering, panel, heads, taken, y, direction)
        y += max(lettering.sizes[i][1] for i in row)
        if lettering.caption and taken != (0.0, aspect):
            y, taken = max(y, lettering.caption[1]), (0.0, aspect)
    return tuple(Box(b.x / aspect, b.y, b.w / aspect, b.h).clipped().rounded() for b in boxes)


def _row_boxes(
    row: Sequence[int],
    lettering: Lettering,
    panel: Panel,
    heads: Mapping[str, float],
    room: tuple[float, float],
    y: float,
    direction: Direction,
) -> list[Box]:
    """One row between two edges, near its speakers' heads, in reading order, without overlap."""
    order = list(row) if direction is Direction.LTR else list(reversed(row))
    widths = [lettering.sizes[i][0] for i in order]
    wishes = []
    for place, index in enumerate(order):
        speaker = panel.speech[index].speaker
        even = room[0] + (room[1] - room[0]) * (place + 0.5) / len(order)
        centre = heads.get(speaker, even) if speaker is not None else even
        wishes.append(centre - widths[place] / 2)
    edges = {(i, i + 1): widths[i] for i in range(len(order) - 1)}
    bounds = [(room[0], max(room[0], room[1] - width)) for width in widths]
    lefts = near_wishes(slack(bounds, edges), edges, wishes)
    placed = {
        index: Box(left, y, width, lettering.sizes[index][1])
        for index, left, width in zip(order, lefts, widths, strict=True)
    }
    return [placed[index] for index in row]


def _rows(widths: Sequence[float], aspect: float) -> list[list[int]]:
    """Balloons in speaking order, as many in a row as fit."""
    rows: list[list[int]] = []
    used = math.inf
    for index, width in enumerate(widths):
        if used + width > 0.98 * aspect:
            rows.append([])
            used = 0.0
        rows[-1].append(index)
        used += width
    return rows


def _balloon_size(text: str, aspect: float, line: float) -> tuple[float, float]:
    return _text_size(text, line, _FLATNESS, 0.62 * aspect, _PADDING)


def _caption_size(text: str, aspect: float, line: float) -> tuple[float, float]:
    return _text_size(text, line, 6.0, 0.8 * aspect, 0.8)


def _text_size(
    text: str, line: float, flatness: float, widest: float, padding: float
) -> tuple[float, float]:
    """Width and height of text set in lines, padding included, in frame heights."""
    characters = max(len(text), 4)
    area = characters * _CHARACTER * line * line * 1.12
    width = min(math.sqrt(area * flatness), max(widest - padding * line, 4 * line))
    lines = math.ceil(characters * _CHARACTER * line * 1.08 / width)
    return min(width + padding * line, widest), lines * line + padding * line
