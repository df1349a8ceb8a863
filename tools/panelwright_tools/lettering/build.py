"""Placed items to the lettering's data: lines, outlines, tails, necks."""

import math
import unicodedata
from collections.abc import Sequence

import numpy as np

from panelwright_tools.domain.vocabulary import SpeechKind
from panelwright_tools.lettering import fonts, shapes
from panelwright_tools.lettering.breaking import LEADING, SPACE, Block
from panelwright_tools.lettering.items import EDGE_DROP, Spot
from panelwright_tools.lettering.model import Balloon, Caption, Line, Link, Point, Rect, Run
from panelwright_tools.lettering.setting import CAPTION_PAD, SetPassage, mouth_of
from panelwright_tools.lettering.stage import Stage
from panelwright_tools.lettering.typeset import SetWord

_ASCENT = 0.8
"""From the top of a line's slot to its baseline, in ems."""
_TAIL_REACH = 0.58
"""How far of the way to the mouth a tail goes."""
_TAIL_GAP = 4.5
"""Ems that a tail leaves at most between its tip and the mouth."""


def rounded(rect: Rect) -> Rect:
    """A rectangle to a tenth of a pixel."""
    left, top, right, bottom = (round(value, 1) for value in rect)
    return (left, top, right, bottom)


def set_line(
    words: Sequence[SetWord], following: SetWord | None, x: float, baseline: float, em: float
) -> Line:
    """One line from its left end, as runs of one font each in visual order."""
    rtl = _is_rtl(words)
    segments = _segments(words)
    runs = []
    for spaced, text, font, scale in segments[::-1] if rtl else segments:
        advance = fonts.width(text, font, scale) * em
        lead = SPACE * em if spaced else 0.0
        runs.append(
            Run(
                text=f" {text}" if spaced else text,
                font=font,
                size=round(scale * em, 2),
                x=round(x + (0.0 if rtl else lead), 1),
                width=round(advance, 1),
            )
        )
        x += lead + advance
    joint = following.before if following is not None else "space"
    return Line(runs=tuple(runs), baseline=round(baseline, 1), joint=joint, rtl=rtl)


def _segments(words: Sequence[SetWord]) -> list[tuple[bool, str, str, float]]:
    """`(a space stands before it, text, font, scale)` for each stretch of one font."""
    segments: list[tuple[bool, str, str, float]] = []
    for number, word in enumerate(words):
        for place, piece in enumerate(word.pieces):
            spaced = number > 0 and place == 0 and word.before == "space"
            if segments and segments[-1][2:] == (piece.font, piece.scale):
                before, text, font, scale = segments.pop()
                joined = f"{text} {piece.text}" if spaced else text + piece.text
                segments.append((before, joined, font, scale))
            else:
                segments.append((spaced, piece.text, piece.font, piece.scale))
    return segments


def _is_rtl(words: Sequence[SetWord]) -> bool:
    for word in words:
        for letter in word.text:
            direction = unicodedata.bidirectional(letter)
            if direction in {"R", "AL"}:
                return True
            if direction == "L":
                return False
    return False


def set_block(
    block: Block, em: float, centre_x: float | None, left: float, top: float
) -> tuple[Line, ...]:
    """The lines of a block, centred on `centre_x`, or flush left where that is None."""
    lines = []
    for row, (words, width) in enumerate(zip(block.lines, block.widths, strict=True)):
        following = block.lines[row + 1][0] if row + 1 < len(block.lines) else None
        x = left if centre_x is None else centre_x - width * em / 2
        baseline = top + (row * LEADING + _ASCENT) * em
        lines.append(set_line(words, following, x, baseline, em))
    return tuple(lines)


def build_caption(one: SetPassage, spot: Spot, rng: np.random.Generator) -> Caption:
    """A caption at its spot."""
    block = one.blocks[spot.variant]
    lines = set_block(
        block,
        one.em,
        None,
        spot.left + CAPTION_PAD[0] * one.em,
        spot.top + CAPTION_PAD[1] * one.em,
    )
    outline = shapes.polygon(shapes.caption_outline(spot.rect, one.em, rng))
    return Caption(span=one.passage.span, lines=lines, box=rounded(spot.rect), outline=outline)


