"""Who says a quotation, from the words around it; what stays open is left to `turns`."""

from dataclasses import dataclass

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.draft import EventDraft, PhraseDraft, QuoteDraft, SentenceDraft
from panelwright_tools.language.heard import from_outside, voice_meant
from panelwright_tools.language.late_names import name_the_called, note_turn
from panelwright_tools.language.quote_kinds import classify
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.tables import words
from panelwright_tools.language.vocatives import vocatives

_CALLED = 3.0  # weight of being addressed by name
_TAG_REACH = 14  # tokens after a quotation in which its tag must begin


@dataclass(frozen=True)
class Found:
    """A speaker found in the words around a quotation."""

    entities: tuple[int, ...]
    how: str
    confidence: float
    verb: str = ""
    manner: str = ""
    addressee: int | None = None
    off_screen: bool = False


def attribute_near(cast: Cast, reading: Reading, sentence: SentenceDraft) -> None:
    """Speakers of the quotations of a sentence whose tag stands in the sentence itself."""
    for order, number in enumerate(sentence.quotes):
        quote = reading.quotes[number]
        classify(reading, sentence, quote)
        if quote.kind == "mention":
            continue
        found = _explicit(cast, sentence, quote, order, reading)
        if found is not None and not found.entities:
            quote.kind, found = "written", None
            continue
        if found is None and order:
            found = _continued_in_sentence(reading, sentence, order)
        if found is not None:
            assign(cast, quote, found)
    name_the_called(cast, reading, sentence)
    _mind_addressed(cast, reading, sentence)
    if sentence.quotes:
        last = reading.quotes[sentence.quotes[-1]]
        if last.speakers:
            cast.last_speaker = (sentence.block, last.speakers[0])
            note_turn(cast, sentence, last.speakers[0])


def _mind_addressed(cast: Cast, reading: Reading, sentence: SentenceDraft) -> None:
    """`"Ana," I whispered. She looked down`: who was called is minded."""
    for number in sentence.quotes:
        quote = reading.quotes[number]
        if quote.kind == "spoken":
            for called in vocatives(cast, reading.plain[quote.start : quote.end]):
                if called not in quote.speakers:
                    cast.note(cast.entities[called], sentence.index, _CALLED, "vocative")


def assign(cast: Cast, quote: QuoteDraft, found: Found) -> None:
    """Writes a found speaker to the quotation."""
    quote.speakers = list(found.entities)
    for speaker in quote.speakers:
        cast.entities[speaker].voiced = True
    quote.how, quote.confidence = found.how, found.confidence
    quote.off_screen = quote.off_screen or found.off_screen
    quote.verb = found.verb or quote.verb
    quote.manner = found.manner or quote.manner
    quote.addressee = found.addressee if quote.addressee is None else quote.addressee
    if found.verb in words("verbs", "thought") and quote.kind == "spoken":
        quote.kind = "thought"
    if found.verb in words("verbs", "written") and found.verb != "type":
        quote.kind = "written"


def _explicit(
    cast: Cast, sentence: SentenceDraft, quote: QuoteDraft, order: int, reading: Reading
) -> Found | None:
    """`"…," said Mina` and `Mina said, "…"`."""
    after = _event_after(reading, sentence, quote, order)
    if after is not None and not _is_led_in(sentence, quote):
        found = _from_event(cast, sentence, after)
        if found is not None:
            return found
    before = _event_before(reading, sentence, quote, order)
    return _from_event(cast, sentence, before) if before is not None else None


def _is_led_in(sentence: SentenceDraft, quote: QuoteDraft) -> bool:
    """`Jay goes "finders keepers" but I said no way`: the tag before it is its own."""
    begin = quote.token - 1
    begin -= sentence.lowers[begin : begin + 1] in ([","], [":"])
    led = any(e.last == begin and e.verb in words("verbs", "speech") for e in sentence.events)
    return led and sentence.tags[quote.token + 1 : quote.token + 2] in (["CONJ"], ["SUB"])


def _event_after(
    reading: Reading, sentence: SentenceDraft, quote: QuoteDraft, order: int
) -> EventDraft | None:
    limit = min(quote.token + _TAG_REACH, len(sentence.tags))
    if order + 1 < len(sentence.quotes):
        limit = min(limit, reading.quotes[sentence.quotes[order + 1]].token)
    for index in range(quote.token + 1, limit):
        if sentence.lowers[index] in (";", ".") and index > quote.token + 1:
            limit = index
            break
    finite = [e for e in sentence.events if quote.token < e.token < limit and e.finite]
    for event in finite:
        if event.verb in words("verbs", "speech"):
            weak = event.verb in words("verbs", "weak_speech")
            if not weak or event is finite[0]:
                return event
    return None


