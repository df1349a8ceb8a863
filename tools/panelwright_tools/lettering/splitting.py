"""Long texts over several balloons: at sentences first, then clauses, then conjunctions."""

from collections.abc import Sequence

from panelwright_tools.lettering.tables import break_words
from panelwright_tools.lettering.words import Word

MOST_WORDS = 25
"""Words that one balloon holds comfortably."""
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "۔", "।")
_STRONG_ENDS = (";", ":", "—", "–", "；", "：")
_CLAUSE_ENDS = (",", ";", ":", "—", "–", "-", "、", "，", "；", "：")
_CLOSERS = "\"'”’»)]」』"
_TORN = 1.4
"""What it costs more to part a word from the one that it binds to: the / ship, to / see."""


def _weight(words: Sequence[Word]) -> list[float]:
    """How much each word counts: a word of wide letters without spaces counts by its length."""
    return [max(len(word.text) / 11, 1.0 if word.spaced else 0.25) for word in words]


def _break_cost(words: Sequence[Word], end: int) -> float:
    """What it costs to end a balloon after word `end - 1`."""
    text = words[end - 1].text.rstrip(_CLOSERS)
    if text.lower() in break_words("lines", "titles"):
        return 2 * _TORN  # "Ms." and the name behind it
    if text.endswith(_SENTENCE_ENDS):
        return 0.0
    if text.endswith(_STRONG_ENDS):
        return 0.2
    if text.endswith(_CLAUSE_ENDS):
        return 0.35
    following = words[end].text.lower().strip(_CLOSERS)
    torn = _TORN * (text.lower() in break_words("lines", "weak_ends"))
    if following in break_words("balloons", "openers"):
        return 0.6 + torn
    if following in break_words("balloons", "links"):
        return 0.8 + torn
    return torn + (1.2 if words[end].spaced else 1.6)


def split_words(words: Sequence[Word], most: float = MOST_WORDS) -> list[tuple[Word, ...]]:
    """The words in as few parts as hold at most `most` words each, of similar length.

    Dynamic programming over the ends: a part costs its square deviation from the mean part plus
    the cost of breaking where it ends.
    """
    weights = _weight(words)
    total = sum(weights)
    if total <= most or len(words) < 2:
        return [tuple(words)] if words else []
    mean = total / -(-total // most)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * len(words)
    for start in range(len(words)):
        length = 0.0
        for end in range(start + 1, len(words) + 1):
            length += weights[end - 1]
            if length > most and end > start + 1:
                break
            cost = best[start][0] + 0.15 + (length / mean - 1) ** 2
            cost += _break_cost(words, end) if end < len(words) else 0.0
            if cost < best[end][0]:
                best[end] = (cost, start)
    parts: list[tuple[Word, ...]] = []
    end = len(words)
    while end:
        start = best[end][1]
        parts.append(tuple(words[start:end]))
        end = start
    return parts[::-1]
