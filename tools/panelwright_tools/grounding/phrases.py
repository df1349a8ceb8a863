"""Whether a text names what a phrase asks for, by its words in the singular."""

import re
from typing import Final

_LITTLE_WORDS: Final = re.compile(
    "a|an|the|any|no|some|of|with|and|or|to|in|on|his|her|their|its|my|your|our|other|all"
)


def words(text: str) -> tuple[str, ...]:
    """The telling words of a text, lower-case and in the singular."""
    from panelwright_tools.language.lemmas import noun_lemma  # loads the lexicon

    found = re.findall(r"[^\W_]+", text.lower())
    return tuple(noun_lemma(word) for word in found if not _LITTLE_WORDS.fullmatch(word))


def names(text: str, phrase: str) -> bool:
    """True when every telling word of the phrase is in the text: `two red dogs` names `dog`."""
    wanted = words(phrase)
    return bool(wanted) and set(wanted) <= set(words(text))
