"""Makes captions from the narration: without speech and its tags, shortened between clauses."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from panelwright.planning.embedded.beats import PanelBeat
from panelwright.planning.embedded.caption_cuts import Cut, cuts_of, shortened, without
from panelwright.planning.embedded.caption_fit import Piece, Room, fitted, named
from panelwright.planning.embedded.caption_participles import clause_of, is_without_verb
from panelwright.planning.embedded.caption_speech import asides, left_subject, speech_in, tells
from panelwright.planning.embedded.cast import SURE, Cast
from panelwright.planning.embedded.moments import REQUEST, event_score
from panelwright.planning.embedded.names import sentence_case
from panelwright.planning.embedded.portraits import is_portrait, portraits
from panelwright.planning.embedded.presence import within
from panelwright.planning.embedded.tables import index, words
from panelwright_tools.domain.text import MAX_TEXT
from panelwright_tools.language.document import Document, Sentence, Span

ALONE = Room(ample=25, tight=33, most=36)
BESIDE_SPEECH = Room(ample=18, tight=26, most=30)
"""A box holds about 25 words; what is above it goes on in a second box."""
SEEN_WORDS = 3
"""A bare deed this short needs no caption beside speech."""
_JOINTS = re.compile(
    r"(?:[\s,;:—–-]|\b(?:and|but|so|then|or|as|while|when|until|because|even|tho|just|right)\b)+$",
    re.I,
)
_SMALL_I = re.compile(r"(?<![\w.-])i(?=['’\s])")
_OPENERS = re.compile(r"^(?:[\s,;:—–-]|\b(?:and|but|so|then)\b)+", re.I)


class Told(NamedTuple):
    """The caption of a beat."""

    text: str
    """Empty when words and picture tell all of it."""
    last: bool = False
    """All of it follows what is said."""


def caption(document: Document, cast: Cast, beat: PanelBeat) -> Told:
    """What a beat tells beside its speech."""
    if beat.kind != "story":
        return Told("")
    spans = _spans(document, beat)
    following = [document.sentences[number] for number, _ in spans[1:]]
    pieces = [
        piece
        for (number, span), after in zip_longest(spans, following)
        for piece in _told(document, cast, document.sentences[number], span, after)
    ]
    if beat.lines and _is_seen(document, beat, pieces):
        return Told("")
    pieces = _without_looks(document, cast, beat, pieces)
    room = BESIDE_SPEECH if beat.lines else ALONE
    text = " ".join(fitted(pieces, room))[:MAX_TEXT]
    scripted = any(
        document.sentences[number].kind == "action" for number, _ in _spans(document, beat)
    )
    text = _without_capitals(text, cast) if scripted else _with_capitals(document, text, cast)
    last_line = max((line.span[0] for line in beat.lines), default=-1)
    return Told(text, 0 <= last_line < min((piece.start for piece in pieces), default=0))


def _with_capitals(document: Document, text: str, cast: Cast) -> str:
    """`aoife`, of one who is never written with a capital, as a reader is used to it."""
    for member in cast.members.values():
        name = member.character.name
        if name[:1].isupper() and name not in document.text:
            text = re.sub(rf"\b{re.escape(name)}\b", name, text, flags=re.I)
    days = "|".join(sorted(words("captions", "days")))
    return re.sub(rf"\b(?:{days})\b", lambda day: day.group().capitalize(), text)


def _without_capitals(text: str, cast: Cast) -> str:
    """`NORA`, `the DRIVER` of a screenplay, where somebody enters, as a reader is told them."""
    loud = {word for word in re.findall(r"\w+", text) if len(word) > 1 and word.isupper()}
    if not loud:
        return text
    names = {word for m in cast.members.values() for word in re.findall(r"\w+", m.character.name)}
    for name in sorted(n for n in names if n.upper() in loud and not n.isupper()):
        text = re.sub(rf"\b([Tt]he|[Aa]n?) {name.upper()}\b", rf"\1 {name.lower()}", text)
        text = re.sub(rf"\b{name.upper()}\b", name, text)
    return text


def _without_looks(
    document: Document, cast: Cast, beat: PanelBeat, pieces: list[Piece]
) -> list[Piece]:
    """Leave out what only tells a look, unless nothing else names whose look it is."""
    rest = [piece for piece in pieces if not piece.look]
    told = " ".join(piece.forms[0] for piece in rest)
    names = [cast.members[who].character.name for who in beat.who]
    new = [name for name in names if any(name in p.forms[0] for p in pieces if p.look)]
    kept = not rest or any(name not in told for name in new)
    return pieces if kept else rest


def _is_seen(document: Document, beat: PanelBeat, pieces: Sequence[Piece]) -> bool:
    """`Mina smiles.`: one bare deed that the picture shows as well."""
    if len(pieces) != 1 or len(pieces[0].forms[0].split()) > SEEN_WORDS:
        return False
    verbs = [
        event.verb
        for number, span in _spans(document, beat)
        for event in document.sentences[number].events
        if within(span, event.span) and event.verb not in words("verbs", "speech")
    ]
    return bool(verbs) and all(verb in index("faces") for verb in verbs)


def _spans(document: Document, beat: PanelBeat) -> list[tuple[int, Span]]:
    """The sentences of a beat with the part of each that lies in it."""
    first, last = beat.span
    found: list[tuple[int, Span]] = []
    for number in dict.fromkeys(n for moment in beat.moments for n in moment.sentences):
        sentence = document.sentences[number]
        span = (max(first, sentence.span[0]), min(last, sentence.span[1]))
        if span[0] < span[1] and sentence.kind in ("narration", "action"):
            found.append((number, span))
    return found


def _told(
    document: Document, cast: Cast, sentence: Sentence, span: Span, after: Sentence | None
) -> list[Piece]:
    """The narration of a sentence in its shorter and shorter forms, if it tells anything."""
    drops = speech_in(document, sentence)
    text = REQUEST.sub("", without(document, span, drops))
    told = re.findall(r"\w+", text)
    if len(told) < (3 if drops else 1) or told[0].lower() in words("captions", "relative"):
        return []
    events = [e for e in sentence.events if within(span, e.span)]
    if drops and not any(tells(sentence, e, drops) for e in events):
        return []
    told_by = [e for e in events if not any(within(drop, e.span) for drop in drops)]
    bare = bool(drops) and is_without_verb(sentence, told_by)
    clause = clause_of(document, sentence, span, drops) if bare else None
    if bare and clause is None:
        return []
    lead = left_subject(document, sentence, span, drops)
    drops += [*portraits(document, sentence), *asides(document, sentence)]
    forms, whole = _forms(document, cast, sentence, span, drops, _taken_up(sentence, after))
    weight = max((event_score(event) for event in events), default=0.8)
    name = _renaming(document, cast, sentence, span)
    start = min((e.span[0] for e in told_by), default=span[0]) if drops else span[0]
    if clause is not None:
        forms = [clause.told(form) for form in forms]
    elif lead:
        forms = [sentence_case(f"{lead} {form[:1].lower()}{form[1:]}") for form in forms]
    return [Piece(forms, weight, name, whole, is_portrait(sentence), start)]


def _forms(
    document: Document,
    cast: Cast,
    sentence: Sentence,
    span: Span,
    drops: list[Span],
    needed: list[Span],
) -> tuple[list[str], int]:
    """The sentence in ever shorter forms, and how many of them only lose side clauses."""
    forms, whole = [_finished(without(document, span, drops))], 0
    cuts = [cut for cut in cuts_of(document, sentence, span) if _leaves(cut, needed)]
    for keeps in (True, False):
        texts = {
            _shorter(document, cast, sentence, span, cut, drops)
            for cut in cuts
            if cut.keeps_deeds is keeps
        }
        for text in sorted(texts, key=lambda text: (-len(text), text)):
            if len(text.split()) >= SEEN_WORDS and len(text) < len(forms[-1]):
                forms.append(text)
        whole = len(forms) - 1 if keeps else whole
    return forms, whole


def _shorter(
    document: Document, cast: Cast, sentence: Sentence, span: Span, cut: Cut, drops: list[Span]
) -> str:
    """`When old Tom died, he left …` without its opening names the one who left."""
    text = shortened(document, sentence, (span[0], cut.end), [*drops, *cut.drops])
    opening = max((last for first, last in cut.drops if first <= span[0]), default=span[0])
    lost = _renaming(document, cast, sentence, (opening, span[1])) if opening > span[0] else None
    return _finished(named(text, lost))


def _taken_up(sentence: Sentence, after: Sentence | None) -> list[Span]:
    """Where a sentence names what the next one only calls `it` or `them`."""
    if after is None:
        return []
    meant = {
        entity
        for phrase in after.noun_phrases
        if phrase.head in words("captions", "taking_up")
        for entity in phrase.entities
    }
    named = [p for p in sentence.noun_phrases if not p.pronoun and meant & set(p.entities)]
    return [phrase.span for phrase in named]


def _leaves(cut: Cut, needed: list[Span]) -> bool:
    """A shorter form still names what the next sentence takes up."""
    kept = [n for n in needed if n[1] <= cut.end and not any(within(d, n) for d in cut.drops)]
    return bool(kept) or not needed


def _finished(text: str) -> str:
    """A piece of a sentence as a sentence: no dangling joint, a capital, a full stop."""
    text = _SMALL_I.sub("I", _OPENERS.sub("", text)).strip()
    text = _JOINTS.sub("", text).strip()
    if not text:
        return ""
    closed = text[-1] in ".!?…\"”’'"
    return sentence_case(text if closed else f"{text}.")


def _renaming(
    document: Document, cast: Cast, sentence: Sentence, span: Span
) -> tuple[str, str] | None:
    """The pronoun that is the first subject, and the name that it stands for."""
    for phrase in sentence.noun_phrases:
        if not within(span, phrase.span) or phrase.role != "subject":
            continue
        if not phrase.pronoun or phrase.head not in ("he", "she", "it", "they"):
            return None
        who = cast.of(*phrase.entities)
        if len(who) != 1 or phrase.confidence < SURE or cast.members[who[0]].count > 1:
            return None
        name = _called(document, cast, who[0], phrase.span[0])
        return (document.words(phrase.span), name) if name else None
    return None


def _called(document: Document, cast: Cast, who: str, place: int) -> str:
    """How a caption calls a character by what was told before: Mina, the old sailor."""
    character = cast.members[who].character
    known = document.text[:place].lower()
    if not (character.name[:1].isupper() and character.name != "Narrator"):
        return f"the {character.name}"
    if character.name.split()[0].lower() in known:
        return character.name
    return next((f"the {a}" for a in character.aliases if a.islower() and a in known), "")
