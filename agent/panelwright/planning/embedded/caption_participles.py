"""Makes a clause of the participles that a dropped speech tag leaves: `, holding up a loaf`."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from panelwright.planning.embedded.caption_speech import without_spans
from panelwright.planning.embedded.names import sentence_case
from panelwright.planning.embedded.presence import within
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Document, Event, Sentence, Span

_BARE = re.compile(r"[\s,;:—–-]*(?:\w+ly\s+)?")
_TENSED = ("VBZ", "VBD", "VBP")


class Clause(NamedTuple):
    """How a caption opens that has no finite verb of its own."""

    subject: str
    verbs: tuple[tuple[str, str], ...]
    """Participles, and the finite forms that stand for them."""

    def told(self, form: str) -> str:
        """`Holding up a loaf` as `He holds up a loaf`."""
        text = form[:1].lower() + form[1:]
        for place, (participle, verb) in enumerate(self.verbs):
            before = r"\b(?:and|or|but) " if place else r"^(?:\w+ly )?"
            text = re.sub(rf"({before}){re.escape(participle)}\b", rf"\1{verb}", text, count=1)
        return sentence_case(f"{self.subject} {text}")


def is_loose(sentence: Sentence, event: Event) -> bool:
    """A participle beside a main clause: "grumbling all the way"."""
    participle = sentence.tokens[event.token].tag in ("VBG", "VBN")
    return participle and not (event.progressive or event.passive or event.past_before)


def is_without_verb(sentence: Sentence, told_by: Sequence[Event]) -> bool:
    """What is left beside the speech has no main clause."""
    return all(
        e.subordinate or e.infinitive or is_loose(sentence, e) or _trails(sentence, e)
        for e in told_by
    )


def _trails(sentence: Sentence, event: Event) -> bool:
    """`said Ann, covered in mud`: a form in "-ed" with neither subject, object nor conjunction."""
    token, before = sentence.tokens[event.token], sentence.tokens[event.token - 1]
    own = any(sentence.noun_phrases[n].tokens[1] == event.token for n in event.subjects)
    passive = token.tag == "VBD" and token.lower.endswith("ed") and not event.objects
    return passive and before.text == "," and not own


def clause_of(
    document: Document, sentence: Sentence, span: Span, drops: list[Span]
) -> Clause | None:
    """The clause that participles behind a speech tag make, if they make one."""
    inside = [e for e in sentence.events if within(span, e.span)]
    left = [e for e in inside if not any(within(drop, e.span) for drop in drops)]
    tags = [e for e in sentence.events if e not in left and e.subjects]
    tags = [e for e in tags if any(within(drop, e.span) for drop in drops)]
    tags = [e for e in tags if sentence.tokens[e.token].tag in _TENSED and not e.subordinate]
    if not left or not tags or not _opens(document, span, left[0], drops):
        return None
    subject = sentence.noun_phrases[tags[0].subjects[0]]
    mains = [left[0], *(e for e in left[1:] if is_loose(sentence, e) and _joined(sentence, e))]
    verbs = [_finite(sentence, event, sentence.tokens[tags[0].token].tag) for event in mains]
    if len(tags[0].subjects) > 1 or not all(finite for _, finite in verbs):
        return None
    return Clause(document.words(subject.span), tuple(verbs))


def _opens(document: Document, span: Span, event: Event, drops: list[Span]) -> bool:
    """Nothing but an adverb stands before the verb."""
    between = without_spans(document, (span[0], event.span[0]), drops)
    return bool(_BARE.fullmatch(between)) and not event.negated


def _joined(sentence: Sentence, event: Event) -> bool:
    return sentence.tokens[event.token - 1].lower in ("and", "or", "but")


def _finite(sentence: Sentence, event: Event, tag: str) -> tuple[str, str]:
    token = sentence.tokens[event.token]
    helping = event.verb in words("captions", "helping")
    told = "" if token.tag != "VBG" or helping else finite(event.verb, tag)
    return token.lower, told


def finite(verb: str, tag: str) -> str:
    """`hold` as `holds` (VBZ), `held` (VBD) or `hold` (VBP); empty where no form is known."""
    from lemminflect import getInflection

    forms: tuple[str, ...] = getInflection(verb, tag)
    return forms[0] if forms else ""
