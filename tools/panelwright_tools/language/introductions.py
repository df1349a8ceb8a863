"""Characters who tell their own name: `"I'm Otis."`."""

import re

from panelwright_tools.language.cast import Cast, EntityDraft
from panelwright_tools.language.draft import QuoteDraft
from panelwright_tools.language.reading import Reading
from panelwright_tools.language.speakers import Found, assign

_SELF = re.compile(
    r"(?:\b(?:I'm|I am|[Mm]y name is|[Mm]y name's|[Cc]all me|[Tt]hey call me))\s+"
    r"((?:[A-Z][^\W\d_]+)(?:\s+[A-Z][^\W\d_]+)?)(?!['’]?[^\W\d_])(?!['’]s\b)"
)
_ASKED = re.compile(
    r"\b(?:[Ww]ho(?: are|'re) you|[Ww]hat(?: is|'s) your name|[Yy]our name)\b[^.!]*\?"
)
_ANSWER = re.compile(r"([A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?)[,.!]?$")
_NO_NAMES = frozenset(
    {"nobody", "me", "no", "yes", "you", "well", "why", "someone", "nothing", "i"}
)
_BEFORE = 6  # sentences before the words in which the nameless one was met


def introduce(cast: Cast, reading: Reading) -> None:
    """Gives the words to the one who bears the name, and the name to the nameless one."""
    before = ""
    for quote in reading.quotes:
        if quote.kind != "spoken":
            continue
        text = reading.plain[quote.start : quote.end]
        match = _SELF.search(text)
        if match is None and _ASKED.search(before):
            match = _named_in_answer(text)
        if match is not None:
            _introduce(cast, reading, quote, match.group(1))
        before = text


def _named_in_answer(text: str) -> re.Match[str] | None:
    """`"Who are you?" … "Józef," says the boy.`"""
    match = _ANSWER.match(text)
    known = match is not None and match.group(1).split()[0].lower() not in _NO_NAMES
    return match if known else None


def _introduce(cast: Cast, reading: Reading, quote: QuoteDraft, name: str) -> None:
    known = [e for e in cast.with_name_word(name.split()[0].lower()) if not e.place]
    if quote.speakers:
        speaker = cast.entities[quote.speakers[0]]
        if not speaker.names and not known:
            cast.add_name(speaker, name)
        elif not speaker.names:
            cast.merge(speaker, known[0])
        return
    nameless = _nameless(cast, reading, quote)
    if known and nameless is not None and _later(known[0], quote):
        cast.merge(nameless, known[0])
    elif known:
        nameless = known[0]
    elif nameless is not None:
        cast.add_name(nameless, name)
    if nameless is not None:
        assign(cast, quote, Found((nameless.id,), "explicit", 0.8))


def _later(entity: EntityDraft, quote: QuoteDraft) -> bool:
    return all(mention.sentence >= quote.sentence for mention in entity.mentions)


def _nameless(cast: Cast, reading: Reading, quote: QuoteDraft) -> EntityDraft | None:
    """The latest living one without a name who was met right before the words."""
    first = max(0, quote.sentence - _BEFORE)
    for index in range(quote.sentence, first - 1, -1):
        for phrase in reversed(reading.sentences[index].phrases):
            for number in phrase.entities:
                entity = cast.entities[number]
                single = entity.living and not entity.plural and not entity.narrator
                if single and not entity.names and not entity.dropped:
                    return entity
    return None
