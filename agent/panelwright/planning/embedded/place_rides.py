"""Follows who gets on what moves, and off it: `the train comes in, he gets on`."""

from panelwright.planning.embedded.sites import Site, site_of
from panelwright.planning.embedded.tables import table, words
from panelwright_tools.language.document import Event, Sentence
from panelwright_tools.language.lexicon import category_of

_ON = ("on", "in", "aboard")


def vehicle_at_hand(sentence: Sentence) -> Site | None:
    """The last bus, train or ship that a sentence names, which one can be in."""
    found: Site | None = None
    for phrase in sentence.noun_phrases:
        if phrase.head in words("settings", "places", "cabs") and not (
            phrase.negated or phrase.plural
        ):
            found = site_of(sentence, phrase)
    return found


def boarded(event: Event, vehicle: Site | None) -> Site | None:
    """`gets on`, `climbs aboard`: what was named last."""
    on = event.particle in _ON or "aboard" in event.adverbs
    hung = any(link.preposition in ("in", "into", "on", "onto") for link in event.prepositions)
    boards = event.verb in words("settings", "verbs", "boarding") and not event.objects
    return vehicle if on and boards and not hung else None


def alighted(sentence: Sentence, event: Event, now: Site | None) -> Site | None:
    """`jumps off the train`, `gets off`: onto the platform or into the street."""
    if (
        now is None
        or not _is_vehicle(now)
        or event.verb not in words("settings", "verbs", "boarding")
    ):
        return None
    off = event.particle == "off" and not event.objects
    off |= any(
        link.preposition == "off" and sentence.noun_phrases[link.phrase].head == now.noun
        for link in event.prepositions
    )
    if not off:
        return None
    noun = table("settings")["alighting"].get(now.noun, "street")
    return Site(noun=noun.split()[-1], name=noun, compound=" ".join(noun.split()[:-1]))


def goes_with_them(sentence: Sentence, event: Event | None, now: Site) -> bool:
    """`The train goes into a tunnel`, to those in it: they are still in the train."""
    if event is None or not _is_vehicle(now) or event.verb in words("settings", "verbs", "halting"):
        return False
    return any(sentence.noun_phrases[number].head == now.noun for number in event.subjects)


def _is_vehicle(site: Site) -> bool:
    return category_of(site.noun) == "vehicle" and not site.outside
