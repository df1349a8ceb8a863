"""People for a text that is nothing but talk: those who are called by name, and nameless voices."""

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.document import Mention
from panelwright_tools.language.draft import QuoteDraft
from panelwright_tools.language.lexicon import lexicon
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.vocatives import called_names

_ORDINALS = ("first", "second")


def give_voices(cast: Cast, reading: Reading) -> None:
    """Two speakers where words are spoken and nobody at all is told of."""
    spoken = [quote for quote in reading.quotes if quote.kind == "spoken"]
    if not spoken or any(entity.living for entity in cast.entities):
        return
    for quote in spoken:
        for name in called_names(reading.plain[quote.start : quote.end]):
            known = any(name in entity.names for entity in cast.entities)
            if not known and name.lower() in lexicon().names and len(cast.voices) < len(_ORDINALS):
                _named(cast, name, quote)
    for _ in _ORDINALS[len(cast.voices) : len(spoken)]:
        _new(cast, spoken[0]).heads = ["speaker"]


def order_voices(cast: Cast, reading: Reading) -> None:
    """The nameless are the first and the second in the order in which they speak."""
    speakers = dict.fromkeys(speaker for quote in reading.quotes for speaker in quote.speakers)
    nameless = [e for e in speakers if e in cast.voices and not cast.entities[e].names]
    for entity, ordinal in zip(nameless, _ORDINALS, strict=False):
        cast.entities[entity].adjectives = [ordinal]


def _named(cast: Cast, name: str, quote: QuoteDraft) -> None:
    entity = _new(cast, quote)
    cast.add_name(entity, name)
    gender = lexicon().names[name.lower()]
    entity.gender = gender if gender in ("m", "f") else ""


def _new(cast: Cast, quote: QuoteDraft) -> EntityDraft:
    entity = cast.new("person")
    entity.number = 1
    entity.mentions.append(Mention(quote.sentence, (quote.start, quote.end), "speaker"))
    cast.voices.append(entity.id)
    return entity
