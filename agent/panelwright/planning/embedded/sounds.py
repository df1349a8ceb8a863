"""Finds the sounds that a beat makes and writes them as letters."""

from collections.abc import Sequence

from panelwright.planning.embedded.acting import Deed, subjects_of
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.moments import Moment
from panelwright.planning.embedded.presence import within
from panelwright.planning.embedded.tables import table
from panelwright_tools.domain import Region, Sound
from panelwright_tools.language.document import Document

MOST = 2


def sounds_of(
    document: Document,
    cast: Cast,
    moments: Sequence[Moment],
    deeds: Sequence[Deed],
    regions: Sequence[Region],
) -> tuple[Sound, ...]:
    """At most two sounds, with the region that makes each where it is known."""
    letters: dict[str, str] = table("staging")["sounds"]
    found: dict[str, Sound] = {}
    for deed in deeds:
        spoken = bool(deed.sentence.quotes)
        if deed.event.verb in letters and not spoken and deed.event.happens:
            who = subjects_of(cast, deed)
            source = next((r.id for r in regions if r.subject in who), None)
            text = letters[deed.event.verb]
            found.setdefault(text, Sound(text=text, source=source))
    for text in _interjections(document, moments):
        found.setdefault(text, Sound(text=text))
    return tuple(found.values())[:MOST]


def _interjections(document: Document, moments: Sequence[Moment]) -> list[str]:
    """BOOM! in the narration itself."""
    letters: dict[str, str] = table("staging")["sounds"]
    found: list[str] = []
    for moment in moments:
        for number in moment.sentences:
            for token in document.sentences[number].tokens:
                loud = token.text.isupper() and len(token.text) > 2
                if not within(moment.span, token.span) or not token.text.isalpha():
                    continue
                if (loud or token.tag == "INTJ") and token.lower in letters:
                    found.append(letters[token.lower])
    return found
