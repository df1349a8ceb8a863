"""Remembers the house or cave that people stand before, for when they go `inside` or into `it`."""

from panelwright.planning.embedded.place_nouns import is_indoor_noun
from panelwright.planning.embedded.place_phrases import is_place
from panelwright.planning.embedded.props import is_compared
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.sites import Site, place_noun, site_of
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Document, Event, Sentence
from panelwright_tools.language.lexicon import category_of


def faced_site(document: Document, sentence: Sentence) -> Site | None:
    """The last place with an inside that a sentence names as being there."""
    found: Site | None = None
    for number, phrase in enumerate(sentence.noun_phrases):
        noun = place_noun(phrase)
        hollow = is_indoor_noun(noun) or category_of(noun) == "building"
        event = event_of(sentence, number)
        there = event is None or event.happens
        known = is_place(document, sentence, number) or number in (event.subjects if event else ())
        seen = not (phrase.negated or phrase.plural or is_compared(sentence, number))
        if hollow and there and known and seen:
            found = site_of(sentence, phrase)
    return None if found is None else Site(**{**vars(found), "outside": False})


def enters_it(sentence: Sentence, event: Event) -> bool:
    """`She climbed it`, `they reached it`, `he went into it`: what was named before."""
    its = [number for number, phrase in enumerate(sentence.noun_phrases) if phrase.head == "it"]
    arrived = event.verb in words("settings", "verbs", "reached") and set(its) & set(event.objects)
    into = any(h.preposition in ("into", "inside") and h.phrase in its for h in event.prepositions)
    moved = event.verb in words("settings", "verbs", "motion")
    return bool(arrived) or (into and moved)


def goes_in(sentence: Sentence, event: Event) -> bool:
    """`went in`, `stepped inside`, `let her in`: across a threshold that is not named."""
    led = event.verb in words("settings", "verbs", "admitting")
    inward = event.particle == "in" or {"in", "inside", "indoors"} & set(event.adverbs)
    hung = any(link.preposition in ("in", "inside") for link in event.prepositions)
    moved = led or event.verb in words("settings", "verbs", "motion")
    return bool(inward) and moved and not hung and event.verb not in ("come", "be")


def is_felt_inside(sentence: Sentence, event: Event) -> bool:
    """`It is dark inside`: whoever knows is in there."""
    its = any(sentence.noun_phrases[number].head == "it" for number in event.subjects)
    said = [token.lower for token in sentence.tokens if token.tag != "PUNCT"]
    return event.verb == "be" and its and said[-1:] == ["inside"]
