"""Decides who is there: those who act or are acted on, not those who are only talked about."""

from collections.abc import Iterator
from dataclasses import dataclass

from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.happening import is_a_choice, shows_objects, shows_subject
from panelwright.planning.embedded.listed import listed
from panelwright.planning.embedded.nearness import fills, preposition_shows
from panelwright.planning.embedded.premises import are_premises
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import (
    LIVING,
    Document,
    Event,
    NounPhrase,
    Quote,
    Sentence,
    Span,
)

_ALIVE = LIVING | {"group", "unknown"}
_WORN = frozenset({"on", "onto", "at", "by"})


@dataclass(frozen=True)
class Seen:
    """A character seen in a piece of text."""

    who: str
    acts: bool
    """It does something or speaks; False: something is done to it or it is only there."""


def within(span: Span, inner: Span) -> bool:
    """The inner span starts inside the span."""
    return span[0] <= inner[0] < span[1]


def seen_in(document: Document, cast: Cast, sentence: Sentence, span: Span) -> tuple[Seen, ...]:
    """Who is there in the part of a sentence that lies in the span, each once."""
    found: dict[str, Seen] = {}
    for seen in _all_seen(document, cast, sentence, span):
        if seen.who not in found or (seen.acts and not found[seen.who].acts):
            found[seen.who] = seen
    return tuple(found.values())


def _all_seen(document: Document, cast: Cast, sentence: Sentence, span: Span) -> Iterator[Seen]:
    outside = _outside(document, cast, sentence)
    for event in sentence.events:
        if within(span, event.span) and not _says_from_outside(cast, sentence, event, outside):
            yield from _in_event(document, cast, sentence, event)
    linked, in_list = linked_phrases(sentence), listed(sentence)
    for number, phrase in enumerate(sentence.noun_phrases):
        if number in in_list and within(span, phrase.span):
            yield from _those(cast, phrase, acts=True)
        if number in linked or not within(span, phrase.span):
            continue
        absent = phrase.preposition in words("verbs", "prepositions", "absent")
        absent = absent and not fills(sentence, phrase)
        absent |= are_premises(sentence, phrase)
        if not absent and _loose(sentence, number):
            yield from _those(cast, phrase, acts=False)
    for quote_id in sentence.quotes:
        quote = document.quotes[quote_id]
        if within(span, quote.span):
            for who in speakers(cast, quote):
                if not quote.off_screen and not cast.members[who].unseen:
                    yield Seen(who, acts=True)


def _outside(document: Document, cast: Cast, sentence: Sentence) -> set[str]:
    """Those whose words come from outside of the picture."""
    quotes = (document.quotes[number] for number in sentence.quotes)
    return {who for quote in quotes if quote.off_screen for who in speakers(cast, quote)}


def _says_from_outside(cast: Cast, sentence: Sentence, event: Event, outside: set[str]) -> bool:
    who = {name for n in event.subjects for name in cast.of(*sentence.noun_phrases[n].entities)}
    return event.verb in words("verbs", "speech") and bool(who) and who <= outside


def speakers(cast: Cast, quote: Quote) -> tuple[str, ...]:
    """The characters who speak a quote; none for written words."""
    if quote.kind in ("written", "mention"):
        return ()
    entities = quote.speakers or ((quote.speaker,) if quote.speaker is not None else ())
    return cast.of(*entities)


def _in_event(document: Document, cast: Cast, sentence: Sentence, event: Event) -> Iterator[Seen]:
    phrases = sentence.noun_phrases
    if not shows_subject(sentence, event) or _only_names(phrases, event):
        return
    for number in _with_others(phrases, event.subjects):
        if is_a_choice(sentence, number):
            continue
        yield from _owner(cast, phrases[number])
        yield from _those(cast, phrases[number], acts=not event.passive)
    if event.predicate is not None and not event.subjects:
        yield from _those(cast, phrases[event.predicate], acts=False)
    if not shows_objects(sentence, event):
        yield from _opponents(cast, phrases, event)
        return
    for number in _with_others(phrases, event.objects):
        if is_a_choice(sentence, number):
            continue
        if event.verb != "have" or _comes_with(document, cast, phrases, number):
            yield from _those(cast, phrases[number], acts=False)
        yield from _bearer(cast, phrases, phrases[number])
        if _touches_owner(event, phrases[number]):
            yield from _owners(cast, phrases[number])
    for hung in event.prepositions:
        if hung.preposition == "by" and _made_before(sentence, event):
            continue
        if hung.preposition == "for" and event.verb in words("verbs", "serving"):
            yield from _those(cast, phrases[hung.phrase], acts=False)
        sought = event.verb in words("verbs", "seeking")
        if sought and hung.preposition in ("after", "for", "about", "into"):
            if event.verb == "ask" and hung.preposition == "for":  # "asks for their papers"
                yield from _owners(cast, phrases[hung.phrase])
            continue
        belonging = hung.preposition == "in" and phrases[hung.phrase].category == "group"
        belonging |= are_premises(sentence, phrases[hung.phrase])
        far = _is_far(phrases, event, hung.phrase)
        if preposition_shows(hung.preposition) and not belonging and not far:
            dish = phrases[hung.phrase].category == "food"  # between the soup and the fish
            for number in (hung.phrase,) if dish else _with_others(phrases, (hung.phrase,)):
                yield from _those(cast, phrases[number], acts=False)
            yield from _bearer(cast, phrases, phrases[hung.phrase])
            if phrases[hung.phrase].category == "clothing" and hung.preposition in _WORN:
                yield from _owners(cast, phrases[hung.phrase])  # lands on Ben's hat


