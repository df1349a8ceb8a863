"""Speakers of words without a tag: the same goes on, or someone acts beside them."""

from panelwright_tools.language.cast import Cast
from panelwright_tools.language.draft import QuoteDraft, SentenceDraft
from panelwright_tools.language.heard import voice_before
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.speakers import Found, assign


def near_by(cast: Cast, reading: Reading, number: int, quote: QuoteDraft) -> None:
    """Attributes a quotation by what stands right beside it, if anything does."""
    sentence = reading.sentences[quote.sentence]
    previous = reading.quotes[number - 1] if number else None
    same_block = previous is not None and previous.block == quote.block
    found = None
    if previous is not None and adjacent(reading, previous, quote):
        return
    if previous is not None and same_block and previous.speakers and previous.kind != "mention":
        found = _heard(reading, sentence, quote) or _continued(cast, reading, previous, quote)
    elif previous is not None and previous.open_ended and quote.block - previous.block == 1:
        goes_on = Found(tuple(previous.speakers), "continued", 0.9, previous.verb)
        found = goes_on if previous.speakers else None
    found = found or _beat(cast, reading, sentence, quote)
    if found is not None:
        assign(cast, quote, found)


def adjacent(reading: Reading, previous: QuoteDraft, quote: QuoteDraft) -> bool:
    """`"Hungry?" "No."`: marks that close and open again part two speakers."""
    if previous.block != quote.block or previous.kind == "mention":
        return False
    gap = reading.plain[previous.outer_end : quote.outer_start]
    return not gap.strip() and reading.plain[previous.end - 1] in ".?!…—"


def _continued(
    cast: Cast, reading: Reading, previous: QuoteDraft, quote: QuoteDraft
) -> Found | None:
    """The same paragraph goes on with the same speaker unless someone else has acted."""
    speakers = set(previous.speakers)
    for index in range(previous.sentence, quote.sentence + 1):
        sentence = reading.sentences[index]
        for event in sentence.events:
            inside = previous.outer_end <= sentence.spans[event.token][0] < quote.outer_start
            if not inside or not event.finite or event.subordinate:
                continue
            doers = _doers(cast, sentence, event.subjects)
            if doers and not speakers & set(doers):
                return None
    return Found(tuple(previous.speakers), "continued", min(0.88, previous.confidence + 0.05))


def _doers(cast: Cast, sentence: SentenceDraft, subjects: list[int]) -> list[int]:
    return [
        entity
        for number in subjects
        for entity in sentence.phrases[number].entities
        if cast.entities[entity].living
    ]


def _beat(cast: Cast, reading: Reading, sentence: SentenceDraft, quote: QuoteDraft) -> Found | None:
    """An action by someone right beside the words: in the sentence, before it, after it."""
    here = _beat_in(cast, sentence, quote)
    if here is not None:
        return Found((here,), "action_beat", 0.8)
    before = reading.sentences[sentence.index - 1] if sentence.index else None
    lead = sentence.lowers[: quote.token]
    if before is not None and before.block == sentence.block and not lead:
        voice = _heard(reading, sentence, quote)
        if voice is not None:
            return voice
        doer = _last_doer(cast, before)
        if doer is not None:
            return Found((doer,), "action_beat", 0.78)
    after_index = sentence.index + 1
    if after_index < len(reading.sentences):
        after = reading.sentences[after_index]
        if after.block == sentence.block and not after.quotes:
            doer = _first_doer(cast, after)
            if doer is not None:
                return Found((doer,), "action_beat", 0.72)
    return None


def _heard(reading: Reading, sentence: SentenceDraft, quote: QuoteDraft) -> Found | None:
    """`Over the radio comes Ana's voice. "…"`."""
    before = reading.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.block != sentence.block or quote.token:
        return None
    voice = voice_before(before)
    return Found((voice[0],), "action_beat", 0.85, off_screen=voice[1]) if voice else None


def _beat_in(cast: Cast, sentence: SentenceDraft, quote: QuoteDraft) -> int | None:
    best: tuple[int, int] | None = None
    for event in sentence.events:
        if not event.finite or event.subordinate or event.reported:
            continue
        doers = _doers(cast, sentence, event.subjects)
        distance = abs(event.token - quote.token)
        if doers and (best is None or distance < best[0]):
            best = (distance, doers[0])
    return best[1] if best else None


def _last_doer(cast: Cast, sentence: SentenceDraft) -> int | None:
    for event in reversed(sentence.events):
        doers = _doers(cast, sentence, event.subjects) if event.finite else []
        if doers and not event.subordinate and not event.reported:
            return doers[0]
    return None


def _first_doer(cast: Cast, sentence: SentenceDraft) -> int | None:
    for event in sentence.events:
        doers = _doers(cast, sentence, event.subjects) if event.finite else []
        if doers and not event.subordinate:
            return doers[0]
    return None
