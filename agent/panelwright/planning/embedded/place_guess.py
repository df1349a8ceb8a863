"""Guesses where sentences play that name no place, from their people and things."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from panelwright.planning.embedded.sites import Site
from panelwright.planning.embedded.tables import index
from panelwright_tools.language import document as read
from panelwright_tools.language.document import Document

ROLE = 2
"""How many things one person counts for: a teacher says more of a place than a pencil."""


@dataclass(frozen=True)
class Suggestion:
    """A place that people and things suggest, and how many of them do."""

    site: Site
    votes: int


def suggested_place(document: Document, sentences: Sequence[read.Sentence]) -> Suggestion:
    """A place for sentences that name none, from their people and things."""
    votes: Counter[str] = Counter()
    roles, things = index("places", "role"), index("places", "thing")
    for sentence in sentences:
        for noun in {token.lemma for token in sentence.tokens if token.tag in ("NOUN", "NOUNS")}:
            votes[roles.get(noun, "")] += ROLE
            votes[things.get(noun, "")] += 1
    del votes[""]
    if votes:
        noun = max(sorted(votes), key=lambda name: votes[name])
        reason = "no place is named; the people and things suggest it"
        return Suggestion(_site(noun, reason), votes[noun])
    animals = any(entity.kind == "animal" for entity in document.entities)
    return Suggestion(_site("meadow" if animals else "room", "the text names no place"), 0)


def _site(noun: str, reason: str) -> Site:
    *before, last = noun.replace("-", " ").split()
    return Site(
        noun=last, name=" ".join([*before, last]), compound=" ".join(before), guessed=reason
    )
