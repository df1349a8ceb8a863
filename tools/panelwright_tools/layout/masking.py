"""Nouns that a tagger may misread, hidden behind plain ones while a prompt is analysed.

"Four teddy bears" has a verb in it for a reader who does not know teddies, and "an orange" has a
colour. Where the words around one of our nouns leave no doubt, a noun that can be nothing but a
noun stands in for it.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from panelwright_tools.language import Document, NounPhrase
from panelwright_tools.language.lexicon import category_of
from panelwright_tools.layout.nouns import words
from panelwright_tools.layout.sizes import is_living, known_noun, singular_forms
from panelwright_tools.layout.tables import table

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*|\d+|[^\sA-Za-z\d]")
_LONGEST = 4
"""Words of the longest noun."""


@dataclass(frozen=True)
class Masked:
    """A text with stand-ins, and what they stand for."""

    text: str
    nouns: dict[str, tuple[str, str]]
    """Stand-in to our noun and to the words of the text."""

    def restored(self, text: str) -> str:
        """Words with our nouns back in them."""
        for stand_in, (noun, said) in self.nouns.items():
            text = re.sub(rf"\b{stand_in}s\b", said, text, flags=re.IGNORECASE)
            text = re.sub(rf"\b{stand_in}\b", noun, text, flags=re.IGNORECASE)
        return text

    def restored_document(self, document: Document) -> Document:
        """The analysis with our nouns as heads."""
        sentences = tuple(
            replace(s, noun_phrases=tuple(self._phrase(n) for n in s.noun_phrases))
            for s in document.sentences
        )
        return replace(document, sentences=sentences)

    def _phrase(self, phrase: NounPhrase) -> NounPhrase:
        found = self.nouns.get(phrase.head.lower())
        if found is None:
            return phrase
        noun, said = found
        compound, _, head = noun.rpartition(" ")
        category = category_of(head, compound)
        return replace(
            phrase,
            head=head,
            head_text=said.rsplit(" ", 1)[-1],
            compound=compound,
            name="",
            category=category,
        )


def masked(text: str) -> Masked:
    """Hide our nouns where they can be nothing else."""
    tokens = list(_WORD.finditer(text))
    lowers = [token[0].lower() for token in tokens]
    nouns: dict[str, tuple[str, str]] = {}
    free = {
        kind: [w for w in table("prompts")["stand_ins"][kind] if w not in text.lower()]
        for kind in ("living", "things")
    }
    kept, last, at = "", 0, 0
    while at < len(tokens):
        found = _noun_at(lowers, at)
        stand_ins = free["living" if found and is_living(found[0], None) else "things"]
        if found is None or not stand_ins:
            at += 1
            continue
        noun, length = found
        start, end = tokens[at].start(), tokens[at + length - 1].end()
        stand_in = stand_ins.pop(0)
        nouns[stand_in] = (noun, text[start:end].lower())
        plural = noun.split()[-1] != lowers[at + length - 1]
        kept += text[last:start] + stand_in + ("s" if plural else "")
        last, at = end, at + length
    return Masked(kept + text[last:], nouns)


def _noun_at(lowers: list[str], at: int) -> tuple[str, int] | None:
    """Our noun that begins at a word, and how many words it has."""
    for length in range(min(_LONGEST, len(lowers) - at), 1, -1):
        noun = _known(" ".join(lowers[at : at + length]))
        if noun is not None:
            return noun, length
    noun = _known(lowers[at])
    before = lowers[at - 1] if at else ""
    after = lowers[at + 1] if at + 1 < len(lowers) else "."
    certain = before in words("before_nouns") and after in words("after_nouns")
    return (noun, 1) if noun is not None and certain else None


@lru_cache(maxsize=4096)
def _known(said: str) -> str | None:
    """The noun of our lists that the words are, in the singular; no word of pictures."""
    first, _, last = said.rpartition(" ")
    if not last.isalpha():
        return None
    for form in singular_forms(last):
        noun = f"{first} {form}".strip()
        if known_noun(noun) == noun and noun not in words("media") and noun not in words("undrawn"):
            return noun
    return None