def _is_far(phrases: tuple[NounPhrase, ...], event: Event, number: int) -> bool:
    """`got a postcard from Ann`, `wrote to them`, `belonged to her aunt`."""
    if event.verb in words("verbs", "distant"):
        return True
    phrase = phrases[number]
    holder = phrases[phrase.attached_to] if phrase.attached_to is not None else phrase
    return phrase.preposition == "from" and holder.head in words("verbs", "sent")


def _opponents(cast: Cast, phrases: tuple[NounPhrase, ...], event: Event) -> Iterator[Seen]:
    """`is losing at dice to Oshi`, `mentions it to her`: what is lost or told may be absent."""
    told = event.verb in words("verbs", "absent_object") - words("verbs", "distant")
    told = told and not (event.past_before or event.long_ago)
    for hung in event.prepositions:
        if told and event.happens and hung.preposition in ("to", "against", "beside", "opposite"):
            yield from _those(cast, phrases[hung.phrase], acts=False)


def _comes_with(
    document: Document, cast: Cast, phrases: tuple[NounPhrase, ...], number: int
) -> bool:
    """`Mia has a little brother`, who acts later; not `she has a brother in Paris`."""
    away = any(other.attached_to == number and other.preposition == "in" for other in phrases)
    acting = [
        document.entity(cast.members[who].entity).acts
        + document.entity(cast.members[who].entity).speaks
        for who in cast.seen(*phrases[number].entities)
    ]
    return not away and any(acting)


def _only_names(phrases: tuple[NounPhrase, ...], event: Event) -> bool:
    """`a sailor called Henryk`: who he is, not what he does."""
    if event.verb not in ("call", "name", "nickname", "dub", "christen") or not event.objects:
        return False
    named = {entity for number in event.objects for entity in phrases[number].entities}
    return any(named & set(phrases[number].entities) for number in event.subjects)


def _made_before(sentence: Sentence, event: Event) -> bool:
    """`a reply, typed by the nurse`: she typed it earlier and elsewhere."""
    if event.passive or event.verb not in words("verbs", "making"):
        return False
    subjects = [sentence.noun_phrases[number] for number in event.subjects]
    return all(p.category not in _ALIVE or p.head == "it" for p in subjects)


def _owner(cast: Cast, phrase: NounPhrase) -> Iterator[Seen]:
    """`Tunde's lamp goes out`: he is there to see it."""
    if phrase.category in (
        "artifact",
        "device",
        "tool",
        "instrument",
        "clothing",
        "body",
        "vehicle",
    ):
        for who in cast.seen(*phrase.owner_entities):
            yield Seen(who, acts=False)


def _touches_owner(event: Event, phrase: NounPhrase) -> bool:
    """`takes his cap`, `offers her three wishes`: of whom it is, is there."""
    worn = phrase.category == "clothing" and event.verb in words("verbs", "grasping")
    given = event.verb in words("verbs", "giving") and len(event.objects) == 1
    return worn or (given and phrase.owner_text == "her")


def _owners(cast: Cast, phrase: NounPhrase) -> Iterator[Seen]:
    for who in cast.seen(*phrase.owner_entities):
        yield Seen(who, acts=False)


def _with_others(phrases: tuple[NounPhrase, ...], numbers: tuple[int, ...]) -> Iterator[int]:
    """The phrases with the later members of their lists."""
    for number in numbers:
        yield number
        yield from (other for other in phrases[number].coordinated if other not in numbers)


def _bearer(cast: Cast, phrases: tuple[NounPhrase, ...], phrase: NounPhrase) -> Iterator[Seen]:
    """Whose hand is taken, on whose shoulder one sits: they are there too."""
    if phrase.of is not None and phrase.head in words("verbs", "bodily"):
        yield from _those(cast, phrases[phrase.of], acts=False)
    if phrase.category == "body" and not phrase.negated:
        yield from _owners(cast, phrase)


def _those(cast: Cast, phrase: NounPhrase, acts: bool) -> Iterator[Seen]:
    if phrase.negated or phrase.pictured or phrase.head in words("verbs", "possessives"):
        return
    for who in cast.seen(*phrase.entities):
        yield Seen(who, acts)


def linked_phrases(sentence: Sentence) -> set[int]:
    """The noun phrases that an event holds or that are the contents of another."""
    linked = {phrase.of for phrase in sentence.noun_phrases if phrase.of is not None}
    for event in sentence.events:
        linked.update(event.subjects, event.objects)
        linked.update(hung.phrase for hung in event.prepositions)
        if event.predicate is not None:
            linked.add(event.predicate)
    return linked


def _loose(sentence: Sentence, number: int) -> bool:
    """A phrase of a fragment ("A dog at the door."), or one that hangs on a shown phrase."""
    phrase = sentence.noun_phrases[number]
    if phrase.role in ("owner", "vocative", "apposition"):
        return False
    if phrase.attached_to is None:
        return not sentence.events or fills(sentence, phrase)
    if phrase.preposition == "in" and phrase.category == "group":
        return False  # the meanest gander in the flock
    holder = sentence.noun_phrases[phrase.attached_to]
    if holder.category in ("speech", "act", "feeling", "abstract", "attribute"):
        return False  # a prayer to a saint, a letter to an aunt
    shown = preposition_shows(phrase.preposition) and not holder.negated
    return shown and not _held_by_unreal(sentence, phrase.attached_to)


def _held_by_unreal(sentence: Sentence, number: int) -> bool:
    for event in sentence.events:
        linked = {hung.phrase for hung in event.prepositions}
        if number in event.objects or number in linked:
            return not shows_objects(sentence, event)
        if number in event.subjects:
            return not shows_subject(sentence, event)
    return False
