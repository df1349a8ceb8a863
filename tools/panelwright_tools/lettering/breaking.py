"""Line-breaking that looks set by hand: balanced, widest in the middle, no lonely last word."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from panelwright_tools.lettering.tables import break_words
from panelwright_tools.lettering.typeset import SetWord

LEADING = 1.12
"""Distance of baselines in ems."""
SPACE = 0.28
"""Width of a space in ems, that of the lettering font."""
_LENS = 0.62
"""How much narrower the first and last lines are meant to be; 0 is a rectangle."""
_LETTERS_LEFT = 3
"""Letters that should stand on either side of a hyphen that was written."""
_MAX_LINES = 14


@dataclass(frozen=True)
class Block:
    """Words divided into lines; widths and heights in ems."""

    lines: tuple[tuple[SetWord, ...], ...]
    widths: tuple[float, ...]
    cost: float
    """How uneven the lines are; comparable between blocks of one text."""

    @property
    def width(self) -> float:
        """The widest line."""
        return max(self.widths, default=0.0)

    @property
    def height(self) -> float:
        """All lines with their leading."""
        return len(self.lines) * LEADING


def line_width(words: Sequence[SetWord]) -> float:
    """Width of a line in ems."""
    gaps = sum(SPACE for word in words[1:] if word.before == "space")
    return sum(word.width for word in words) + gaps


def _profile(count: int, lens: float) -> list[float]:
    """Wanted widths of `count` lines relative to the widest."""
    if count == 1:
        return [1.0]
    rows = [(2 * i - count + 1) / count for i in range(count)]
    return [math.sqrt(1 - (lens * row) ** 2) for row in rows]


def _penalty(words: Sequence[SetWord], last: int) -> float:
    """What a break after word `last` costs besides the uneven width."""
    word = words[last]
    if last == len(words) - 1:
        return 0.0
    following = words[last + 1]
    if following.before == "hyphen":
        return 0.0
    text = word.text.lower()
    if following.before == "none" and text.endswith("-"):
        tight = min(len(text) - 1, len(following.text)) < _LETTERS_LEFT
        return 0.25 if tight else 0.03
    if text.strip("'\"“”") in break_words("lines", "weak_ends"):
        return 0.02
    return -0.015 if text[-1:] in set(",.;:!?…—–") else 0.0


def break_lines(words: Sequence[SetWord], count: int, lens: float = _LENS) -> Block | None:
    """The best division of the words into `count` lines, or None when there is none.

    Minimises the squared relative deviation from a lens-shaped profile by dynamic programming.
    """
    n = len(words)
    if count > n:
        return None
    profile = _profile(count, lens)
    full = line_width(words) - (count - 1) * SPACE
    wanted = [max(share * full / sum(profile), 1e-6) for share in profile]
    # words set so far -> (cost, ends of lines)
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    penalties = [_penalty(words, last) for last in range(n)]
    for line, target in enumerate(wanted):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in best.items():
            for end, own in _ends(words, penalties, start, target, n - (count - line - 1)):
                if line == count - 1 and end != n:
                    continue
                total = cost + own
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*ends, end))
        best = reached
    if n not in best:
        return None
    cost, ends = best[n]
    starts = (0, *ends[:-1])
    lines = tuple(tuple(words[a:b]) for a, b in zip(starts, ends, strict=True))
    return Block(lines, tuple(line_width(line) for line in lines), cost / count)


def _ends(
    words: Sequence[SetWord], penalties: Sequence[float], start: int, target: float, stop: int
) -> list[tuple[int, float]]:
    """Every end of a line that begins at `start`, with its cost."""
    found = []
    width = 0.0
    for end in range(start + 1, stop + 1):
        word = words[end - 1]
        width += word.width + (SPACE if end - 1 > start and word.before == "space" else 0.0)
        deviation = width / target - 1
        found.append((end, deviation * deviation + penalties[end - 1]))
        if word.hyphenated or width > 2.2 * target:
            break
    return found


def blocks(words: Sequence[SetWord], limit: float, lens: float = _LENS) -> tuple[Block, ...]:
    """Good blocks of different proportions, from wide to tall, none wider than `limit` ems."""
    found = []
    full = line_width(words)
    least = max(1, math.ceil(full / max(limit, 1e-6) - 0.25))
    for count in range(least, max(least + 3, _MAX_LINES) + 1):
        block = break_lines(words, count, lens)
        if block is None:
            continue
        if block.width <= limit + 1e-6:
            found.append(block)
        if found and block.width < block.height * 0.8:
            break
    if not found:
        found.append(greedy(words, limit))
    return tuple(found)


def greedy(words: Sequence[SetWord], limit: float) -> Block:
    """Every line filled as far as it goes: for captions and strips."""
    lines: list[list[SetWord]] = []
    for word in words:
        ended = lines and lines[-1][-1].hyphenated
        if lines and not ended and line_width([*lines[-1], word]) <= limit:
            lines[-1].append(word)
        else:
            lines.append([word])
    whole = tuple(tuple(line) for line in lines)
    return Block(whole, tuple(line_width(line) for line in whole), 0.0)
