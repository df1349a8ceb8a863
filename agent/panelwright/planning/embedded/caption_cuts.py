"""Shorter forms of a sentence: without side clauses, and ended early between two clauses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from panelwright.planning.embedded.caption_participles import is_loose
from panelwright.planning.embedded.presence import within
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Document, Event, Sentence, Span, Token

_COMPARED = re.compile(r"\b(?:as|so|such) \w+(?: \w+)? (?:as|that)\b", re.I)
"""`as hard as she can`, `so loud that …`: the second half can't be cut off."""
_JOINED = re.compile(
    r"\s*(?:and|but|or|so|then|while|when|as|until|because|before|after|since|though)\b", re.I
)
_VERBAL = ("VB", "VBP", "VBD", "VBZ", "MODAL")
_LEAST = 3
"""Words that a shortened sentence must still have."""


@dataclass(frozen=True)
class Cut:
    """One way to shorten a sentence."""

    drops: tuple[Span, ...]
    """Parts that are left out."""
    end: int
    """Where it ends."""
    keeps_deeds: bool
    """No main clause is given up."""


def cuts_of(document: Document, sentence: Sentence, span: Span) -> list[Cut]:
    """All ways to shorten a sentence, those that keep every main clause first."""
    sides = _inner(document, sentence, span) + _apposed(document, sentence, span)
    sides += _opening(sentence, span)
    ends = [span[1], *_ends(document, sentence, span, sides)]
    found = [
        Cut(tuple(chosen), end, _keeps(sentence, end)) for end in ends for chosen in _some(sides)
    ]
    found = [cut for cut in found if cut.drops or cut.end < span[1]]
    return [cut for cut in found if all(drop[1] <= cut.end for drop in cut.drops)]


def _some(sides: list[Span]) -> Iterator[list[Span]]:
    """None, each one and all of the side clauses."""
    yield []
    for side in sides:
        yield [side]
    if len(sides) > 1:
        yield sides


def _keeps(sentence: Sentence, end: int) -> bool:
    return not any(
        e.span[0] >= end and not (e.subordinate or e.infinitive or is_loose(sentence, e))
        for e in sentence.events
    )


def _inner(document: Document, sentence: Sentence, span: Span) -> list[Span]:
    """Relative clauses between commas: `the coach, who is short, shouts`."""
    tokens = [t for t in sentence.tokens if within(span, t.span)]
    found: list[Span] = []
    for place, token in enumerate(tokens[1:], 1):
        if tokens[place - 1].text != "," or token.lower not in words("captions", "relative"):
            continue
        end = _end_of_inner(tokens, place)
        if end is not None and not (found and tokens[place - 1].span[0] < found[-1][1]):
            apposed = any(t.text == "," for t in tokens[: place - 1])
            last = tokens[end].span[0] if apposed else tokens[end].span[1]
            found.append((tokens[place - 1].span[0], last))
    return found


def _apposed(document: Document, sentence: Sentence, span: Span) -> list[Span]:
    """`Zeynep, the night porter, came back`: what a name is, between commas."""
    found: list[Span] = []
    for before, phrase in pairwise(sentence.noun_phrases):
        between = document.text[before.span[1] : phrase.span[0]]
        closed = document.text[phrase.span[1] : phrase.span[1] + 1] == ","
        named = before.name and phrase.role == "apposition" and not phrase.name
        if named and closed and between.strip() == "," and within(span, before.span):
            found.append((before.span[1], phrase.span[1] + 1))
    return found


def _end_of_inner(tokens: Sequence[Token], start: int) -> int | None:
    """The comma behind which the main clause goes on with its verb."""
    for place in range(start + 2, len(tokens) - 1):
        if tokens[place].text != ",":
            continue
        after = tokens[place + 1]
        adverb = after.tag == "ADV" and place + 2 < len(tokens)
        verb = tokens[place + 2] if adverb else after
        if verb.tag in _VERBAL:
            return place
    return None


def _opening(sentence: Sentence, span: Span) -> list[Span]:
    """A side clause that comes first: `When it lifted, the dunes had moved.`"""
    tokens = [t for t in sentence.tokens if within(span, t.span)]
    if not tokens or tokens[0].lower not in words("captions", "openers"):
        return []
    events = [e for e in sentence.events if within(span, e.span)]
    for place, token in enumerate(tokens[:-1]):
        if token.text != ",":
            continue
        told = [e for e in events if e.span[0] < token.span[0]]
        main = [e for e in events if e.span[0] > token.span[0] and not e.subordinate]
        follows = tokens[place + 1].tag in ("DET", "PRON", "POSS", "NAME", "NOUN", "NOUNS", "ADJ")
        if told and main and main[0].subjects and follows:
            subject = sentence.noun_phrases[main[0].subjects[0]]
            if subject.span[0] == tokens[place + 1].span[0]:
                return [(tokens[0].span[0], token.span[1])]
    return []


