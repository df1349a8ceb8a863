"""Pouring: the vessel that is tilted and what stands under its spout, where one is named or not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.floor import Floor, related
from panelwright.planning.embedded.implements import IMPLIED
from panelwright.planning.embedded.names import with_article
from panelwright.planning.embedded.props import HANDLED
from panelwright.planning.embedded.tables import table, words
from panelwright.planning.embedded.things import MOST_OF_A_KIND, Thing, thing_of
from panelwright_tools.domain import Relation
from panelwright_tools.language.document import Document, NounPhrase
from panelwright_tools.layout.sizes import size_of

_HANDY_M = 0.36
"""Height of what the other hand holds under the spout, at most."""


@dataclass(frozen=True)
class Pouring:
    """What one deed pours."""

    liquid: str
    vessel: str
    source: int | None
    """The phrase that names the vessel; None where it is understood."""
    goal: int | None
    """The phrase that names what it goes into or onto."""
    sentence: int


def pouring_of(document: Document, deed: Deed) -> Pouring | None:
    """`pours tea from a pot into a cup`, `waters the flowers`; None where nothing is poured."""
    event, phrases = deed.event, deed.sentence.noun_phrases
    if event.negated or event.passive or not event.happens or not event.subjects:
        return None
    number = document.sentences.index(deed.sentence)
    source = _hung(deed, "out_of")
    if event.verb == "pour" and event.objects:
        liquid, goal = phrases[event.objects[0]].head, _hung(deed, "onto")
    elif event.verb in words("staging", "pouring", "on_plants") and event.objects:
        liquid, goal = "water", event.objects[0]
        if phrases[goal].category != "plant":
            return None
    else:
        return None
    named = phrases[source] if source is not None else None
    onto = phrases[goal] if goal is not None else None
    vessel = _vessel(liquid, named, onto)
    return Pouring(liquid, vessel, source, goal, number) if vessel else None


def with_vessels(document: Document, deeds: Sequence[Deed], things: Sequence[Thing]) -> list[Thing]:
    """The things of a beat with the vessel and the goal of what is poured, for what is poured."""
    found = next((p for deed in deeds if (p := pouring_of(document, deed))), None)
    if found is None:
        return list(things)
    told = {found.source, found.goal}
    kept = [
        thing
        for thing in things
        if thing.noun != found.liquid and (thing.sentence, thing.phrase) not in _spots(found, told)
    ]
    text = f"{with_article(found.vessel)} of {found.liquid}"
    kept.append(Thing(IMPLIED, -1, (), found.vessel, text, 1, True, HANDLED))
    spot = (found.sentence, found.goal)
    known = next((thing for thing in things if (thing.sentence, thing.phrase) == spot), None)
    if known is not None:
        kept.append(replace(known, weight=HANDLED))
    elif found.goal is not None:
        sentence = document.sentences[found.sentence]
        goal = thing_of(sentence, found.sentence, found.goal, HANDLED, MOST_OF_A_KIND)
        if not any(document.entity(e).living for e in goal.entities):
            kept.append(replace(goal, weight=HANDLED))
    return kept


def of_pouring(
    document: Document, floor: Floor, deed: Deed, subjects: Sequence[str]
) -> Iterator[Relation]:
    """Who pours holds the vessel, and a cup under it; or stands by what they pour on."""
    found = pouring_of(document, deed)
    if found is None or not subjects:
        return
    vessels = [r for thing, r in floor.props if thing.noun == found.vessel]
    yield from (related("holds", subjects[0], region.id) for region in vessels[:1])
    goals = floor.find(document, deed.sentence, found.goal) if found.goal is not None else []
    for goal in goals[:1]:
        nouns = [region.noun for thing, region in floor.props if region.id == goal]
        plant = deed.sentence.noun_phrases[found.goal or 0].category == "plant"
        if nouns and not plant and size_of(nouns[0])[0] <= _HANDY_M:
            yield related("holds", subjects[0], goal)
        else:
            yield related("looks_at", subjects[0], goal)
            yield related("next_to", subjects[0], goal)


def _hung(deed: Deed, way: str) -> int | None:
    listed = words("staging", "pouring", way)
    found = [
        hung.phrase
        for hung in deed.event.prepositions
        if hung.preposition in listed
        and deed.sentence.noun_phrases[hung.phrase].tokens[0] > deed.event.token
    ]
    return found[0] if found else None


def _vessel(liquid: str, named: NounPhrase | None, onto: NounPhrase | None) -> str:
    """The vessel by its own name, or by what is in it."""
    usual: str = table("staging")["pouring"]["vessels"].get(liquid, "")
    if liquid == "water" and onto is not None and onto.category == "plant":
        usual = "watering can"
    if named is None or (named.head in words("staging", "pouring", "vague") and usual):
        return usual
    return f"{named.compound} {named.head}".strip().lower()


def _spots(found: Pouring, told: set[int | None]) -> set[tuple[int, int]]:
    return {(found.sentence, number) for number in told if number is not None}
