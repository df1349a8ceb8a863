"""Tells of which named places the people of a scene are not: left for, lived at, only heard."""

from panelwright.planning.embedded.happening import has_gone
from panelwright.planning.embedded.place_nouns import is_indoor_noun
from panelwright.planning.embedded.place_rides import goes_with_them
from panelwright.planning.embedded.roles import event_of
from panelwright.planning.embedded.sites import Site, place_noun
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import LIVING, Event, NounPhrase, Sentence
from panelwright_tools.language.lexicon import category_of

_STATIC = ("in", "on", "at", "near", "by", "inside")


def is_out_of_reach(sentence: Sentence, number: int, now: Site | None) -> bool:
    """The scene does not go to this place, though the sentence names somebody or something there.

    `now` is where the scene is; None before any place was told.
    """
    event, phrase = event_of(sentence, number), sentence.noun_phrases[number]
    if event is not None and (has_gone(sentence, event) or _is_noise(sentence, event)):
        return True
    if now is None:
        return False
    if goes_with_them(sentence, event, now):
        return True
    if _is_beside(sentence, phrase) or _is_around(event, phrase, now):
        return True
    if _is_underfoot(phrase, now):
        return True
    if event is None or phrase.preposition not in _STATIC:
        return False
    return _is_usual(sentence, event, number) or _is_perceived(sentence, event, number, now)


def _is_noise(sentence: Sentence, event: Event) -> bool:
    """`There was a squeak on the stairs.`: heard from where the people are."""
    heads = {sentence.noun_phrases[number].head for number in event.subjects}
    return bool(heads & words("settings", "places", "noises"))


def _is_beside(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`with two wrong notes in the third bar`: where a thing is that is only along."""
    if phrase.attached_to is None or phrase.preposition not in _STATIC:
        return False
    holder = sentence.noun_phrases[phrase.attached_to]
    alive = holder.category in LIVING or holder.pronoun or holder.name
    return holder.preposition in ("with", "without") and not alive


def _is_around(event: Event | None, phrase: NounPhrase, now: Site) -> bool:
    """`The house was quiet.` of those who are in a room of it."""
    if category_of(now.noun) != "room" or phrase.head not in words("settings", "places", "homes"):
        return False
    moved = event is not None and event.verb in words("settings", "verbs", "motion")
    plain = not (phrase.adjectives or phrase.owner_text or phrase.name)
    return plain and phrase.determiner == "the" and not moved and phrase.preposition in ("", "in")


def _is_underfoot(phrase: NounPhrase, now: Site) -> bool:
    """`He drops it on the pavement.`: the ground of the market where they are."""
    ground = phrase.head in words("settings", "places", "underfoot")
    return ground and now.noun in words("settings", "places", "areas")


def _is_usual(sentence: Sentence, event: Event, number: int) -> bool:
    """`Her mother worked in a bank.`: what somebody does all year; not `Far away lived a giant`."""
    if event.verb not in words("settings", "verbs", "usual") or event.progressive:
        return False
    first = min((sentence.noun_phrases[s].tokens[0] for s in event.subjects), default=event.token)
    leads = sentence.noun_phrases[number].tokens[0] < first
    return first < event.token and not leads


def _is_perceived(sentence: Sentence, event: Event, number: int, now: Site) -> bool:
    """`She heard Tom in the attic`; `he saw her in the garden`, of who is in a house."""
    seen = [other for other in event.objects if other < number]
    if not seen or number < min(seen):
        return False
    if event.verb in words("settings", "verbs", "hearing"):
        return True
    outside = not is_indoor_noun(place_noun(sentence.noun_phrases[number]))
    return event.verb in words("settings", "verbs", "watching") and now.within_walls and outside
