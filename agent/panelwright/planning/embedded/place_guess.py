"""Guesses where a story plays that names no place, from its people and things."""

from collections import Counter

from panelwright.planning.embedded.places import Site
from panelwright.planning.embedded.tables import index
from panelwright_tools.language.document import Document


def guess_place(document: Document) -> Site:
    """A place for a story that names none, from its people and things."""
    votes: Counter[str] = Counter()
    roles, things = index("places", "role"), index("places", "thing")
    for entity in document.entities:
        for head in entity.heads:
            if head.lower() in roles and entity.present:
                votes[roles[head.lower()]] += 2
            if head.lower() in things:
                votes[things[head.lower()]] += 1
    if votes:
        noun = max(sorted(votes), key=lambda name: votes[name])
        return Site(
            noun=noun, name=noun, guessed="no place is named; the people and things suggest it"
        )
    animals = any(entity.kind == "animal" for entity in document.entities)
    noun = "meadow" if animals else "room"
    return Site(noun=noun, name=noun, guessed="the text names no place")
