"""Finds how the subjects of a panel stand to each other and which way they face."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from panelwright.planning.embedded.acting import Deed
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.tables import index, table, words
from panelwright.planning.embedded.things import Thing, preposition_kind
from panelwright_tools.domain import Facing, Pose, Region, Relation, RelationKind
from panelwright_tools.language.document import Document, Event, NounPhrase, Sentence

_TOUCHING = frozenset(
    {
        RelationKind.HUGS,
        RelationKind.FIGHTS,
        RelationKind.RIDES,
        RelationKind.ON,
        RelationKind.INSIDE,
    }
)
_IN_HAND = frozenset({RelationKind.HOLDS, RelationKind.CARRIES, RelationKind.GIVES})
_HOLLOW = frozenset({"container", "vehicle", "building", "room", "furniture", "water", "artifact"})
_MOVING = frozenset({Pose.RUN, Pose.WALK, Pose.FLY, Pose.SWIM, Pose.RIDE, Pose.STEER})


@dataclass(frozen=True)
class Links:
    """The regions, turned to each other, and their relations."""

    regions: tuple[Region, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class _Floor:
    """Finds the regions of noun phrases."""

    cast: Cast
    figures: list[Region]
    props: list[tuple[Thing, Region]]

    def find(self, document: Document, sentence: Sentence, number: int) -> list[str]:
        """Ids of the regions that a noun phrase is drawn as."""
        phrase = sentence.noun_phrases[number]
        who = self.cast.of(*phrase.entities)
        if not who and phrase.category == "body":
            who = self.cast.of(*phrase.owner_entities)  # asleep on Bolt's head
        if who:
            return [region.id for region in self.figures if region.subject in who]
        found = [
            region.id for thing, region in self.props if self._is(document, sentence, number, thing)
        ]
        if not found and phrase.of is not None:
            return self.find(document, sentence, phrase.of)
        return found or self._holders(document, sentence, number)

    def _holders(self, document: Document, sentence: Sentence, number: int) -> list[str]:
        """What is under the lamp in "a bowl of apples under a lamp" is the bowl."""
        holders = [k for k, other in enumerate(sentence.noun_phrases) if other.of == number]
        return [
            region.id
            for thing, region in self.props
            for k in holders
            if self._is(document, sentence, k, thing)
        ]

    def _is(self, document: Document, sentence: Sentence, number: int, thing: Thing) -> bool:
        phrase: NounPhrase = sentence.noun_phrases[number]
        if thing.sentence < 0:
            return False
        if document.sentences[thing.sentence] is sentence and thing.phrase == number:
            return True
        return bool(set(phrase.entities) & set(thing.entities))


def add_relations(
    document: Document,
    cast: Cast,
    deeds: list[Deed],
    figures: list[Region],
    props: list[tuple[Thing, Region]],
    talkers: list[str],
) -> Links:
    """The regions with their relations: of deeds, of prepositions, of order."""
    floor = _Floor(cast, figures, props)
    found: list[Relation] = []
    for deed in deeds:
        found += _of_deed(document, floor, deed)
    for sentence in _sentences(document, deeds, props):
        found += _of_attached(document, floor, sentence)
    regions = _turned(figures, found, talkers) + [region for _, region in props]
    relations = _tidy(found + _in_order(figures, found))
    return Links(tuple(regions), tuple(relations))


def _sentences(
    document: Document, deeds: list[Deed], props: list[tuple[Thing, Region]]
) -> list[Sentence]:
    found: list[Sentence] = []
    for sentence in [deed.sentence for deed in deeds] + [
        document.sentences[thing.sentence] for thing, _ in props if thing.sentence >= 0
    ]:
        if not any(sentence is known for known in found):
            found.append(sentence)
    return found


def _of_deed(document: Document, floor: _Floor, deed: Deed) -> Iterator[Relation]:
    event, sentence = deed.event, deed.sentence
    if event.negated:
        return
    subjects = [r for n in event.subjects for r in floor.find(document, sentence, n)]
    objects = [r for n in event.objects for r in floor.find(document, sentence, n)]
    if subjects and not event.passive:
        yield from _of_verb(document, floor, deed, subjects, objects)
    for hung in event.prepositions:
        targets = floor.find(document, sentence, hung.phrase)
        placed = _placed(floor, event, subjects, objects, hung.preposition)
        if placed is subjects and not _fits(sentence, event, hung.preposition, hung.phrase):
            continue
        yield from _spatial(
            document, floor, sentence, placed, hung.preposition, hung.phrase, targets
        )


def _placed(
    floor: _Floor, event: Event, subjects: list[str], objects: list[str], preposition: str
) -> list[str]:
    """What a preposition places: the thing that is put there, else the one who acts."""
    if event.verb in words("staging", "things", "emptying"):
        return []
    things = bool(objects) and _is_prop(floor, objects[0])
    put = things and preposition in ("on", "onto", "in", "into", "inside", "on top of")
    if objects and (put or event.verb in words("staging", "things", "placing")):
        return objects
    return subjects


def _fits(sentence: Sentence, event: Event, preposition: str, number: int) -> bool:
    """Somebody is inside a box only when the verb says that one stays or goes there."""
    small = sentence.noun_phrases[number].category in ("container", "artifact", "food")
    within = preposition in ("in", "into", "inside")
    return not (small and within) or event.verb in words("staging", "things", "staying")


def _of_verb(
    document: Document, floor: _Floor, deed: Deed, subjects: list[str], objects: list[str]
) -> Iterator[Relation]:
    event, sentence = deed.event, deed.sentence
    kind = index("staging", "verbs").get(event.verb)
    through = {
        hung.preposition: floor.find(document, sentence, hung.phrase) for hung in event.prepositions
    }
    if kind == "gives" and objects:
        yield from _giving(floor, subjects[0], objects, through.get("to", []))
        return
    if objects and (taker := _into_hands(document, floor, deed)):
        yield _gift(subjects[0], objects[0], taker)
        return
    for preposition, target_kind in (("at", "looks_at"), ("to", "faces"), ("with", "faces")):
        for target in through.get(preposition, [])[:1]:
            if kind in (target_kind, "looks_at", "fights"):
                yield _relation(kind or target_kind, subjects[0], target)
    for _, vehicle in (p for p in floor.props if p[0].sentence < 0):
        if event.verb in table("staging")["vehicles"]:
            yield from (_relation("rides", rider, vehicle.id) for rider in subjects)
    if event.verb in ("sit", "ride", "climb", "get", "perch") and through.get("on"):
        yield _relation("rides" if event.verb == "ride" else "on", subjects[0], through["on"][0])
    with_things = [r for r in through.get("with", []) if _is_prop(floor, r)]
    for target in with_things[:2]:
        yield _relation(_for_thing(floor, "holds", target), subjects[0], target)
    if kind in ("holds", "carries") and _takes_hand(sentence, event):
        kind = "holds_hands"
    if kind is None and event.verb in words("props", "handling"):
        objects = [target for target in objects if _is_prop(floor, target)]
        kind = "next_to"
    if kind and objects:
        for target in objects[:3]:
            person = not _is_prop(floor, target)
            chosen = _for_person(kind, event) if person else _for_thing(floor, kind, target)
            if chosen:
                yield _relation(chosen, subjects[0], target)


def _takes_hand(sentence: Sentence, event: Event) -> bool:
    """`holds her hand`."""
    heads = {sentence.noun_phrases[n].head for n in event.objects}
    return bool(heads & {"hand", "paw"})


def _giving(floor: _Floor, giver: str, objects: list[str], to: list[str]) -> Iterator[Relation]:
    """The gift is a thing, the taker is not; without a thing to see they only face each other."""
    gifts = [target for target in objects if _is_prop(floor, target)]
    takers = to or [target for target in objects if _is_figure(floor, target)]
    if gifts:
        yield _gift(giver, gifts[0], takers)
    elif takers and takers[0] != giver:
        yield _relation("faces", giver, takers[0])


def _into_hands(document: Document, floor: _Floor, deed: Deed) -> list[str]:
    """`puts the key into her hand`: whose hand it is."""
    for hung in deed.event.prepositions:
        phrase = deed.sentence.noun_phrases[hung.phrase]
        if hung.preposition in ("in", "into", "onto") and phrase.head in words(
            "staging", "things", "hands"
        ):
            return floor.find(document, deed.sentence, hung.phrase)
    return []


def _for_person(kind: str, event: Event) -> str | None:
    """Holding someone is hugging; giving someone needs a thing; who shows or draws one looks on."""
    if kind == "holds" and event.verb not in words("staging", "things", "embracing"):
        return "faces"
    return {"holds": "hugs", "gives": "faces", "rides": "rides"}.get(kind, kind)


def _for_thing(floor: _Floor, kind: str, target: str) -> str:
    """Who opens a door stands beside it."""
    noun = next(region.noun for _, region in floor.props if region.id == target)
    fixed = noun.split()[-1] in words("staging", "things", "fixed")
    if kind == "fights":
        return "next_to"
    if kind in ("hugs", "holds_hands"):
        return "holds"
    return "next_to" if fixed and kind in ("holds", "carries", "gives") else kind


def _is_prop(floor: _Floor, region_id: str) -> bool:
    return any(region.id == region_id for _, region in floor.props)


def _gift(giver: str, gift: str, receivers: list[str]) -> Relation:
    receiver = receivers[0] if receivers and receivers[0] not in (giver, gift) else None
    if receiver is None:
        return _relation("holds", giver, gift)
    return Relation(kind=RelationKind.GIVES, source=giver, target=gift, other=receiver)


def _relation(kind: str, source: str, target: str) -> Relation:
    return Relation(kind=RelationKind(kind), source=source, target=target)


def _of_attached(document: Document, floor: _Floor, sentence: Sentence) -> Iterator[Relation]:
    """Relations of phrases that hang on a noun: "a cat on the roof"."""
    for number, phrase in enumerate(sentence.noun_phrases):
        if phrase.attached_to is None or phrase.negated:
            continue
        sources = floor.find(document, sentence, phrase.attached_to)
        targets = floor.find(document, sentence, number)
        if phrase.preposition == "with" and not _are_living(floor, sources):
            sources = _who_is_there(document, floor, sentence, phrase.attached_to) or sources
        living = _are_living(floor, sources)
        if phrase.preposition == "with" and living:
            for target in targets:
                if _is_prop(floor, target):
                    yield _relation(_for_thing(floor, "holds", target), sources[0], target)
            continue
        yield from _spatial(document, floor, sentence, sources, phrase.preposition, number, targets)


def _are_living(floor: _Floor, regions: list[str]) -> bool:
    return any(_is_figure(floor, region_id) for region_id in regions)


def _who_is_there(document: Document, floor: _Floor, sentence: Sentence, number: int) -> list[str]:
    """Who sits on the bench in "on the bench with a birdcage": the cage is theirs."""
    for event in sentence.events:
        if number in [hung.phrase for hung in event.prepositions]:
            found = [r for n in event.subjects for r in floor.find(document, sentence, n)]
            return found if _are_living(floor, found) else []
    return []


def _spatial(
    document: Document,
    floor: _Floor,
    sentence: Sentence,
    sources: list[str],
    preposition: str,
    number: int,
    targets: list[str],
) -> Iterator[Relation]:
    kind = preposition_kind(preposition)
    if kind is None or not sources or not targets:
        return
    if preposition in ("at", "to", "with") and _is_figure(floor, targets[0]):
        return
    if kind == "between":
        yield from _between(document, floor, sentence, sources, number, targets)
        return
    if kind == "inside" and sentence.noun_phrases[number].category not in _HOLLOW:
        kind = "next_to"
    leader_only = kind in ("next_to", "in_front_of", "behind") and _is_figure(floor, sources[0])
    if kind == "on" and sentence.noun_phrases[number].head in words("staging", "things", "borne"):
        kind = "rides" if _is_figure(floor, sources[0]) else kind
    for source in sources[:1] if leader_only else sources:
        if source not in targets and not _own_body(floor, sentence, number, source):
            yield _relation(kind, source, targets[0])


def _own_body(floor: _Floor, sentence: Sentence, number: int, source: str) -> bool:
    """The hat on her own head is worn; nobody stands beside their own feet."""
    phrase = sentence.noun_phrases[number]
    if phrase.category != "body":
        return False
    return _is_prop(floor, source)


def _is_figure(floor: _Floor, region_id: str) -> bool:
    return any(region.id == region_id for region in floor.figures)


def _between(
    document: Document,
    floor: _Floor,
    sentence: Sentence,
    sources: list[str],
    number: int,
    targets: list[str],
) -> Iterator[Relation]:
    others = list(targets[1:])
    for later in sentence.noun_phrases[number].coordinated:
        others += floor.find(document, sentence, later)
    for source in sources:
        if others and source not in (targets[0], others[0]):
            yield Relation(
                kind=RelationKind.BETWEEN, source=source, target=targets[0], other=others[0]
            )
        elif source != targets[0]:
            yield _relation("next_to", source, targets[0])


def _tidy(relations: list[Relation]) -> list[Relation]:
    """Each pair of regions once per kind, nothing with itself, no contradiction."""
    kept: list[Relation] = []
    for relation in relations:
        if relation.source == relation.target:
            continue
        pair = {relation.source, relation.target}
        same = [k for k in kept if {k.source, k.target} == pair]
        if any(k.kind == relation.kind for k in same) or len(same) >= 2:
            continue
        if relation.kind in _IN_HAND and any(
            k.kind in _IN_HAND and k.target == relation.target for k in kept
        ):
            continue  # it is in somebody's hands already
        kept.append(relation)
    return kept


def _in_order(figures: list[Region], found: list[Relation]) -> list[Relation]:
    """Characters stand in the order of the scene, unless the text says otherwise."""
    linked = {frozenset((r.source, r.target)) for r in found if r.kind in _placing()}
    order: list[Relation] = []
    leaders = [f for f in figures if f.id == f.subject]
    for left, right in pairwise(leaders):
        if frozenset((left.id, right.id)) not in linked:
            order.append(_relation("left_of", left.id, right.id))
    return order


def _placing() -> frozenset[RelationKind]:
    spatial = {
        RelationKind(k)
        for k in (
            "left_of", "right_of", "above", "below", "on", "under", "inside", "behind",
            "in_front_of", "between", "around", "rides", "carries",
        )
    }  # fmt: skip
    return frozenset(spatial)


def _turned(figures: list[Region], found: list[Relation], talkers: list[str]) -> list[Region]:
    """Figures turned to those they deal with; alone they face the reader or their way."""
    subjects = list(dict.fromkeys(figure.subject for figure in figures))
    place = {figure.id: number for number, figure in enumerate(figures)}
    turned: list[Region] = []
    for number, figure in enumerate(figures):
        facing = _facing(figure, number, place, found, len(subjects))
        turned.append(figure.model_copy(update={"facing": facing}))
    return turned


def _facing(
    figure: Region, number: int, place: dict[str, int], found: list[Relation], subjects: int
) -> Facing:
    for relation in found:
        other = _other_end(relation, figure.id)
        if other in place and other != figure.id:
            right = place[other] > number
            profile = relation.kind in _TOUCHING
            if profile:
                return Facing.PROFILE_RIGHT if right else Facing.PROFILE_LEFT
            return Facing.RIGHT if right else Facing.LEFT
    if subjects >= 2:
        return Facing.RIGHT if number < len(place) / 2 else Facing.LEFT
    if figure.pose in _MOVING:
        return Facing.RIGHT
    return Facing.FRONT if figure.pose in (Pose.STAND, None) else Facing.RIGHT


def _other_end(relation: Relation, region_id: str) -> str | None:
    if relation.source == region_id:
        return relation.other if relation.kind is RelationKind.GIVES else relation.target
    if relation.target == region_id or relation.other == region_id:
        return relation.source
    return None
