"""Tells a voice whose speaker is somewhere else: on the phone, from the next room, unseen."""

from panelwright_tools.language.cast import Cast
from panelwright_tools.language.draft import EventDraft, PhraseDraft, SentenceDraft
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.tables import words

_CARRIED = frozenset({"over", "through", "from", "out of", "via", "by"})
"""Words come so out of a loudspeaker; who speaks *on* or *into* the phone may be seen with it."""
_ANYHOW = _CARRIED | {"on", "in", "at", "behind", "inside"}


def from_outside(sentence: SentenceDraft, event: EventDraft) -> bool:
    """`said a woman's voice`, `says Ana's voice in his ear`, `said the mother over the radio`."""
    voice = False
    for number in event.subjects:
        phrase = sentence.phrases[number]
        if phrase.head != "voice":
            continue
        voice = True
        owner = sentence.phrases[phrase.owner] if phrase.owner is not None else phrase
        if owner.determiner in ("a", "an") and not phrase.owner_word:
            return True
    carrying = _ANYHOW if voice else _CARRIED
    return any(
        preposition in carrying and sentence.phrases[number].head in words("nouns", "carriers")
        for preposition, number in _around(sentence, event)
    )


def _around(sentence: SentenceDraft, event: EventDraft) -> list[tuple[str, int]]:
    """The phrases that hang on the verb or on its subject."""
    hung = list(event.prepositions)
    for number, phrase in enumerate(sentence.phrases):
        if phrase.attached_to in event.subjects and phrase.preposition:
            hung.append((phrase.preposition, number))
    return hung


def voice_before(sentence: SentenceDraft) -> tuple[int, bool] | None:
    """`Over the radio comes Ana's voice. "…"`: whose words follow, and whether from outside."""
    for event in reversed(sentence.events):
        for number in event.subjects:
            phrase = sentence.phrases[number]
            if phrase.head == "voice" and phrase.owner_entities and not event.subordinate:
                return phrase.owner_entities[0], from_outside(sentence, event)
    return None


def keep_outside(reading: Reading) -> None:
    """Who was only heard stays so until a sentence tells what they do."""
    heard: set[int] = set()
    at = 0
    for quote in reading.quotes:
        for sentence in reading.sentences[at : quote.sentence + 1]:
            heard = (heard - _doing(sentence)) | _phoned(sentence)
        at = quote.sentence + 1
        if quote.off_screen:
            heard |= set(quote.speakers)
        elif quote.speakers and heard.issuperset(quote.speakers):
            quote.off_screen = True


def _phoned(sentence: SentenceDraft) -> set[int]:
    """`Dee rings the landlord`: what the landlord says comes out of the phone."""
    return {
        entity
        for event in sentence.events
        if event.verb in words("verbs", "phoning") and event.happens
        for number in event.objects
        for entity in sentence.phrases[number].entities
    }


def _doing(sentence: SentenceDraft) -> set[int]:
    """Who does something else than speak."""
    return {
        entity
        for event in sentence.events
        if event.verb not in words("verbs", "speech")
        for number in event.subjects
        for entity in sentence.phrases[number].entities
    }


def voice_meant(cast: Cast, phrase: PhraseDraft) -> list[int]:
    """`"I am the ship," it says`: the voice that was heard, where nobody else is an `it`."""
    alive = any(cast.entities[number].living for number in phrase.entities)
    heard = cast.with_head("voice") if phrase.head == "it" and not alive else []
    return [heard[-1].id] if heard else []
