"""Cuts the text into moments: the smallest pieces that can be a panel of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.lines import Line, lines_in_sentence
from panelwright.planning.embedded.presence import Seen, seen_in, speakers, within
from panelwright.planning.embedded.setting import Setting
from panelwright.planning.embedded.tables import index, words
from panelwright_tools.language.document import Document, Event, Sentence, Span

SPEECH_WORDS = 45
"""About as many words of speech as a panel holds."""
SHORTEST = 3
"""Words that a piece of a sentence must have to be a moment."""
REQUEST = re.compile(
    r"^(?:please |can you |could you |i(?:['’]d| would) (?:like|love) |i want )*"
    r"(?:you to |to )?(?:make|draw|create|write|give|do|generate|a|an|this is)\b[^.]{0,40}?"
    r"\b(?:comic|story|manga|tale|graphic novel)(?: strip| book)?"
    r"(?: about| of| where| in which)\s*",
    re.I,
)
"""How people ask for a comic; what follows is the story."""
_STRENGTHS = {"strong": 3.0, "medium": 2.0, "weak": 0.6}


@dataclass(frozen=True)
class Moment:
    """A sentence, or a clause or line of one, with who is there."""

    span: Span
    sentences: tuple[int, ...]
    seen: tuple[Seen, ...]
    lines: tuple[Line, ...]
    setting: Setting
    paragraph: int
    words: int
    weight: float
    """How much of a picture it is: deeds more than states and talk."""
    part: bool = False
    """It is only a part of a sentence."""
    scripted: int | None = None
    """The scene of a screenplay that it is of."""
    there: tuple[str, ...] = ()
    """Who is in the scene when it begins: has come and has not left."""

    @property
    def who(self) -> tuple[str, ...]:
        """The characters that are there."""
        return tuple(seen.who for seen in self.seen)

    @property
    def speech_words(self) -> int:
        """Words of speech."""
        return sum(line.words for line in self.lines)


def find_moments(
    document: Document, cast: Cast, settings: list[Setting], title: int | None = None
) -> list[Moment]:
    """The moments of a text in order: a sentence each, long speech in several.

    `title` is the number of a sentence that is the title and no moment.
    """
    found: list[Moment] = []
    for number, sentence in enumerate(document.sentences):
        if number == title or sentence.kind in ("heading", "cue", "parenthetical"):
            continue
        moment = _moment(document, cast, number, sentence.span, settings[number])
        if not moment.words and not moment.lines:
            continue
        if found and _goes_on(sentence, found[-1], moment):
            moment = replace(moment, seen=tuple(seen for seen in found[-1].seen if seen.acts))
        if REQUEST.match(document.words(sentence.span)):
            moment = replace(moment, seen=_heroes(cast, sentence), weight=0.1)
        if found and found[-1].weight <= 0.1 and not moment.part:
            moment = replace(_joined(moment, found.pop()), sentences=(number - 1, number))
            found.append(moment)
        elif found and _continues(document, found[-1], moment):
            found[-1] = _joined(found[-1], moment)
        else:
            found.append(moment)
    return [piece for moment in found for piece in _short_speech(document, cast, moment)]


def _moment(document: Document, cast: Cast, number: int, span: Span, setting: Setting) -> Moment:
    sentence = document.sentences[number]
    lines = lines_in_sentence(document, sentence, span)
    words_here = len(document.text[span[0] : span[1]].split())
    return Moment(
        span=span,
        sentences=(number,),
        seen=seen_in(document, cast, sentence, span),
        lines=lines,
        setting=setting,
        paragraph=sentence.paragraph,
        scripted=sentence.heading if document.format == "fountain" else None,
        words=words_here if re.search(r"\w", document.text[span[0] : span[1]]) else 0,
        weight=_weight(sentence, span) + 0.6 * bool(lines),
    )


def _heroes(cast: Cast, sentence: Sentence) -> tuple[Seen, ...]:
    """Whom a request is about: the first one that it names."""
    named = [who for phrase in sentence.noun_phrases for who in cast.seen(*phrase.entities)]
    return tuple(Seen(who, acts=True) for who in named[:1])


def event_score(event: Event) -> float:
    """How much of a picture an event makes, 0..3.5."""
    score = _STRENGTHS.get(index("verbs", "score").get(event.verb, ""), 1.2)
    if event.adjective or event.predicate is not None:
        score = 0.6
    if event.verb in words("verbs", "speech"):
        score = min(score, 0.8)
    if not event.happens:
        score *= 0.3
    if event.subordinate:
        score *= 0.75
    if not event.subjects:
        score *= 0.6
    return score + 0.4 * bool(event.objects) + 0.15 * min(2, len(event.prepositions))


def _weight(sentence: Sentence, span: Span) -> float:
    scores = [event_score(event) for event in sentence.events if within(span, event.span)]
    return max(scores, default=0.5)


def _goes_on(sentence: Sentence, before: Moment, moment: Moment) -> bool:
    """`Jax runs. Over the stalls, up a ladder.`: the way of whoever acted last."""
    bare = not (sentence.events or moment.seen or moment.lines)
    way = sentence.tokens[0].lower in words("verbs", "prepositions", "way")
    return bare and way and before.paragraph == moment.paragraph


def _continues(document: Document, before: Moment, moment: Moment) -> bool:
    """More words of a quotation that a moment before began, or a bare line by the same voice."""
    if before.paragraph != moment.paragraph or not before.lines or not moment.lines:
        return False
    if narration_of(document, moment):
        return False
    last, first = before.lines[-1], moment.lines[0]
    if last.quote == first.quote:
        return before.speech_words + moment.speech_words <= SPEECH_WORDS
    one, other = document.quotes[last.quote], document.quotes[first.quote]
    short = before.speech_words + moment.speech_words <= SPEECH_WORDS
    return short and one.speaker == other.speaker and one.speaker is not None


def narration_of(document: Document, moment: Moment) -> bool:
    """The moment tells something besides its quotations."""
    sentences = (document.sentences[number] for number in moment.sentences)
    return any(within(moment.span, event.span) for s in sentences for event in s.events)


def _joined(first: Moment, second: Moment) -> Moment:
    seen = {entry.who: entry for entry in (*second.seen, *first.seen)}
    return replace(
        first,
        span=(min(first.span[0], second.span[0]), max(first.span[1], second.span[1])),
        sentences=tuple(dict.fromkeys(first.sentences + second.sentences)),
        seen=tuple(seen.values()),
        lines=first.lines + second.lines,
        words=first.words + second.words,
        weight=max(first.weight, second.weight),
    )


def _short_speech(document: Document, cast: Cast, moment: Moment) -> Iterator[Moment]:
    """The moment, cut between its lines until no part has more speech than a panel holds."""
    if moment.speech_words <= SPEECH_WORDS and len(moment.lines) <= 4:
        yield moment
        return
    cuts: list[int] = []
    load = 0
    for line in moment.lines:
        if load and load + line.words > SPEECH_WORDS:
            cuts.append(_before_mark(document, line.span[0]))
            load = 0
        load += line.words
    yield from split_at(document, cast, moment, cuts)


def split_at(document: Document, cast: Cast, moment: Moment, cuts: list[int]) -> list[Moment]:
    """The parts of a moment between the cuts; each part shows who is there in its sentence."""
    edges = [moment.span[0], *sorted(set(cuts)), moment.span[1]]
    parts: list[Moment] = []
    for first, last in pairwise(edges):
        span = (first, last)
        if last > first and re.search(r"\w", document.text[first:last]):
            parts.append(_part(document, cast, moment, span))
    return parts or [moment]


def _part(document: Document, cast: Cast, moment: Moment, span: Span) -> Moment:
    numbers = [
        number
        for number in moment.sentences
        if document.sentences[number].span[0] < span[1]
        and document.sentences[number].span[1] > span[0]
    ] or list(moment.sentences[:1])
    seen: dict[str, Seen] = {}
    lines: list[Line] = []
    weight = 0.5
    for number in numbers:
        sentence = document.sentences[number]
        for entry in seen_in(document, cast, sentence, span):
            seen.setdefault(entry.who, entry)
        lines += lines_in_sentence(document, sentence, span)
        weight = max(weight, _weight(sentence, span))
    for line in lines:
        for who in speakers(cast, document.quotes[line.quote]):
            quote = document.quotes[line.quote]
            if not quote.off_screen and not cast.members[who].unseen:
                seen.setdefault(who, Seen(who, acts=True))
    return replace(
        moment,
        span=span,
        sentences=tuple(numbers),
        seen=tuple(seen.values()),
        lines=tuple(lines),
        words=len(document.text[span[0] : span[1]].split()),
        weight=weight + 0.6 * bool(lines),
        part=True,
    )


def cuts_of(document: Document, moment: Moment) -> list[int]:
    """Where a moment can be cut: at main clauses and between narration and speech."""
    cuts: list[int] = []
    for number in moment.sentences:
        sentence = document.sentences[number]
        if within(moment.span, sentence.span):
            cuts.append(sentence.span[0])
        cuts += [
            event.clause[0]
            for event in sentence.events
            if event.happens and not event.subordinate and event.clause[0] > moment.span[0]
        ]
    cuts += [_before_mark(document, line.span[0]) for line in moment.lines]
    good = [cut for cut in sorted(set(cuts)) if _cut_is_good(document, moment, cut)]
    return good


def _before_mark(document: Document, start: int) -> int:
    """The start of a quotation with its opening mark."""
    while start > 0 and document.text[start - 1] in "\"'“‘—–- *_":
        start -= 1
        if document.text[start] in "\"'“‘":
            break
    return start


def _cut_is_good(document: Document, moment: Moment, cut: int) -> bool:
    first, last = moment.span
    if not first < cut < last:
        return False
    if any(line.span[0] < cut < line.span[1] for line in moment.lines):
        return False
    before, after = document.text[first:cut].split(), document.text[cut:last].split()
    spoken_before = any(line.span[1] <= cut for line in moment.lines)
    spoken_after = any(line.span[0] >= cut for line in moment.lines)
    long_enough = len(before) >= SHORTEST or spoken_before
    return long_enough and (len(after) >= SHORTEST or spoken_after)
