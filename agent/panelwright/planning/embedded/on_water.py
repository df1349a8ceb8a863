"""On the water: open boats and carts are on a place rather than one; who crosses it is there."""

from typing import Final

from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Event, NounPhrase, Sentence

_WAYS: Final = frozenset({"across", "over", "down", "up", "along", "through"})


def is_open_boat(phrase: NounPhrase) -> bool:
    """`in a rowing boat on the pond`, `in the boat`, `in the cart`: one is somewhere in it."""
    names = {phrase.head, phrase.compound.replace(" ", "-")}
    plain = phrase.head == "boat" and phrase.preposition in _WITHIN and phrase.compound == ""
    listed = words("settings", "places", "open_boats") | words("settings", "places", "small_seats")
    return plain or bool(names & listed)


_WITHIN: Final = frozenset({"in", "into"})


def is_under_way(sentence: Sentence, event: Event) -> bool:
    """`rows across the river to the farm`: seen on the water, not where they will land."""
    ways = [sentence.noun_phrases[link.phrase] for link in event.prepositions]
    crossed = any(p.category == "water" and p.preposition in _WAYS for p in ways)
    return crossed and event.verb in words("settings", "verbs", "afloat")
