"""The pieces of the whole picture's prompt: style, scene, cast, things, how they stand."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from panelwright_tools.domain import Brief, BriefRegion, Relation, RelationKind
from panelwright_tools.prompting.counting_alike import several
from panelwright_tools.prompting.families import TextSide
from panelwright_tools.prompting.filling import Piece
from panelwright_tools.prompting.phrases import bare, ended_early, phrases, tells
from panelwright_tools.prompting.separation import separations
from panelwright_tools.prompting.styles import style_phrase
from panelwright_tools.prompting.subject import Sort, Subject, spoken
from panelwright_tools.prompting.tables import table
from panelwright_tools.prompting.wording import across, phrase, position, word

STYLE, CAST, WANTED, MUST, PLACE, SHOT, LIGHT, ACTION, THING, STANDING, APART, DETAIL, ROOM = range(
    13
)
"""What is kept first, where not everything has room."""
_ACTIONS: Final = frozenset[Sort]({"action", "deed", "meeting"})
_HOLDING: Final = frozenset({RelationKind.HOLDS, RelationKind.CARRIES})
_SIDEWAYS: Final = frozenset({RelationKind.LEFT_OF, RelationKind.RIGHT_OF})
_SCENE: Final = "the scene"


def scene_pieces(brief: Brief, told: Sequence[Subject], side: TextSide) -> list[Piece]:
    """Everything that the prompt of the whole picture should say, in the order of reading.

    Of a canvas with regions that is its theme and what reaches over half of it: the words that
    there is more don't take the room of these.
    """
    pieces = [*_scene(brief, side), *_wanted(brief, told, side)]
    pieces += _cast_and_things(brief, told, side)
    pieces += _standing(brief, told, side)
    pieces += _absent(brief, side)
    pieces += _room(brief)
    firm = (PLACE, THING) if brief.grid is not None and side.regions else ()
    return [replace(one, firm=one.firm or one.rank[0] in firm) for one in pieces if one.text]


def _scene(brief: Brief, side: TextSide) -> Iterator[Piece]:
    """Style and theme, once; then place, light and camera."""
    style = style_phrase(brief.style)
    yield Piece(style, (STYLE,), _SCENE, shorter=(spoken(brief.style, side),), firm=True)
    yield Piece(side.quality, (DETAIL, 2), _SCENE)
    seen = brief.grid is None and (brief.place is not None or bool(brief.regions))
    if seen:
        yield Piece(word("shots", brief.shot), (SHOT,), _SCENE)
        yield Piece(word("angles", brief.angle), (SHOT, 1), _SCENE)
    indoors = brief.place is not None and brief.place.indoors
    if brief.place is not None:
        place = spoken(brief.place.phrase, side) or spoken(brief.place.name, side)
        first = _first(place)
        shorter = dict.fromkeys((first, *ended_early(first)[-1:], spoken(brief.place.noun, side)))
        yield Piece(place, (PLACE,), _SCENE, shorter=tuple(shorter), whose="place")
    if seen:
        yield Piece(word("times", brief.time), (LIGHT,), _SCENE, whose="light")
        yield Piece("" if indoors else word("weathers", brief.weather), (LIGHT, 1), _SCENE)
        yield Piece(word("seasons", brief.season), (LIGHT, 2), _SCENE)
        yield Piece(word("falling", brief.falling), (LIGHT, 3), _SCENE)


def _wanted(brief: Brief, told: Sequence[Subject], side: TextSide) -> Iterator[Piece]:
    """What the brief's own prompt says beyond its regions, and all of it where there are none."""
    known = " ; ".join(
        text
        for item, one in zip(brief.regions, told, strict=True)
        for text in (one.name, item.region.phrase, item.region.prompt)
    )
    parts = phrases(spoken(brief.prompt, side))
    if not (parts or brief.regions or brief.place):
        yield Piece(phrase("empty" if brief.grid is None else "crowd"), (WANTED,), _SCENE)
    for part in parts:
        if not brief.regions or not tells(known, part):
            sentence = f"wanted {part}" if brief.grid is None else _SCENE
            yield Piece(part, (WANTED,), sentence, shorter=ended_early(part), whose="prompt")


def _cast_and_things(brief: Brief, told: Sequence[Subject], side: TextSide) -> Iterator[Piece]:
    """The cast, what the panel fails without, then the rest, the larger first.

    What somebody holds is told with who holds it; what is alike is told once, with its number.
    """
    held, said = _held(brief), set[object]()
    counts = Counter(_alike(item, one, brief, side)
                     for item, one in zip(brief.regions, told, strict=True)
                     if item.region.id not in held)  # fmt: skip
    for number, (item, one) in enumerate(zip(brief.regions, told, strict=True)):
        kind = _alike(item, one, brief, side)
        if kind in said or item.region.id in held:
            continue
        said.add(kind)
        must = any(thing.region.key for thing in brief.regions
                   if held.get(thing.region.id) == item.region.id)  # fmt: skip
        order = (-item.box.area, number) if brief.grid is None else (-number,)
        yield from _one(item, one, (*_importance(item), *order), counts[kind], must, side)