def build_balloon(
    one: SetPassage, spot: Spot, stage: Stage, tailed: bool, rng: np.random.Generator
) -> Balloon:
    """A balloon at its spot, with a tail unless the balloon after it has one for both."""
    block = one.blocks[spot.variant]
    passage = one.passage
    half = (spot.width / 2, spot.height / 2)
    outline = shapes.balloon_outline(passage.voice, spot.centre, half, one.em, rng)
    top = spot.centre[1] - block.height * one.em / 2
    lines = set_block(block, one.em, spot.centre[0], spot.left, top)
    aim = mouth_of(one.actor) or _edge_aim(spot, stage)
    head = one.actor.face if one.actor is not None else None
    tail = _tail(passage.voice, outline, spot, aim, head, one.em) if tailed else ()
    assert passage.speech is not None
    return Balloon(
        kind=passage.voice,
        speech=passage.speech,
        span=passage.span,
        speaker=passage.speaker,
        region=one.actor.region if one.actor is not None else None,
        lines=lines,
        box=rounded(spot.rect),
        outline=shapes.polygon(outline),
        tail=tail,
        aim=(round(aim[0], 1), round(aim[1], 1)),
    )


def _edge_aim(spot: Spot, stage: Stage) -> Point:
    """For a voice from beyond the panel: the nearer side edge, a little below the balloon."""
    x, y = spot.centre
    width, height = stage.size
    side = 0.0 if x < width / 2 else float(width)
    return (side, min(y + spot.height * EDGE_DROP, height - 1.0))


def _tail(
    kind: SpeechKind,
    outline: shapes.Points,
    spot: Spot,
    aim: Point,
    head: Rect | None,
    em: float,
) -> tuple[tuple[Point, ...], ...]:
    base = shapes.edge_point(outline, spot.centre, aim)
    run = (aim[0] - base[0], aim[1] - base[1])
    length = math.hypot(*run)
    inside = math.dist(spot.centre, base) > math.dist(spot.centre, aim)
    if inside or length < 0.3 * em:
        return ()
    reach = 1.0 if head is None and kind is SpeechKind.OFF_PANEL else _reach(base, aim, head, em)
    tip = (base[0] + run[0] * reach, base[1] + run[1] * reach)
    if kind is SpeechKind.THOUGHT:
        return tuple(shapes.polygon(bubble) for bubble in shapes.bubbles(base, tip, em))
    if kind is SpeechKind.ROBOT:
        return (shapes.polygon(shapes.jagged_tail(spot.centre, base, tip, 0.8 * em)),)
    bend = 0.1 if run[0] > 0 else -0.1
    width = min(0.95 * em, 0.3 * min(spot.width, spot.height))
    return (shapes.polygon(shapes.pointed_tail(spot.centre, base, tip, width, bend)),)


def _reach(base: Point, aim: Point, head: Rect | None, em: float) -> float:
    """The share of the way to the mouth: at most to the face, at least an em.

    A tail from afar goes on until it is near the head, lest the eye lose the way.
    """
    length = math.dist(base, aim)
    reach = max(_TAIL_REACH, min(1.0, 1.1 * em / length), 1 - _TAIL_GAP * em / length)
    if head is None:
        return reach
    for step in range(1, 41):
        share = step / 40
        x, y = base[0] + (aim[0] - base[0]) * share, base[1] + (aim[1] - base[1]) * share
        if head[0] < x < head[2] and head[1] < y < head[3]:
            return min(reach, max(share - 0.03, 0.2))
    return reach


def build_link(first: Balloon, second: Balloon, numbers: tuple[int, int], em: float) -> Link:
    """The neck between two balloons of one speaker."""
    outline = shapes.neck(np.array(first.outline), np.array(second.outline), 0.75 * em)
    return Link(first=numbers[0], second=numbers[1], outline=shapes.polygon(outline))
