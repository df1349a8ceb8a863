"""Makes captions from the narration: without speech and its tags, shortened between clauses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from panelwright.planning.embedded.beats import PanelBeat
from panelwright.planning.embedded.cast import SURE, Cast
from panelwright.planning.embedded.moments import REQUEST, event_score
from panelwright.planning.embedded.names import sentence_case
from panelwright.planning.embedded.portraits import is_portrait, portraits
from panelwright.planning.embedded.presence import within
from panelwright.planning.embedded.tables import index, words
from panelwright_tools.domain.story import MAX_TEXT
from panelwright_tools.language.document import Document, Event, Sentence, Span

ROOM = 165
"""Letters that a caption holds well."""
ROOM_BESIDE_SPEECH = 120
HARD = 1.45
"""From so many times the room on main clauses are given up, not only subordinate ones."""
LEFT_OUT = 1.7
"""From so many times the room on whole sentences are left out."""
SEEN_WORDS = 3
"""A bare deed this short needs no caption beside speech."""
_JOINTS = re.compile(
    r"(?:[\s,;:—–-]|\b(?:and|but|so|then|or|as|while|when|until|because)\b)+$", re.I
)
_OPENERS = re.compile(r"^(?:[\s,;:—–-]|\b(?:and|but|so|then)\b)+", re.I)

_COMPARED = re.compile(r"\b(?:as|so|such) \w+(?: \w+)? (?:as|that)\b", re.I)
"""`as hard as she can`, `so loud that …`: the second half can't be cut off."""
_JOINED = re.compile(
    r"\s*(?:and|but|or|so|then|while|when|as|until|because|before|after|since|though)\b", re.I
)


@dataclass(frozen=True)
class Piece:
    """The narration of one sentence with the shorter forms that it can be cut to."""

    forms: list[str]
    """From the whole sentence to its shortest form."""
    weight: float
    name: tuple[str, str] | None
    """The pronoun that is its subject and the name that it stands for."""
    whole: int = 0
    """Index of the shortest form that keeps all main clauses."""
    look: bool = False
    """It tells only how somebody looks."""


def caption(document: Document, cast: Cast, beat: PanelBeat) -> str:
    """The caption of a beat; empty when words and picture tell all of it."""
    if beat.kind != "story":
        return ""
    pieces = [
        piece
        for number, span in _spans(document, beat)
        for piece in _told(document, cast, document.sentences[number], span)
    ]
    if beat.lines and _is_seen(document, beat, pieces):
        return ""
    pieces = _without_looks(document, cast, beat, pieces)
    room = ROOM_BESIDE_SPEECH if beat.lines else ROOM
    return " ".join(_fit(pieces, room))[:MAX_TEXT]


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


def _told(document: Document, cast: Cast, sentence: Sentence, span: Span) -> list[Piece]:
    """The narration of a sentence in its shorter and shorter forms, if it tells anything."""
    gaps = [document.quotes[q] for q in sentence.quotes]
    drops = [_with_marks(document, q.span) for q in gaps if q.kind in ("spoken", "thought")]
    if drops:
        drops += _tags(document, sentence, drops)
    text = REQUEST.sub("", _without(document, span, drops))
    if len(re.findall(r"\w+", text)) < (3 if drops else 1):
        return []
    events = [e for e in sentence.events if within(span, e.span)]
    if drops and not any(_tells(sentence, e, drops) for e in events):
        return []
    drops += portraits(document, sentence)
    forms, whole = [_finished(_without(document, span, drops))], 0
    for cut in _ends(document, sentence, span):
        shorter = _finished(_cut_at(document, sentence, (span[0], cut), drops))
        if len(shorter.split()) >= 3 and len(shorter) < len(forms[-1]):
            whole += whole == len(forms) - 1 and not _loses_deed(events, cut)
            forms.append(shorter)
    weight = max((event_score(event) for event in events), default=0.8)
    name = _renaming(document, cast, sentence, span)
    return [Piece(forms, weight, name, whole, is_portrait(sentence))]


def _loses_deed(events: Sequence[Event], cut: int) -> bool:
    """A main clause begins after the cut."""
    return any(e.span[0] >= cut and not (e.subordinate or e.infinitive) for e in events)


def _with_marks(document: Document, span: Span) -> Span:
    """A quotation with the marks around it."""
    first, last = span
    while first > 0 and document.text[first - 1] in "\"'“‘«":
        first -= 1
    while last < len(document.text) and document.text[last] in "\"'”’»":
        last += 1
    return first, last


def _tags(document: Document, sentence: Sentence, quotes: list[Span]) -> list[Span]:
    """The speech tags: "said the old sailor", without deeds that stand beside them."""
    found: list[Span] = []
    for event in sentence.events:
        voiced = words("verbs", "speech") | words("verbs", "sounding")
        if (
            event.verb not in voiced
            or event.subordinate
            or (event.objects and event.verb == "sing")
        ):
            continue
        parts = [event.span]
        parts += [sentence.noun_phrases[n].span for n in event.subjects]
        first = min(part[0] for part in parts)
        last = max(part[1] for part in parts)
        rest = [e for e in sentence.events if e is not event and within((first, last), e.span)]
        if rest or not _beside_quote(document, (first, last), quotes):
            continue
        found.append((first, _tag_end(document, sentence, event, last)))
    return found


def _beside_quote(document: Document, span: Span, quotes: list[Span]) -> bool:
    for first, last in quotes:
        between = (
            document.text[last : span[0]] if span[0] >= last else document.text[span[1] : first]
        )
        if len(re.findall(r"\w+", between)) <= 3:
            return True
    return False