def _held(brief: Brief) -> dict[str, str]:
    """The things that somebody of the cast holds, by their id, and by whom."""
    cast = {item.region.id for item in brief.regions if item.character is not None}
    return {
        relation.target: relation.source
        for relation in brief.relations
        if relation.kind in _HOLDING and relation.source in cast and relation.target not in cast
    }


def _alike(item: BriefRegion, one: Subject, brief: Brief, side: TextSide) -> object:
    """Equal for regions that are told as one; of the cast only where places aren't told."""
    if brief.grid is not None or (item.character is not None and not side.regions):
        return one.id
    return (one.name, one.details) if item.character is not None else one.name


def _importance(item: BriefRegion) -> tuple[int]:
    return (CAST if item.character is not None else MUST if item.region.key else THING,)


def _one(
    item: BriefRegion,
    one: Subject,
    rank: tuple[float, ...],
    many: int,
    must: bool,
    side: TextSide,
) -> Iterator[Piece]:
    name = several(one.name, one.noun, many) if many > 1 else one.name
    where = "" if side.regions or many > 1 else position(item.box, item.region.depth)
    yield Piece(
        _placed(name, where, side),
        rank,
        one.id,
        shorter=tuple(dict.fromkeys((name, *one.shorter))),
        whose=one.id,
        firm=_importance(item) < (THING,),
    )
    for detail in one.details:
        if detail.sort in _ACTIONS:
            when = (MUST if must else ACTION, *rank)
            yield Piece(detail.text, when, one.id, about=one.id, whose=one.id)
        elif not side.regions or detail.sort == "constant":
            yield Piece(detail.text, (DETAIL, 1, *rank), one.id, about=one.id, whose=one.id)


def _placed(name: str, where: str, side: TextSide) -> str:
    """A subject with its place: a sentence begins with the place, a tag ends with it."""
    if not where:
        return name
    return f"{where}, {name}" if side.wording == "prose" else f"{name} {where}"


def called(brief: Brief, told: Sequence[Subject]) -> dict[str, str]:
    """How a sentence calls each region: `the girl`; more of its words where there are several."""
    nouns = Counter(one.noun for one in told)
    names: Mapping[str, Subject] = {one.id: one for one in told}
    return {
        item.region.id: f"the {bare(one.noun if nouns[one.noun] == 1 else _first(one.name))}"
        for item in brief.regions
        if (one := names[item.region.id])
    }


def _first(name: str) -> str:
    return next(iter(phrases(name)), name)


def _standing(brief: Brief, told: Sequence[Subject], side: TextSide) -> Iterator[Piece]:
    """What keeps neighbours apart; without regions, also how they stand to each other."""
    names, words = called(brief, told), table("wording")["relations"]
    if not side.regions:
        for number, relation in enumerate(brief.relations):
            if _placed_apart(relation, brief):
                continue
            ends = (relation.source, relation.target, relation.other or relation.target)
            if relation.kind in words and all(end in names for end in ends):
                source, target, other = (names[end] for end in ends)
                text = words[relation.kind].format(source=source, target=target, other=other)
                yield Piece(text, (STANDING, number), f"{source} {number}", whose=relation.source)
    for first, second, text in separations(brief, names, side.wording):
        yield Piece(text, (APART,), f"apart {first} {second}")


def _placed_apart(relation: Relation, brief: Brief) -> bool:
    """Whether it only says which of two is to the left, which their places say already."""
    boxes = {item.region.id: item.box for item in brief.regions}
    if relation.kind not in _SIDEWAYS or not {relation.source, relation.target} <= set(boxes):
        return False
    return across(boxes[relation.source]) != across(boxes[relation.target])


def _absent(brief: Brief, side: TextSide) -> Iterator[Piece]:
    """What must not be seen, for families that understand it and have no negative prompt."""
    if side.negative or not side.absence:
        return
    for number, text in enumerate(brief.avoid):
        yield Piece(
            phrase("absent").format(spoken(text, side)), (MUST, 1, number), "absent", whose="avoid"
        )


def _room(brief: Brief) -> Iterator[Piece]:
    """Quiet parts for balloons, where most of the reserved room is."""
    upper = sum(box.area for box in brief.reserved if box.centre[1] < 0.5)
    lower = sum(box.area for box in brief.reserved if box.centre[1] >= 0.5)
    if upper or lower:
        yield Piece(phrase("room", "top" if upper >= lower else "bottom"), (ROOM,), "room")
