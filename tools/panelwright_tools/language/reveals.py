"""Who is told late by what they are: `On the stove lies the keeper`, where the cat always lies."""

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.tables import words

_ON = ("on", "in", "upon", "under", "at")


def note_seats(cast: Cast, sentence: SentenceDraft) -> None:
    """Keeps on or in what somebody rests."""
    for event in sentence.events:
        who = [e for number in event.subjects for e in sentence.phrases[number].entities]
        if len(who) != 1 or not cast.entities[who[0]].living or not event.happens:
            continue
        for seat in _seats(sentence, event):
            cast.seats[seat] = who[0]


def find_by_seat(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> EntityDraft | None:
    """`On the stove lies the keeper`: whoever was last told to rest there, and nobody new.

    The phrase takes the noun of who is meant.
    """
    unknown = phrase.category == "person" and phrase.head not in cast.by_head
    event = sentence.events[phrase.event] if phrase.event is not None else None
    if event is None or not unknown or phrase.determiner != "the" or phrase.plural:
        return None
    if phrase.role != "subject" or event.token > phrase.start:
        return None  # "The keeper lies on the stove" tells of him, and reveals nobody
    seats = (cast.seats.get(seat) for seat in _seats(sentence, event))
    known = next((cast.kept(who) for who in seats if who is not None), None)
    if known is None or not known.living or known.plural:
        return None
    phrase.head = known.heads[0] if known.heads else phrase.head  # it stays the cat that it was
    return known


def _seats(sentence: SentenceDraft, event: EventDraft) -> list[int]:
    if event.verb not in words("verbs", "resting") or event.negated:
        return []
    hung = [sentence.phrases[n] for where, n in event.prepositions if where in _ON]
    return [p.entities[0] for p in hung if len(p.entities) == 1]
