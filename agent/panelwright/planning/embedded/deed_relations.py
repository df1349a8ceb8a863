"""Finds how the deeds of a panel join its subjects: who holds, gives, rides or faces what."""

from collections.abc import Iterator, Mapping

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.deed_places import by_preposition
from panelwright.planning.embedded.floor import Floor, is_figure, is_prop, related
from panelwright.planning.embedded.giving import given
from panelwright.planning.embedded.implements import of_tool
from panelwright.planning.embedded.letting_go import (
    flight_of,
    lets_go,
    of_letting_go,
    of_loss,
)
from panelwright.planning.embedded.loads import bearers, is_load_of, is_shouldered, middle_of
from panelwright.planning.embedded.perches import is_perch, top_of
from panelwright.planning.embedded.pouring import of_pouring, pouring_of
from panelwright.planning.embedded.roles import participants
from panelwright.planning.embedded.spatial import for_thing
from panelwright.planning.embedded.tables import index, table, words
from panelwright.planning.embedded.vehicles import works_gear
from panelwright_tools.domain import Relation
from panelwright_tools.language.document import Document, Event, Sentence
from panelwright_tools.layout.tables import has_trait


def of_deed(document: Document, floor: Floor, deed: Deed) -> Iterator[Relation]:
    """The relations that a deed makes: who holds, gives, rides or faces whom and what."""
    event, sentence = deed.event, deed.sentence
    if event.negated:
        return
    subjects = [r for n in event.subjects for r in floor.find(document, sentence, n)]
    others = [n for n in event.objects if not _is_own_body(deed, n)]
    objects = [r for n in others for r in floor.find(document, sentence, n)]
    if subjects and (taken_up := _onto_body(document, floor, deed, objects)):
        yield from (related("rides", rider, middle_of(subjects)) for rider in taken_up)
        return
    if subjects and not event.passive:
        yield from of_tool(floor, deed, subjects)
        if pouring_of(document, deed) is not None:
            yield from of_pouring(document, floor, deed, subjects)
            return
        yield from _of_verb(document, floor, deed, subjects, objects)
    if subjects:
        yield from (related("on", subjects[0], perch) for perch in _perches(document, floor, deed))
    yield from _reciprocal(document, sentence, event, subjects)
    for hung in event.prepositions:
        yield from by_preposition(document, floor, deed, hung, subjects, objects)


def _perches(document: Document, floor: Floor, deed: Deed) -> Iterator[str]:
    """`watched from the roof of the stall`: the stall that bears who does this."""
    tops = set(participants(deed.event))
    borne = {deed.sentence.noun_phrases[top].of for top in tops}
    for number in sorted(place for place in borne if place is not None):
        if is_perch(deed.sentence, number) and top_of(deed.sentence, number) in tops:
            yield from floor.find(document, deed.sentence, number)[:1]


def _reciprocal(
    document: Document, sentence: Sentence, event: Event, subjects: list[str]
) -> Iterator[Relation]:
    """`Two owls flew into each other`: they are face to face."""
    told = (*event.objects, *(hung.phrase for hung in event.prepositions))
    heads = {document.words(sentence.noun_phrases[n].span).lower() for n in told}
    if len(subjects) == 2 and heads & {"each other", "one another"}:
        yield related("faces", subjects[0], subjects[1])
        yield related("next_to", subjects[0], subjects[1])


def _onto_body(document: Document, floor: Floor, deed: Deed, objects: list[str]) -> list[str]:
    """`lifted the donkey onto one shoulder and the knight onto the other`: whom they carry now."""
    phrases, riders = deed.sentence.noun_phrases, [r for r in objects if is_figure(floor, r)]
    for hung in deed.event.prepositions:
        phrase = phrases[hung.phrase]
        if hung.preposition not in ("on", "onto") or phrase.head not in words(
            "staging", "things", "borne"
        ):
            continue
        if phrase.owner_entities and not _owned_by_doer(deed, hung.phrase):
            return []
        others = [r for k in phrase.coordinated for r in floor.find(document, deed.sentence, k)]
        return riders + [r for r in others if is_figure(floor, r)] if riders else []
    return []


def _is_own_body(deed: Deed, number: int) -> bool:
    """`They lifted their heads`: nobody else is lifted."""
    body = deed.sentence.noun_phrases[number].category == "body"
    return body and _owned_by_doer(deed, number)


def _owned_by_doer(deed: Deed, number: int) -> bool:
    phrases = deed.sentence.noun_phrases
    doers = {entity for n in deed.event.subjects for entity in phrases[n].entities}
    return bool(doers & set(phrases[number].owner_entities))