def _tag_end(document: Document, sentence: Sentence, event: Event, last: int) -> int:
    """Adverbs and the one who is spoken to belong to the tag."""
    end = last
    for hung in event.prepositions:
        phrase = sentence.noun_phrases[hung.phrase]
        if hung.preposition in ("to", "at") and 0 <= phrase.span[0] - end <= 8:
            end = phrase.span[1]
    tail = re.match(r",?\s+\w+ly\b", document.text[end:])
    return end + tail.end() if tail else end


def _tells(sentence: Sentence, event: Event, drops: list[Span]) -> bool:
    """An event that is neither quoted nor a speech tag, nor a mere "like falling rocks"."""
    dropped = any(first <= event.span[0] < last for first, last in drops)
    participle = sentence.tokens[event.token].tag in ("VBG", "VBN")
    loose = participle and not (event.progressive or event.passive or event.past_before)
    return not dropped and not loose and event.verb not in words("verbs", "speech")


def _cut_at(document: Document, sentence: Sentence, span: Span, drops: list[Span]) -> str:
    """The sentence up to a cut; "fetched a bucket, scooped up the moon" gets its "and" back."""
    left = [e for e in sentence.events if within(span, e.span) and not e.subordinate]
    if len(left) > 1 and left[-1].subjects and left[-1].subjects == left[-2].subjects:
        start = left[-1].span[0]
        comma = document.text.rfind(",", left[-2].span[1], start)
        if comma > 0 and not document.text[comma + 1 : start].strip():
            head = _without(document, (span[0], comma), drops)
            return f"{head} and {_without(document, (start, span[1]), drops)}"
    return _without(document, span, drops)


def _ends(document: Document, sentence: Sentence, span: Span) -> list[int]:
    """Where the sentence can end early: before a later clause, with a main clause complete."""
    mains = [e for e in sentence.events if not e.subordinate and not e.infinitive]
    if not mains:
        return []
    first_end = min(e.span[1] for e in mains)
    starts = {
        event.clause[0]
        for event in sentence.events
        if event.clause[0] > first_end and within(span, event.clause) and not event.infinitive
    }
    return sorted((cut for cut in starts if _at_joint(document, cut)), reverse=True)


def _at_joint(document: Document, cut: int) -> bool:
    """The clause is joined by a mark or a conjunction; a bare "the way you …" stays whole."""
    if _COMPARED.search(document.text[max(0, cut - 30) : cut + 4]):
        return False
    before = document.text[max(0, cut - 3) : cut].rstrip()
    joined = _JOINED.match(document.text[cut : cut + 12])
    return joined is not None or before.endswith((",", ";", ":", "—", "–"))


def _without(document: Document, span: Span, drops: list[Span]) -> str:
    """The text of a span with the dropped parts taken out and the marks between them mended."""
    letters = list(document.text[span[0] : span[1]])
    for first, last in drops:
        for place in range(max(first, span[0]), min(last, span[1])):
            letters[place - span[0]] = " "
    text = " ".join("".join(letters).split())
    text = re.sub(r"[*_#]+", "", text)
    text = re.sub(r"\s+([,.!?;:])", r"\1", text)
    text = re.sub(r"([,;:.])(?:\s*[,;:.])+", r"\1", text)
    return text.strip(' ,;:"“”')


def _finished(text: str) -> str:
    """A piece of a sentence as a sentence: no dangling joint, a capital, a full stop."""
    text = _OPENERS.sub("", text).strip()
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
        return document.text[phrase.span[0] : phrase.span[1]], called(cast, who[0])
    return None


def _named(text: str, name: tuple[str, str] | None) -> str:
    """The first subject pronoun becomes the name, so that the caption stands alone."""
    if name is None:
        return text
    found = re.search(rf"\b{re.escape(name[0])}\b", text[:40])
    if found is None or found.start() > 24:
        return text
    return text[: found.start()] + name[1] + text[found.end() :]


def called(cast: Cast, who: str) -> str:
    """How a caption calls a character: Mina, the old sailor."""
    character = cast.members[who].character
    proper = character.name[:1].isupper() and character.name != "Narrator"
    return character.name if proper else f"the {character.name}"


def _fit(pieces: Sequence[Piece], room: int) -> list[str]:
    """Shorten the pieces, the least telling first, until they fit; then leave some out."""
    chosen = [0] * len(pieces)
    left = list(range(len(pieces)))

    def size() -> int:
        return sum(len(pieces[k].forms[chosen[k]]) + 1 for k in left)

    while size() > room:
        tight = size() > room * HARD
        longest = [k for k in left if chosen[k] < _most_cut(pieces[k], tight)]
        if not longest:
            break
        best = max(longest, key=lambda k: (len(pieces[k].forms[chosen[k]]), -pieces[k].weight))
        chosen[best] += 1
    while size() > room * LEFT_OUT and len(left) > 1:
        middle = left[1:] if len(left) > 2 else left
        left.remove(min(middle, key=lambda k: pieces[k].weight))
    return [_opened(pieces, left, k, chosen[k]) for k in left if pieces[k].forms[chosen[k]]]


def _most_cut(piece: Piece, tight: bool) -> int:
    """How far a piece may be cut: deeds are given up only where room is tight."""
    return len(piece.forms) - 1 if tight else piece.whole


def _opened(pieces: Sequence[Piece], left: list[int], k: int, form: int) -> str:
    """A piece with the name in place of its pronoun, where the sentence before is missing."""
    text = pieces[k].forms[form]
    return text if k > 0 and k - 1 in left else sentence_case(_named(text, pieces[k].name))
