"""Tells apart things with one noun by what is said of them: electric torches and burning ones."""

from dataclasses import replace

from panelwright.planning.embedded.tables import table
from panelwright.planning.embedded.things import Thing
from panelwright_tools.language.document import Document


def meant(document: Document, thing: Thing) -> Thing:
    """The thing as this story means it: the torch that somebody shines is a flashlight.

    A sense of two words is for the bare noun only: a fishing boat that is rowed stays one.
    """
    noun = thing.noun.split()[-1]
    senses: dict[str, str] = table("props")["sense"].get(noun, {})
    if not senses:
        return thing
    said = _said_with(document, thing)
    votes = {sense: len(said & set(listed.split())) for sense, listed in senses.items()}
    best = max(votes, key=lambda sense: votes[sense])
    if not votes[best] or best == noun or (" " in best and thing.noun != noun):
        return thing
    text = thing.text.replace(noun, best)
    return replace(thing, noun=thing.noun.replace(noun, best), text=text)


def _said_with(document: Document, thing: Thing) -> set[str]:
    """The lemmas of all sentences that name it; of a vehicle also of those that follow them."""
    entities = [document.entity(entity) for entity in thing.entities]
    numbers = {thing.sentence} | {m.sentence for entity in entities for m in entity.mentions}
    if any(entity.category == "vehicle" for entity in entities):
        last = len(document.sentences)
        numbers = {k for n in numbers for k in range(n, min(n + 1 + _FOLLOWING, last))}
    return {token.lemma for number in numbers for token in document.sentences[number].tokens}


_FOLLOWING = 2
"""Sentences after one that names a vehicle in which people go in it: `They sail out at dawn`."""
