"""Guesses where sentences play that name no place, from their people and things."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from panelwright.planning.embedded.sites import Site
from panelwright.planning.embedded.surroundings import surrounding
from panelwright.planning.embedded.tables import table, words
from panelwright_tools.language import document as read
from panelwright_tools.language.document import Document


@dataclass(frozen=True)
class Suggestion:
    """A place that people and things suggest, and how many of them do."""

    site: Site
    votes: int


def suggested_place(document: Document, sentences: Sequence[read.Sentence]) -> Suggestion:
    """A place for sentences that name none, from their people and things."""
    found = surrounding(sentences)
    if found is not None:
        reason = "no place is named; the people and things suggest it"
        return Suggestion(called(document, guessed_site(found.noun, reason)), found.votes)
    animals = any(entity.kind == "animal" for entity in document.entities)
    return Suggestion(guessed_site("meadow" if animals else "room", "the text names no place"), 0)


def guessed_site(noun: str, reason: str) -> Site:
    """The site of a guessed place noun: `swimming pool`."""
    *before, last = noun.replace("-", " ").split()
    return Site(
        noun=last, name=" ".join([*before, last]), compound=" ".join(before), guessed=reason
    )


def called(document: Document, site: Site) -> Site:
    """The same place by the text's own noun: `freighter` for a spaceship."""
    if site.full_noun not in table("surroundings")["called"]:
        return site
    nouns = words("surroundings", "called", site.full_noun)
    tokens = (token for sentence in document.sentences for token in sentence.tokens)
    own = next((t.lemma for t in tokens if t.tag == "NOUN" and t.lemma in nouns), None)
    if own is None:
        return site
    return replace(site, noun=own, name=own, compound="", drawn=site.full_noun)