def _of_verb(
    document: Document, floor: Floor, deed: Deed, subjects: list[str], objects: list[str]
) -> Iterator[Relation]:
    """What the verb itself says of those who act and of what it is done to."""
    event = deed.event
    if lets_go(event) and any(is_prop(floor, target) for target in objects):
        yield from of_letting_go(document, floor, deed, subjects, objects)
        return
    if flight_of(event) is not None and not objects:
        yield from of_loss(document, floor, deed, [s for s in subjects if is_prop(floor, s)])
    through = {
        hung.preposition: floor.find(document, deed.sentence, hung.phrase)
        for hung in event.prepositions
    }
    kind = index("staging", "verbs").get(event.verb)
    gifts = given(document, floor, deed, subjects[0], objects, through.get("to", []))
    if gifts is not None:
        yield from gifts
        return
    yield from _turned_to(kind, subjects[0], through)
    if event.verb in words("staging", "things", "shooting"):  # what is aimed at is looked at
        yield from (related("looks_at", subjects[0], one) for one in through.get("at", [])[:1])
    yield from _looked_through(floor, subjects[0], through.get("through", []))
    yield from _ridden(floor, deed, subjects, through.get("on", []))
    yield from _had_with(floor, subjects[0], through.get("with", []))
    yield from _done_to(floor, deed, kind, subjects, objects)


def _turned_to(
    kind: str | None, subject: str, through: Mapping[str, list[str]]
) -> Iterator[Relation]:
    """`looks at the map`, `talks to Bolt`, `fights with a dragon`: whom one turns to."""
    for preposition, usual in (("at", "looks_at"), ("to", "faces"), ("with", "faces")):
        if kind in (usual, "looks_at", "fights"):
            yield from (related(kind, subject, one) for one in through.get(preposition, [])[:1])


def _looked_through(floor: Floor, subject: str, seen: list[str]) -> Iterator[Relation]:
    """`looks through her telescope`: it is at the eye; a window is not."""
    optics = words("staging", "things", "optics")
    found = [region.id for thing, region in floor.props if thing.noun.split()[-1] in optics]
    yield from (related("holds", subject, one) for one in seen if one in found)


def _ridden(
    floor: Floor, deed: Deed, subjects: list[str], bearing: list[str]
) -> Iterator[Relation]:
    """`They drive`, in a vehicle that was there before; `sits on the wall`."""
    event = deed.event
    if event.verb in table("staging")["vehicles"] or works_gear(deed.sentence, event):
        vehicles = [region for phrase, region in floor.props if phrase.sentence < 0]
        yield from (related("rides", who, one.id) for one in vehicles for who in subjects)
    if event.verb in ("sit", "ride", "climb", "get", "perch") and bearing:
        yield related("rides" if event.verb == "ride" else "on", subjects[0], bearing[0])


def _had_with(floor: Floor, subject: str, targets: list[str]) -> Iterator[Relation]:
    """`comes with a lantern`: it is held."""
    things = [target for target in targets if is_prop(floor, target)]
    yield from (related(for_thing(floor, "holds", one), subject, one) for one in things[:2])


def _done_to(
    floor: Floor, deed: Deed, kind: str | None, subjects: list[str], objects: list[str]
) -> Iterator[Relation]:
    """What the verb makes of its objects, where it makes anything of them."""
    event, things = deed.event, [target for target in objects if is_prop(floor, target)]
    if kind in ("holds", "carries") and _takes_hand(deed.sentence, event):
        kind = "holds_hands"
    if kind is None and event.verb in words("staging", "things", "catching"):
        caught = [target for target in objects if target in things or _is_prey(floor, target)]
        yield from (related("holds", subjects[0], target) for target in caught[:1])
        return
    if kind is None and event.verb in words("props", "handling"):
        mended = event.verb in words("staging", "things", "mending")
        loads = [t for t in things if is_load_of(floor, t)]
        kind, objects = ("holds", loads) if mended and loads else ("next_to", things)
    if kind is None:
        return
    hoists = event.verb in words("staging", "things", "hoisting")
    for target in objects[:3]:
        if hoists and is_shouldered(floor, subjects, target):
            yield related("rides", target, middle_of(subjects))
            continue
        chosen = _kind_for(floor, event, kind, target)
        if chosen:
            for who in bearers(floor, subjects, target):
                yield related(chosen, who, target)


def _kind_for(floor: Floor, event: Event, kind: str, target: str) -> str | None:
    """A relation as it suits a thing, somebody, or what somebody eats."""
    if kind == "holds" and _is_morsel(floor, target):
        return kind
    return for_thing(floor, kind, target) if is_prop(floor, target) else _for_person(kind, event)


def _is_morsel(floor: Floor, target: str) -> bool:
    """The fish that somebody eats or holds up is in the hand, not in the arms."""
    nouns = [region.noun for region in floor.figures if region.id == target]
    return bool(nouns) and has_trait(nouns[0], "morsels")


def _is_prey(floor: Floor, target: str) -> bool:
    """What beak, jaws or hands hold when they have caught it."""
    nouns = [region.noun for region in floor.figures if region.id == target]
    return bool(nouns) and nouns[0].split()[-1] in words("staging", "things", "prey")


def _takes_hand(sentence: Sentence, event: Event) -> bool:
    """`holds her hand`."""
    heads = {sentence.noun_phrases[n].head for n in event.objects}
    return bool(heads & {"hand", "paw"})


def _for_person(kind: str, event: Event) -> str | None:
    """Holding someone is hugging; giving someone needs a thing; who shows or draws one looks on."""
    if kind == "holds" and event.verb not in words("staging", "things", "embracing"):
        return "faces"
    return {"holds": "hugs", "gives": "faces", "rides": "rides"}.get(kind, kind)
