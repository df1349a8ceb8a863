"""Whether a text names what a phrase asks for, by its words in the singular."""

import re
from typing import Final

_LITTLE_WORDS: Final = re.compile(
    "a|an|the|any|no|some|of|with|and|or|to|in|on|his|her|their|its|my|your|our|other|all"
)


def words(text: str) -> tuple[str, ...]:
    """The telling words of a text, lower-case and in the singular."""
    found = re.findall(r"[^\W_]+", text.lower())
    return tuple(singular(word) for word in found if not _LITTLE_WORDS.fullmatch(word))


def names(text: str, phrase: str) -> bool:
    """True when every telling word of the phrase is in the text: `two red dogs` names `dog`."""
    wanted = words(phrase)
    return bool(wanted) and set(wanted) <= set(words(text))


def singular(word: str) -> str:
    """A regular English noun in the singular, near enough to compare two of them."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
