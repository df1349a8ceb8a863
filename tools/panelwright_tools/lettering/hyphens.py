"""Where a word that does not fit may be divided: soft hyphens, then syllables, then anywhere."""

import unicodedata
from itertools import pairwise

from panelwright_tools.lettering.tables import break_words

_LEAST = 3
"""Letters that must stay on either side of a hyphen."""


def _is_vowel(letter: str) -> bool:
    return letter.lower() in break_words("syllables", "vowels")


def _boundary(word: str, first: int, last: int) -> int:
    """Where the consonants `word[first:last]` between two vowels are divided."""
    cluster, onsets = word[first:last].lower(), break_words("syllables", "onsets")
    if len(cluster) <= 1 or cluster in onsets:
        return first
    for whole in sorted(break_words("syllables", "together")):
        if cluster.startswith(whole) and len(cluster) > len(whole):
            return first + len(whole)
    if cluster[-2:] in onsets and len(cluster) > 2:
        return last - 2
    return first + 1 if len(cluster) == 2 else last - 1


def syllables(word: str) -> list[int]:
    """Places in a word where a syllable begins, three letters or more from either end."""
    vowels = [i for i, letter in enumerate(word) if _is_vowel(letter)]
    places = []
    for left, right in pairwise(vowels):
        if right - left >= 2 and word[left + 1 : right].isalpha():
            places.append(_boundary(word, left + 1, right))
    return [p for p in places if _LEAST <= p <= len(word) - _LEAST]


def hyphenation(word: str) -> list[tuple[int, bool]]:
    """Places to divide a word, best kind first: `(index, whether a hyphen is to be drawn)`.

    Soft hyphens stand in the text itself and win; a word without vowels is divided anywhere.
    """
    soft = [i + 1 for i, letter in enumerate(word) if letter == "\u00ad"]
    if soft:
        return [(place, True) for place in soft]
    found = syllables(word)
    if found:
        return [(place, True) for place in found]
    return anywhere(word)


def anywhere(word: str) -> list[tuple[int, bool]]:
    """Every place between two letters that does not part a letter from its marks."""
    return [
        (i, word[i - 1].isalnum() and word[i].isalnum())
        for i in range(1, len(word))
        if not unicodedata.combining(word[i])
        and "\u200d" not in word[i - 1 : i + 1]
        and not 0xFE00 <= ord(word[i]) <= 0xFE0F
    ]
