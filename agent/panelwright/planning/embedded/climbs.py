"""Puts those who climb on the rungs of the ladder that they climb, named or told of just before."""

from collections.abc import Sequence

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.floor import Floor, related
from panelwright.planning.embedded.tables import words
from panelwright.planning.embedded.things import Thing, thing_of
from panelwright_tools.domain import Pose, Region, Relation
from panelwright_tools.language.document import Document

_BACK = 2
"""Sentences in which the ladder is looked for."""
_WEIGHT = 1.6


def implied_ladder(
    document: Document, deeds: Sequence[Deed], things: Sequence[Thing]
) -> list[Thing]:
    """`They find a ladder. Sam climbs down.`: the ladder that no word of the deed names."""
    if not any(is_bare_climb(deed) for deed in deeds):
        return []
    if any(thing.noun.split()[-1] in words("staging", "things", "ladders") for thing in things):
        return []
    first = min(deed.sentence.span for deed in deeds if is_bare_climb(deed))
    numbers = [k for k, sentence in enumerate(document.sentences) if sentence.span < first]
    for number in reversed(numbers[-_BACK:]):
        for k, phrase in enumerate(document.sentences[number].noun_phrases):
            single = not (phrase.plural or phrase.negated)
            if single and phrase.head in words("staging", "things", "ladders"):
                return [thing_of(document.sentences[number], number, k, _WEIGHT, 1)]
    return []


def is_bare_climb(deed: Deed) -> bool:
    """`climbs down first`: up or down, and no word says what."""
    event, tokens = deed.event, deed.sentence.tokens
    way = tokens[event.token + 1].lower if event.token + 1 < len(tokens) else ""
    told = event.objects or event.prepositions
    climbs = event.verb in words("poses", "climb") and way in ("up", "down")
    return climbs and event.happens and not (event.negated or told)


def _climbs_ladder(deed: Deed) -> bool:
    """`climbs the ladder`, `climbs down the ladder`."""
    event, phrases = deed.event, deed.sentence.noun_phrases
    told = (*event.objects, *(hung.phrase for hung in event.prepositions))
    real = event.happens and event.verb in words("poses", "climb")
    return real and any(phrases[n].head in words("staging", "things", "ladders") for n in told)


def climbing(
    document: Document, floor: Floor, deeds: Sequence[Deed], figures: list[Region]
) -> tuple[list[Region], list[Relation]]:
    """Those who climb are on the ladder of the picture."""
    ladders = [
        region.id
        for thing, region in floor.props
        if thing.noun.split()[-1] in words("staging", "things", "ladders")
    ]
    up = [
        who
        for deed in deeds
        if is_bare_climb(deed) or _climbs_ladder(deed)
        for number in deed.event.subjects
        for who in floor.find(document, deed.sentence, number)
    ]
    if len(ladders) != 1:
        return figures, []
    posed = [f.model_copy(update={"pose": Pose.CLIMB}) if f.id in up else f for f in figures]
    return posed, [related("on", who, ladders[0]) for who in up]
