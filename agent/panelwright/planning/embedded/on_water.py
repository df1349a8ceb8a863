"""On the water: open boats are on a place rather than one, and who crosses it is seen there."""

from typing import Final

from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Event, NounPhrase, Sentence

_WAYS: Final = frozenset({"across", "over", "down", "up", "along", "through"})


def is_open_boat(phrase: NounPhrase) -> bool:
    """`in a rowing boat on the pond`: the pond is the place."""
    names = {phrase.head, phrase.compound.replace(" ", "-")}
    return bool(names & words("settings", "places", "open_boats"))


def is_under_way(sentence: Sentence, event: Event) -> bool:
    """`rows across the river to the farm`: seen on the water, not where they will land."""
    ways = [sentence.noun_phrases[link.phrase] for link in event.prepositions]
    crossed = any(p.category == "water" and p.preposition in _WAYS for p in ways)
    return crossed and event.verb in words("settings", "verbs", "afloat")
