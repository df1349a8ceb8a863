"""Takes speech and its tags out of a sentence, so that narration is left."""

import re

from panelwright.planning.embedded.presence import within
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Document, Event, Sentence, Span

_TOLD = 2
"""Words behind a verb of speech that tell what is said."""


def speech_in(document: Document, sentence: Sentence) -> list[Span]:
    """The spoken and thought words of a sentence with their marks and tags."""
    quotes = [document.quotes[number] for number in sentence.quotes]
    spans = [_with_marks(document, q.span) for q in quotes if q.kind in ("spoken", "thought")]
    if not spans:
        return []
    spoken = [*spans, *_tags(document, sentence, spans)]
    return [*spoken, *_left_joints(document, sentence, spoken)]


def left_subject(document: Document, sentence: Sentence, span: Span, drops: list[Span]) -> str:
    """`"…," said Sami, and put it back`: whose name went with the tag of the speech."""
    first = next((e for e in sentence.events if within(span, e.span) and not _in(drops, e)), None)
    if first is None or len(first.subjects) != 1 or first.subordinate or first.infinitive:
        return ""
    if sentence.tokens[first.token].tag == "VBG":
        return ""  # `and, wiping her hands, she walked away`
    subject = sentence.noun_phrases[first.subjects[0]]
    dropped = any(within(drop, subject.span) for drop in drops)
    if not dropped or subject.span[0] > first.span[0] or not within(span, subject.span):
        return ""
    between = without_spans(document, (span[0], first.span[0]), drops)
    bare = re.fullmatch(r"[\s,;:—–-]*(?:(?:and|but|then|so)\b[\s,]*)*", between)
    return document.words(subject.span) if bare else ""


def _in(drops: list[Span], event: Event) -> bool:
    return any(first <= event.span[0] < last for first, last in drops)


def without_spans(document: Document, span: Span, drops: list[Span]) -> str:
    """The text of a span without what is dropped."""
    kept = (
        letter
        for place, letter in enumerate(document.text[span[0] : span[1]], span[0])
        if not any(first <= place < last for first, last in drops)
    )
    return "".join(kept)


def asides(document: Document, sentence: Sentence) -> list[Span]:
    """`AMARA (30s, coffee in hand)`: what a screenplay tells its makers."""
    if sentence.kind != "action":
        return []
    start = sentence.span[0]
    found = re.finditer(r"\s*\([^()]*\)", document.text[start : sentence.span[1]])
    return [(start + match.start(), start + match.end()) for match in found]


def tells(sentence: Sentence, event: Event, drops: list[Span]) -> bool:
    """An event that is neither quoted nor a speech tag, nor a mere "like falling rocks"."""
    dropped = any(first <= event.span[0] < last for first, last in drops)
    participle = sentence.tokens[event.token].tag in ("VBG", "VBN")
    loose = participle and not (event.progressive or event.passive or event.past_before)
    if dropped or loose or event.verb in words("captions", "going_on"):
        return False
    return event.verb not in words("verbs", "speech") or _says_what(sentence, event)


def _says_what(sentence: Sentence, event: Event) -> bool:
    """`but I said no way`: the narration itself tells what is said."""
    after = sentence.tokens[event.token + 1 : event.token + 1 + _TOLD]
    told = [token for token in after if token.tag not in ("PUNCT", "QUOTE", "ADV")]
    return len(told) == _TOLD


def _left_joints(document: Document, sentence: Sentence, spoken: list[Span]) -> list[Span]:
    """`Every morning Pepper shouted … and he rose`: the conjunction has nothing left to join."""
    first, end = min(spoken)[0], max(last for _, last in spoken)
    opening = document.text[sentence.span[0] : first].strip()
    before = [event for event in sentence.events if event.span[0] < end]
    if not opening or any(tells(sentence, event, spoken) for event in before):
        return []
    joint = re.match(r",?\s*(?:and|but)\b", document.text[end : sentence.span[1]])
    return [(end, end + joint.end())] if joint else []


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
        parts += [
            subject
            for subject in (sentence.noun_phrases[n].span for n in event.subjects)
            if not _is_shared(sentence, subject, event)
        ]
        parts += [
            sentence.noun_phrases[n].span
            for n in event.objects
            if 0 <= sentence.noun_phrases[n].span[0] - event.span[1] <= 2
        ]
        first = min(part[0] for part in parts)
        last = max(part[1] for part in parts)
        rest = [e for e in sentence.events if e is not event and within((first, last), e.span)]
        if rest or not _beside_quote(document, (first, last), quotes):
            continue
        found.append((first, _tag_end(document, sentence, event, last)))
    return found


def _is_shared(sentence: Sentence, subject: Span, event: Event) -> bool:
    """`Mina ran in, shouted …`: the subject of another verb, before this one."""
    return any(subject[1] <= e.span[0] and e.span[1] <= event.span[0] for e in sentence.events)


def _beside_quote(document: Document, span: Span, quotes: list[Span]) -> bool:
    for first, last in quotes:
        between = (
            document.text[last : span[0]] if span[0] >= last else document.text[span[1] : first]
        )
        apart = span[0] >= last and re.match(r"\s*,?\s*(?:but|so)\b", between)
        if not apart and len(re.findall(r"\w+", between)) <= 3:
            return True
    return False


def _tag_end(document: Document, sentence: Sentence, event: Event, last: int) -> int:
    """Adverbs and the one who is spoken to belong to the tag."""
    end = last
    for hung in event.prepositions:
        phrase = sentence.noun_phrases[hung.phrase]
        if hung.preposition in ("to", "at") and 0 <= phrase.span[0] - end <= 8:
            end = phrase.span[1]
    tail = re.match(r",?\s+(?:(?:very|so|quite|rather) )?\w+ly\b", document.text[end:])
    return end + tail.end() if tail else end
