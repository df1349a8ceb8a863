"""Finds those who are there because a list names them: `There were two: a nun; and …`."""

from panelwright.planning.embedded.happening import shows_subject
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import LIVING, Event, NounPhrase, Sentence

_COLON = (":", "—", "–")


def listed(sentence: Sentence) -> frozenset[int]:
    """The noun phrases that a list of the sentence names as there."""
    first = _list_begins(sentence)
    return frozenset(
        number
        for number, phrase in enumerate(sentence.noun_phrases)
        if (first is not None and phrase.tokens[0] >= first and _is_member(sentence, phrase))
        or _is_among_them(sentence, phrase)
    )


def _is_among_them(sentence: Sentence, phrase: NounPhrase) -> bool:
    """`Everyone laughed, even the cook`: named as one of those who do it."""
    at = phrase.tokens[0]
    before = [token.lower for token in sentence.tokens[max(0, at - 2) : at]]
    free = phrase.role == "oblique" and not phrase.preposition
    done = any(e.token < at and shows_subject(sentence, e) for e in sentence.events)
    return free and done and before == [",", "even"]


def _list_begins(sentence: Sentence) -> int | None:
    """The token behind which the list stands: a colon after those who are there, or `there are`."""
    for at, token in enumerate(sentence.tokens):
        if token.lower in _COLON and _opens_list(sentence, at):
            return at
    return next((e.token for e in sentence.events if is_existential(sentence, e)), None)


def _opens_list(sentence: Sentence, colon: int) -> bool:
    """`Cast: Vera, the star; …`, or a colon after a deed of those whom the list names."""
    first = sentence.tokens[0].lower if sentence.tokens else ""
    if colon == 1 and first in words("cast", "cast_lists"):
        return True
    return any(_tells_several(sentence, event, colon) for event in sentence.events)


def _tells_several(sentence: Sentence, event: Event, colon: int) -> bool:
    """`Around it stand the only people she trusts`, `the whole cast bows`, `there were three`."""
    if event.token > colon or event.subordinate or not shows_subject(sentence, event):
        return False
    if is_existential(sentence, event):
        return True
    return any(
        (phrase.plural or phrase.category == "group")
        and phrase.category in LIVING | {"group"}
        and phrase.tokens[1] <= colon
        for phrase in (sentence.noun_phrases[number] for number in event.subjects)
    )


def _is_member(sentence: Sentence, phrase: NounPhrase) -> bool:
    """A phrase behind a comma, a semicolon, `and` or the mark itself, that no verb governs."""
    if phrase.role != "oblique" or phrase.preposition or phrase.attached_to is not None:
        return False
    if phrase.pronoun or phrase.category == "time":
        return False
    mark = sentence.tokens[phrase.tokens[0] - 1].lower
    return mark in (",", ";", "and", *_COLON)


def is_existential(sentence: Sentence, event: Event) -> bool:
    """`there was`, `there's`."""
    before = sentence.tokens[max(0, event.token - 2) : event.token]
    there = any(token.lower == "there" for token in before)
    return event.verb == "be" and there and event.happens