def _ends(document: Document, sentence: Sentence, span: Span, sides: Sequence[Span]) -> list[int]:
    """Where the sentence can end early: before a later clause, with a main clause complete."""
    first = next((t for t in sentence.tokens if within(span, t.span)), None)
    if first is None or first.lower in words("captions", "headless"):
        return []
    hidden = list(sides)
    mains = [
        e
        for e in sentence.events
        if not (e.subordinate or e.infinitive or is_loose(sentence, e))
        and not any(within(side, e.span) for side in hidden)
    ]
    if not mains:
        return []
    first_end = min(_told_by(sentence, e) for e in mains)
    starts = {
        event.clause[0]
        for event in sentence.events
        if event.clause[0] > first_end and within(span, event.clause) and not event.infinitive
    }
    starts |= _loose_starts(sentence, first_end, span)
    return sorted(
        (
            cut
            for cut in starts
            if _at_joint(document, cut)
            and not _is_the_point(sentence, mains, cut)
            and _opens_clause(sentence, cut)
            and _closes_clause(sentence, mains, cut)
            and not any(a < cut < b for a, b in hidden)
        ),
        reverse=True,
    )


def _told_by(sentence: Sentence, event: Event) -> int:
    """Where both the verb and its subject have been said."""
    bare = sentence.tokens[event.token].tag in ("VBG", "VBN") and not event.subjects
    ends = [sentence.noun_phrases[number].span[1] for number in event.subjects]
    return sentence.span[1] if bare else max([event.span[1], *ends])


def _loose_starts(sentence: Sentence, first_end: int, span: Span) -> set[int]:
    """Participles behind a comma: `, grumbling all the way`."""
    starts = [
        event.span[0]
        for event in sentence.events
        if is_loose(sentence, event)
        and event.span[0] > first_end
        and within(span, event.span)
        and sentence.tokens[event.token - 1].text == ","
    ]
    return set(starts[:1])


def _is_the_point(sentence: Sentence, mains: Sequence[Event], cut: int) -> bool:
    """`I was eleven | when he gave me the key`, `until Ana, | the porter, came`: can't go."""
    apposed = any(p.role == "apposition" and p.span[0] == cut for p in sentence.noun_phrases)
    before = [e for e in mains if e.span[0] < cut]
    state = bool(before) and (before[-1].verb == "be" or before[-1].progressive)
    opener = next((t.lower for t in sentence.tokens if t.span[0] >= cut), "")
    return apposed or (state and opener == "when")


def _opens_clause(sentence: Sentence, cut: int) -> bool:
    """A conjunction at the cut joins a clause, not a phrase: `anyone but each other`."""
    after = [t for t in sentence.tokens if t.span[0] >= cut]
    if not after or after[0].tag != "CONJ":
        return True
    comma = next((t.span[0] for t in after if t.text == ","), sentence.span[1])
    return any(cut <= e.span[0] < comma for e in sentence.events)


def _closes_clause(sentence: Sentence, mains: Sequence[Event], cut: int) -> bool:
    """What the last conjunction before the cut joins is whole: it has its verb."""
    before = [t for t in sentence.tokens if t.span[1] <= cut]
    joints = [b for a, b in pairwise(before) if a.text == "," and b.tag == "CONJ"]
    return not joints or any(joints[-1].span[0] < e.span[0] < cut for e in mains)


def _at_joint(document: Document, cut: int) -> bool:
    """The clause is joined by a mark or a conjunction; a bare "the way you …" stays whole."""
    if _COMPARED.search(document.text[max(0, cut - 30) : cut + 4]):
        return False
    before = document.text[max(0, cut - 3) : cut].rstrip()
    joined = _JOINED.match(document.text[cut : cut + 12])
    return joined is not None or before.endswith((",", ";", ":", "—", "–"))


def shortened(document: Document, sentence: Sentence, span: Span, drops: Sequence[Span]) -> str:
    """The text up to a cut; "fetched a bucket, scooped up the moon" gets its "and" back."""
    left = [
        e
        for e in sentence.events
        if within(span, e.span) and not (e.subordinate or is_loose(sentence, e))
    ]
    if len(left) > 1 and left[-2].verb != "be" and not _is_inverted(sentence, left[-1]):
        start = left[-1].span[0]
        comma = document.text.rfind(",", left[-2].span[1], start)
        dropped = any(first <= comma < last for first, last in drops)
        if comma > 0 and not dropped and not document.text[comma + 1 : start].strip():
            head = without(document, (span[0], comma), drops)
            return f"{head} and {without(document, (start, span[1]), drops)}"
    return without(document, span, drops)


def _is_inverted(sentence: Sentence, event: Event) -> bool:
    """`said my grandfather`."""
    spans = [sentence.noun_phrases[number].span for number in event.subjects]
    return any(span[0] > event.span[0] for span in spans)


def without(document: Document, span: Span, drops: Sequence[Span]) -> str:
    """The text of a span with the dropped parts taken out and the marks between them mended."""
    letters = list(document.text[span[0] : span[1]])
    for first, last in drops:
        for place in range(max(first, span[0]), min(last, span[1])):
            letters[place - span[0]] = " "
    text = " ".join("".join(letters).split())
    text = re.sub(r"[*_#]+", "", text)
    text = re.sub(r"\s+([,.!?;:])", r"\1", text)
    text = re.sub(r"([,;:.])(?:\s*[,;:.])+", r"\1", text).strip(" ,;:")
    return _balanced(text)


def _balanced(text: str) -> str:
    """The text without marks of quotation that have lost their partner."""
    for opening, closing in ("“”", '""'):
        marks = text.count(opening) + (text.count(closing) if closing != opening else 0)
        if marks % 2:
            text = text.strip(opening + closing + " ,;:")
    return text
