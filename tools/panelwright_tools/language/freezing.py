"""Drafts to the frozen records of `document`."""

from functools import lru_cache
from typing import cast

from panelwright_tools.language.document import (
    Document,
    Entity,
    Event,
    How,
    NounPhrase,
    Prepositional,
    Quote,
    Sentence,
    Span,
    Token,
)
from panelwright_tools.language.draft import (
    EventDraft,
    PhraseDraft,
    QuoteDraft,
    SentenceDraft,
)
from panelwright_tools.language.lemmas import noun_lemma, verb_lemma
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.sentences import INSIDE

_VERB_TAGS = frozenset({"VB", "VBP", "VBD", "VBZ", "VBG", "VBN", "MODAL"})


def freeze(reading: Reading, entities: tuple[Entity, ...]) -> Document:
    """The finished record of a text."""
    return Document(
        text=reading.text,
        sentences=_sentences(reading),
        quotes=tuple(_quote(number, quote) for number, quote in enumerate(reading.quotes)),
        entities=entities,
        headings=tuple(reading.structure.headings),
        title=reading.structure.title,
        format=reading.structure.format,
        metadata=dict(reading.structure.metadata),
    )


def _sentences(reading: Reading) -> tuple[Sentence, ...]:
    """Freezes the sentences; every draft is let go at once, so that both never lie in memory."""
    drafts = reading.sentences[::-1]
    reading.sentences.clear()
    found: list[Sentence] = []
    while drafts:
        found.append(_sentence(drafts.pop()))
    return tuple(found)


def _sentence(draft: SentenceDraft) -> Sentence:
    return Sentence(
        span=(draft.start, draft.end),
        paragraph=draft.block,
        kind=draft.kind,
        tokens=_tokens(draft),
        noun_phrases=tuple(_phrase(draft, phrase) for phrase in draft.phrases),
        events=tuple(_event(draft, event) for event in draft.events),
        quotes=tuple(draft.quotes),
        heading=draft.heading,
    )


def _tokens(draft: SentenceDraft) -> tuple[Token, ...]:
    parallel = zip(draft.words, draft.lowers, draft.tags, draft.spans, strict=True)
    return tuple(
        Token('"', '"', '"', "QUOTE", span)
        if word == INSIDE
        else Token(word, lower, lemma_of(lower, tag), tag, span)
        for word, lower, tag, span in parallel
    )


@lru_cache(maxsize=65536)
def lemma_of(lower: str, tag: str) -> str:
    """The lemma of a lower-case word that has this tag."""
    if tag == "NOUNS":
        return noun_lemma(lower)
    return verb_lemma(lower) if tag in _VERB_TAGS else lower


def span_of(draft: SentenceDraft, start: int, end: int) -> Span:
    """Characters of the tokens `start:end`."""
    if end <= start:
        return draft.spans[start][0], draft.spans[start][0]
    return draft.spans[start][0], draft.spans[end - 1][1]


def _phrase(draft: SentenceDraft, phrase: PhraseDraft) -> NounPhrase:
    owner_text = phrase.owner_word
    if phrase.owner is not None:
        owner = draft.phrases[phrase.owner]
        owner_text = " ".join(draft.words[owner.start : owner.end]) + "'s"
    return NounPhrase(
        span=span_of(draft, phrase.start, phrase.end),
        head=phrase.head,
        head_text=draft.words[phrase.head_token],
        tokens=(phrase.start, phrase.end),
        determiner=phrase.determiner,
        adjectives=tuple(phrase.adjectives),
        compound=phrase.compound,
        number=phrase.number,
        plural=phrase.plural,
        pronoun=phrase.pronoun,
        name=phrase.name,
        owner=phrase.owner,
        owner_text=owner_text,
        owner_entities=tuple(phrase.owner_entities),
        of=phrase.of,
        preposition=phrase.preposition,
        attached_to=phrase.attached_to,
        negated=phrase.negated,
        coordinated=tuple(phrase.coordinated),
        category=phrase.category,
        gender=phrase.gender,  # type: ignore[arg-type]
        entities=tuple(phrase.entities),
        confidence=phrase.confidence,
        role=phrase.role,  # type: ignore[arg-type]
        pictured=phrase.pictured,
        apposition_of=phrase.apposition_of,
        measure=phrase.measured,
    )


def _event(draft: SentenceDraft, event: EventDraft) -> Event:
    return Event(
        verb=event.verb,
        span=span_of(draft, event.first, event.last + 1),
        clause=span_of(draft, event.clause_start, max(event.clause_end, event.last + 1)),
        token=event.token,
        particle=event.particle,
        subjects=_with_members(draft, event.subjects),
        objects=_with_members(draft, event.objects),
        prepositions=tuple(Prepositional(text, number) for text, number in event.prepositions),
        adjective=event.adjective,
        predicate=event.predicate,
        adverbs=tuple(event.adverbs),
        negated=event.negated,
        passive=event.passive,
        progressive=event.progressive,
        future=event.future,
        hypothetical=event.hypothetical,
        reported=event.reported,
        past_before=event.past_before,
        long_ago=event.long_ago,
        subordinate=event.subordinate,
        infinitive=event.infinitive,
    )


def _with_members(draft: SentenceDraft, numbers: list[int]) -> tuple[int, ...]:
    """Phrases with the later members of their coordinations."""
    found: list[int] = []
    for number in numbers:
        found += [number, *draft.phrases[number].coordinated]
    return tuple(found)


def _quote(number: int, quote: QuoteDraft) -> Quote:
    return Quote(
        id=number,
        span=(quote.start, quote.end),
        sentence=quote.sentence,
        kind=quote.kind,  # type: ignore[arg-type]
        speaker=quote.speakers[0] if quote.speakers else None,
        speakers=tuple(quote.speakers),
        how=cast(How, quote.how),
        confidence=round(quote.confidence, 3),
        verb=quote.verb,
        manner=quote.manner,
        addressee=quote.addressee,
        off_screen=quote.off_screen,
    )
