"""Collects what must not be seen: `without any dogs`, `there was no wind`."""

from collections.abc import Sequence

from panelwright.planning.embedded.moments import Moment
from panelwright.planning.embedded.presence import within
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Region
from panelwright_tools.language.document import Document, NounPhrase

_SEEN = frozenset(
    (
        "person", "being", "animal", "robot", "group", "vehicle", "furniture", "container",
        "weapon", "tool", "instrument", "device", "artifact", "food", "plant", "clothing", "sky",
        "building", "natural", "unknown",
    )
)  # fmt: skip


def avoided(
    document: Document, moments: Sequence[Moment], regions: Sequence[Region]
) -> tuple[str, ...]:
    """The nouns that the text denies in these moments, except what is in the panel anyway."""
    shown = {region.noun for region in regions} | {region.id for region in regions}
    found: list[str] = []
    for moment in moments:
        for number in moment.sentences:
            for phrase in document.sentences[number].noun_phrases:
                if within(moment.span, phrase.span) and _denied(phrase):
                    text = denied_text(phrase)
                    if phrase.head not in shown and text not in found:
                        found.append(text)
    return tuple(found[:8])


def denied_text(phrase: NounPhrase) -> str:
    """`dog` of "without any dogs", `red apple` of "no red apples"."""
    return " ".join((*phrase.adjectives, phrase.head)).lower()


def _denied(phrase: NounPhrase) -> bool:
    vague = phrase.pronoun or phrase.head.lower() in words("cast", "vague")
    named = phrase.head.lower() in words("staging", "things", "never")
    return phrase.negated and not vague and not named and phrase.category in _SEEN
