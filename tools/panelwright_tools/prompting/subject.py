"""What a region shows, in phrases: who or what it is, how it looks, what it does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from panelwright_tools.domain import Brief, BriefRegion, Facing, Relation, RelationKind
from panelwright_tools.prompting.counting_alike import counted_as, described
from panelwright_tools.prompting.families import TextSide
from panelwright_tools.prompting.looks import look_phrases
from panelwright_tools.prompting.phrases import bare, clean, ended_early, phrases, rejoined, tells
from panelwright_tools.prompting.quoting import without_quotes
from panelwright_tools.prompting.tables import table
from panelwright_tools.prompting.wording import phrase, word

Sort = Literal[
    "trigger", "constant", "action", "pose", "deed", "meeting", "look", "face", "facing", "apart"
]
"""`trigger` is what a LoRA is called by; `deed` is done to a thing, `meeting` with somebody else;
`pose` is what a meeting says too."""
_LOOKING: Final = frozenset({RelationKind.LOOKS_AT, RelationKind.FACES})


@dataclass(frozen=True)
class Detail:
    """A phrase that belongs to a subject."""

    sort: Sort
    text: str


@dataclass(frozen=True)
class Subject:
    """One region in phrases, none of which says what another one says."""

    id: str
    name: str
    """Who or what it is, with the look: `a red-haired girl in a yellow raincoat`."""
    noun: str
    shorter: tuple[str, ...]
    """The name in fewer words: its first phrase, less of it, the noun with its number and one word
    that describes it, the noun with its number, the kind."""
    details: tuple[Detail, ...]


def subjects(brief: Brief, side: TextSide) -> tuple[Subject, ...]:
    """Every region of a brief in phrases that the family can be told."""
    items = {item.region.id: item for item in brief.regions}
    return tuple(_subject(item, items, brief.relations, side) for item in brief.regions)


def spoken(text: str, side: TextSide) -> str:
    """A text as the family can be told it: without quoted words where it can't paint letters."""
    return clean(text if side.quoted else without_quotes(text))


def _subject(
    item: BriefRegion,
    items: dict[str, BriefRegion],
    relations: Sequence[Relation],
    side: TextSide,
) -> Subject:
    name = _name(item, side)
    told, details = name, []
    for detail in _details(item, items, relations, side):
        if detail.text and not tells(told, detail.text):
            details.append(detail)
            told = rejoined([told, detail.text])
    noun = _noun(item, side)
    kind = item.character.kind.value if item.character is not None else noun
    first = next(iter(phrases(name)), name)
    ends = ended_early(first)
    least = (described((first, *ends)[-1], noun), counted_as(first, noun), counted_as(first, kind))
    fewer = dict.fromkeys((first, *ends, *least))
    shorter = tuple(one for one in fewer if one not in (name, bare(name)))
    return Subject(item.region.id, name, noun, shorter, tuple(details))


def _name(item: BriefRegion, side: TextSide) -> str:
    """The region's phrase, with what the character's own phrase says beyond it."""
    region, character = item.region, item.character
    own = spoken(region.phrase, side)
    lasting = spoken(character.phrase, side) if character is not None else ""
    if not lasting or tells(own, lasting):
        return own or _noun(item, side)
    if not own or tells(lasting, own) or (character and own == clean(character.name)):
        return lasting
    untold = [part for part in phrases(own) if not tells(lasting, part)]
    return rejoined([lasting, *untold])


def _noun(item: BriefRegion, side: TextSide) -> str:
    kind = item.character.kind.value if item.character is not None else phrase("thing")
    return spoken(item.region.noun, side) or kind


def _details(
    item: BriefRegion,
    items: dict[str, BriefRegion],
    relations: Sequence[Relation],
    side: TextSide,
) -> Iterator[Detail]:
    region, character = item.region, item.character
    if character is not None:
        yield from (Detail("trigger", clean(lora.words)) for lora in character.loras)
        yield from (Detail("constant", spoken(one, side)) for one in character.constant)
    deeds = tuple(_deeds(item, items, relations, side))
    yield from _actions(item, deeds, side)
    yield from deeds
    if character is not None:
        yield from (
            Detail("look", text) for text in look_phrases(character.look, _noun(item, side))
        )
        yield Detail("face", word("faces", region.face))
    yield from _facings(item, relations)
    if item.apart:
        yield Detail("apart", phrase("apart", "one"))


def _actions(item: BriefRegion, deeds: Sequence[Detail], side: TextSide) -> Iterator[Detail]:
    """What the region's prompt says beyond the name; where it is silent, the pose.

    What a deed says as well is left to it, but in the region's own words, which name nobody else.
    """
    region, name = item.region, _name(item, side)
    parts = [part for part in phrases(spoken(region.prompt, side)) if not tells(name, part)]
    feeling = region.face.value if region.face is not None else None
    felt = [part for part in parts if feeling is not None and part.lower().startswith(feeling)]
    acts = [part for part in parts if part not in felt]
    if not acts and item.character is not None:
        acts = [word("poses", region.pose)]
    for act in acts:
        by = {deed.sort for deed in deeds if tells(deed.text, act)}
        if "deed" not in by:
            yield Detail("pose" if by else "action", act)
    yield from (Detail("face", part) for part in felt)


def _deeds(
    item: BriefRegion,
    items: dict[str, BriefRegion],
    relations: Sequence[Relation],
    side: TextSide,
) -> Iterator[Detail]:
    deeds, told = table("wording")["deeds"], spoken(item.region.prompt, side)
    for relation in relations:
        target = items.get(relation.target)
        if relation.source != item.region.id or target is None or relation.kind not in deeds:
            continue
        if tells(told, _noun(target, side)):
            continue
        somebody = target.character is not None
        called = f"the {_noun(target, side)}" if somebody else _name(target, side)
        sort: Sort = "meeting" if somebody else "deed"
        yield Detail(sort, deeds[relation.kind].format(called))


def _facings(item: BriefRegion, relations: Sequence[Relation]) -> Iterator[Detail]:
    """Which way a character is turned, where nothing that it looks at says so."""
    looks = any(one.source == item.region.id and one.kind in _LOOKING for one in relations)
    if item.character is None or (looks and item.region.facing is not Facing.BACK):
        return
    yield Detail("facing", word("facings", item.region.facing))
