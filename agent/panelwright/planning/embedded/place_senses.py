"""Tells apart places with one noun by the other words of the story: railway and space stations."""

from collections import Counter
from functools import cached_property

from panelwright.planning.embedded.sites import Site
from panelwright.planning.embedded.tables import table
from panelwright_tools.language.document import Document
from panelwright_tools.language.lexicon import category_of

_NEAR = 2
"""How many times more a word counts that stands in the place's own name."""


class Senses:
    """The senses that a story's words give to place nouns of several meanings."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _words(self) -> Counter[str]:
        tokens = (t for sentence in self._document.sentences for t in sentence.tokens)
        counted: Counter[str] = Counter()
        for token in tokens:
            counted[token.lower] += 1
            if token.lemma != token.lower:
                counted[token.lemma] += 1
        return counted

    def meant(self, site: Site) -> str:
        """The noun of a place as this story means it: `space station`; as it is if it is plain."""
        if site.outside:
            return _outside(site)
        if site.drawn:
            return site.drawn
        senses: dict[str, str] = table("places")["sense"].get(site.noun, {})
        drawn: dict[str, str] = table("places")["drawn"]
        plain = drawn.get(site.name) or drawn.get(site.noun, site.full_noun)
        if site.compound in senses or site.full_noun in senses:
            return site.full_noun
        if not senses:
            return plain
        own = site.name.lower().split()
        votes = {
            sense: sum(self._words[word] + _NEAR * (word in own) for word in listed.split())
            for sense, listed in senses.items()
        }
        best = max(votes, key=lambda sense: votes[sense])
        return best if votes[best] else plain


def _outside(site: Site) -> str:
    """What is outside a house, or outside a room of one."""
    outside: dict[str, str] = table("places")["outside"]
    room = category_of(site.full_noun) == "room" or category_of(site.noun) == "room"
    usual = "corridor" if room and not site.compound else "street"
    return outside.get(site.full_noun) or outside.get(site.noun, usual)
