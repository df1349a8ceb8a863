"""Groups moments into a given number of panels by dynamic programming."""

from collections.abc import Sequence
from itertools import pairwise

from panelwright.planning.embedded.moments import SPEECH_WORDS, Moment

CHUNK = 48
"""Moments that are grouped at once; a longer text is cut at scene and paragraph changes."""
MAX_LINES = 4
MISFIT = 1.5
WORDS = 42
"""Narration that a panel holds without its caption losing much."""
MOVED = 3.0
LATER = 1.5
"""What it costs to have in a picture two scenes of a screenplay."""
CROWD = 0.5
LONGEST = 14
"""Moments that are tried in one panel when the text does not force more."""
BROKEN_SENTENCE = 0.3
ANSWER = 0.6
"""What it costs to tear an answer from its question."""
NEW_PARAGRAPH = 0.5
_NEVER = float("inf")


def group(moments: Sequence[Moment], number: int) -> list[list[Moment]]:
    """The best contiguous grouping of the moments into exactly `number` panels."""
    groups: list[list[Moment]] = []
    for chunk, share in _shares(_chunks(moments), number):
        edges = _best_edges(chunk, share)
        groups += [list(chunk[i:j]) for i, j in pairwise(edges)]
    return groups


def load(moment: Moment) -> float:
    """How much of a panel a moment fills."""
    size: float = max(4, moment.words) ** 0.85
    return size + 1.2 * moment.weight + 0.05 * moment.speech_words


def _chunks(moments: Sequence[Moment]) -> list[Sequence[Moment]]:
    chunks: list[Sequence[Moment]] = []
    start = 0
    while len(moments) - start > CHUNK * 3 // 2:
        window = range(start + CHUNK // 2, start + CHUNK * 3 // 2)
        cut = max(
            window, key=lambda k: (_break(moments[k - 1], moments[k]), -abs(k - start - CHUNK))
        )
        chunks.append(moments[start:cut])
        start = cut
    chunks.append(moments[start:])
    return chunks


def _shares(chunks: list[Sequence[Moment]], number: int) -> list[tuple[Sequence[Moment], int]]:
    """Panels for each chunk in proportion to its load, at least one, at most its moments."""
    if number < len(chunks):
        return _few_shares(chunks, number)
    loads = [sum(load(moment) for moment in chunk) for chunk in chunks]
    total = sum(loads)
    shares = [
        min(len(c), max(1, int(number * w / total))) for c, w in zip(chunks, loads, strict=True)
    ]
    while sum(shares) != number:
        step = 1 if sum(shares) < number else -1
        room = [k for k, share in enumerate(shares) if 1 <= share + step <= len(chunks[k])]
        if not room:
            break
        best = max(room, key=lambda k: step * (loads[k] / (shares[k] + step / 2)))
        shares[best] += step
    return list(zip(chunks, shares, strict=True))


def _few_shares(chunks: list[Sequence[Moment]], number: int) -> list[tuple[Sequence[Moment], int]]:
    """Fewer panels than chunks: neighbouring chunks are one panel together."""
    joined: list[tuple[Sequence[Moment], int]] = []
    for k in range(number):
        first, last = k * len(chunks) // number, (k + 1) * len(chunks) // number
        joined.append(([moment for chunk in chunks[first:last] for moment in chunk], 1))
    return joined


def _best_edges(moments: Sequence[Moment], number: int) -> list[int]:
    """The cheapest edges 0 = e0 < e1 < … < e_number = len(moments)."""
    count = len(moments)
    if number >= count:
        return list(range(count + 1))
    if number == 1:
        return [0, count]
    target = sum(load(moment) for moment in moments) / number
    reach = min(count - number + 1, max(LONGEST, 3 * count // number))
    costs = _costs(moments, target, reach)
    best = [[_NEVER] * (count + 1) for _ in range(number + 1)]
    came = [[0] * (count + 1) for _ in range(number + 1)]
    best[0][0] = 0.0
    for k in range(1, number + 1):
        before, now, back = best[k - 1], best[k], came[k]
        for j in range(k, count - number + k + 1):
            for i in range(max(k - 1, j - reach), j):
                cost = before[i] + costs[i][j - i - 1]
                if cost < now[j]:
                    now[j], back[j] = cost, i
    edges = [count]
    for k in range(number, 0, -1):
        edges.append(came[k][edges[-1]])
    return edges[::-1]


def _costs(moments: Sequence[Moment], target: float, reach: int) -> list[list[float]]:
    """costs[i][w]: the cost of one panel for the moments i … i+w."""
    loads = [load(moment) for moment in moments]
    breaks = [0.0] + [_break(a, b) for a, b in pairwise(moments)]
    return [_row(moments, loads, breaks, i, target, reach) for i in range(len(moments))]


def _row(
    moments: Sequence[Moment],
    loads: list[float],
    breaks: list[float],
    start: int,
    target: float,
    reach: int,
) -> list[float]:
    row: list[float] = []
    weight, inside, strangers = 0.0, 0.0, 0.0
    speech, lines, words = 0, 0, 0
    who: set[str] = set()
    sizes: list[int] = []
    for place in range(start, min(len(moments), start + reach)):
        moment = moments[place]
        weight += loads[place]
        speech += moment.speech_words
        words += max(0, moment.words - moment.speech_words)
        lines += len(moment.lines)
        if place > start:
            inside += _inside(moments[place - 1], moment)
        who |= set(moment.who)
        sizes.append(len(set(moment.who)))
        strangers = sum(len(who) - size for size in sizes if size)
        excess = max(0, speech - SPEECH_WORDS) / 10 + max(0, lines - MAX_LINES) * 0.8
        excess += max(0, words - WORDS) / 25
        fit = (weight / target - 1) ** 2
        row.append(
            MISFIT * fit + inside + CROWD * strangers + excess - 0.45 * breaks[start]
            + 0.3 * max(0, len(who) - 4)
        )  # fmt: skip
    return row


def _inside(before: Moment, after: Moment) -> float:
    """What it costs to have two moments in one picture."""
    cost = 0.0
    if before.setting.place != after.setting.place:
        cost += MOVED
    elif before.scripted != after.scripted:
        cost += LATER
    if before.setting.time != after.setting.time:
        cost += MOVED / 2
    if before.paragraph != after.paragraph:
        talk = bool(before.lines and after.lines)
        cost += NEW_PARAGRAPH / 5 if talk else NEW_PARAGRAPH
    return cost


def _break(before: Moment, after: Moment) -> float:
    """How good a place between two moments is for the edge of a panel."""
    worth = 0.0
    if before.setting.place != after.setting.place:
        worth += 1.2
    if before.setting.time != after.setting.time:
        worth += 0.7
    if before.paragraph != after.paragraph:
        worth += 0.5
    if not set(before.who) & set(after.who):
        worth += 0.4
    if before.sentences[-1] == after.sentences[0]:
        worth -= BROKEN_SENTENCE
    if before.lines and after.lines and before.lines[-1].quote == after.lines[0].quote:
        worth -= 0.5
    if before.lines and after.lines and before.lines[-1].text.rstrip().endswith("?"):
        worth -= ANSWER
    return worth