def _event_before(
    reading: Reading, sentence: SentenceDraft, quote: QuoteDraft, order: int
) -> EventDraft | None:
    begin = reading.quotes[sentence.quotes[order - 1]].token if order else -1
    last = quote.token - 1
    mark = sentence.lowers[last] if last >= 0 else ""
    for event in reversed(sentence.events):
        if not begin < event.token < quote.token:
            continue
        if event.verb not in words("verbs", "speech"):
            continue
        weak = event.verb in words("verbs", "weak_speech")
        if not weak or (mark in (",", ":") and quote.token - event.token <= 4):
            return event
    return None


def _from_event(cast: Cast, sentence: SentenceDraft, event: EventDraft) -> Found | None:
    entities: list[int] = []
    confidence = 0.97
    if any(sentence.phrases[n].head in ("nothing", "little") for n in event.objects):
        return None  # "…" The clockmaker said nothing.
    if any(sentence.phrases[n].head in words("nouns", "writing") for n in event.subjects):
        return Found((), "unknown", 0.9, "read")
    for number in _sayers(sentence, event):
        for member in (number, *sentence.phrases[number].coordinated):
            phrase = sentence.phrases[member]
            found = voice_meant(cast, phrase) or phrase.entities or _one_of(sentence, phrase)
            found = found or _voice_owner(cast, sentence, phrase)
            entities += [entity for entity in found if entity not in entities]
            confidence = min(confidence, 0.97 if not phrase.pronoun else phrase.confidence)
    if not entities or not all(_can_speak(cast.entities[e]) for e in entities):
        return None
    return Found(
        tuple(entities), "explicit", max(0.6, confidence), event.verb,
        _manner(event), _told(cast, sentence, event), from_outside(sentence, event),
    )  # fmt: skip


def _sayers(sentence: SentenceDraft, event: EventDraft) -> list[int]:
    """`The wolf seized him and ate him up, saying, "…"`: whoever does what stands before."""
    set_off = event.token > 0 and sentence.lowers[event.token - 1] == ","
    if sentence.tags[event.token] != "VBG" or event.progressive or (event.subjects and not set_off):
        return event.subjects
    before = (e for e in reversed(sentence.events) if e.token < event.token and e.finite)
    return next((e.subjects for e in before if e.subjects), event.subjects)


def _one_of(sentence: SentenceDraft, phrase: PhraseDraft) -> list[int]:
    """`said one of the oxen`: the oxen have said it."""
    whole = sentence.phrases[phrase.of] if phrase.head == "one" and phrase.of is not None else None
    return whole.entities if whole is not None and not whole.pronoun else []


def _voice_owner(cast: Cast, sentence: SentenceDraft, phrase: PhraseDraft) -> list[int]:
    """`a voice said`, `came the answer`, `her voice`: the owner, else an unseen voice."""
    if phrase.head not in words("nouns", "voices"):
        return _make_speaker(cast, phrase)
    if phrase.owner_entities:
        return phrase.owner_entities
    if phrase.head != "voice":
        return []
    known = cast.with_head("voice")
    if known and phrase.determiner == "the":
        return [known[0].id]
    entity = cast.new("being")
    cast.add_head(entity, "voice")
    cast.note(entity, sentence.index, 2.0, "subject")
    return [entity.id]


def _make_speaker(cast: Cast, phrase: PhraseDraft) -> list[int]:
    """A thing or idea that speaks becomes one of the cast."""
    if phrase.pronoun or phrase.head in words("nouns", "nobodies") or phrase.head == "one":
        return []
    known = [e for e in cast.with_head(phrase.head) if e.plural == phrase.plural]
    if known:
        return [known[0].id]
    entity = cast.new(phrase.category)
    cast.add_head(entity, phrase.head)
    entity.plural = phrase.plural
    entity.adjectives += phrase.adjectives
    return [entity.id]


def _can_speak(entity: EntityDraft) -> bool:
    return entity.category not in ("body", "clothing", "time") or bool(entity.names)


def _manner(event: EventDraft) -> str:
    return next((adverb for adverb in event.adverbs if adverb.endswith("ly")), "")


def _told(cast: Cast, sentence: SentenceDraft, event: EventDraft) -> int | None:
    """`she told Tom`, `said Mina to the owl`."""
    numbers = [*event.objects, *(n for text, n in event.prepositions if text in ("to", "at"))]
    for number in numbers:
        for found in sentence.phrases[number].entities:
            if cast.entities[found].living:
                return found
    return None


def _continued_in_sentence(reading: Reading, sentence: SentenceDraft, order: int) -> Found | None:
    previous = reading.quotes[sentence.quotes[order - 1]]
    if not previous.speakers:
        return None
    confidence = min(0.95, previous.confidence)
    return Found(tuple(previous.speakers), "continued", confidence, previous.verb)
