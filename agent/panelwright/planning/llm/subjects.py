"""Turns the subjects that a model drafted for a panel into regions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from panelwright.planning.embedded.describe import noun_for
from panelwright.planning.embedded.names import slug, unique
from panelwright.planning.embedded.prompts import region_prompt
from panelwright.planning.embedded.tables import words
from panelwright.planning.llm.drafts import SubjectDraft
from panelwright.planning.llm.names import Key, Roster, called, common_nouns, key_of
from panelwright.planning.llm.things import ThingNamed, is_worn, thing_named
from panelwright.planning.llm.wording import (
    Side,
    nearest_depth,
    nearest_face,
    nearest_facing,
    nearest_pose,
    nearest_side,
)
from panelwright_tools.domain import Character, Face, Kind, Place, Pose, Region
from panelwright_tools.layout.sizes import told_size
from panelwright_tools.layout.tables import has_trait

MOST = 24
"""Subjects that a panel keeps of those that a model lists."""
KEY_DEPTH, OTHER_DEPTH, SKY_DEPTH = 0.3, 0.45, 0.95
SPOT_WORDS = 3


@dataclass(frozen=True)
class Subject:
    """A region with what the draft said of it."""

    region: Region
    keys: frozenset[Key]
    """What relations may call it."""
    side: Side | None = None
    box: tuple[float, ...] | None = None
    """As the model gave it."""


def subjects_of(
    drafts: Sequence[SubjectDraft], roster: Roster, near: Collection[str], place: Place | None
) -> list[Subject]:
    """The subjects in the order of the drafts; what can't be drawn or is the place is left out.

    `near` are ids of characters who are there, for names that may mean several.
    """
    cast = {character.id: character for character in roster.cast}
    found: list[Subject] = []
    for draft in drafts:
        taken = [subject.region.id for subject in found]
        who = roster.find_all(draft.name, near)
        if who:
            seen = {subject.region.subject for subject in found}
            fresh = [name for name in who if name not in seen or _is_sort(cast[name])]
            found += [_figure(draft, cast[name], taken, len(who) == 1) for name in fresh]
        else:
            worn = tuple(cast[s.region.subject] for s in found if s.region.subject)
            found += _things(draft, worn, taken, place)
    return found[:MOST]


def standing(character: Character, key: bool = False) -> SubjectDraft:
    """The draft of somebody who is only there."""
    return SubjectDraft(name=character.name, important=key)


def _is_sort(character: Character) -> bool:
    """`guard`: there may be several, and Mina is one."""
    return character.name.islower()


def _figure(
    draft: SubjectDraft, character: Character, taken: Sequence[str], alone: bool
) -> Subject:
    pose = nearest_pose(draft.doing) or Pose.STAND
    face = nearest_face(draft.feeling) or Face.NEUTRAL
    names = (character.name, *character.aliases)
    noun = noun_for(character.look, character.kind, common_nouns(names))
    depth = nearest_depth(draft.depth)
    region_id = unique(character.id, taken)
    phrase = character.phrase or noun
    region = Region(
        id=region_id,
        subject=character.id,
        noun=noun if character.kind is Kind.PERSON else character.look.species,
        phrase=phrase,
        prompt=region_prompt(phrase, pose, face, None),
        depth=depth if depth is not None else KEY_DEPTH if draft.important else OTHER_DEPTH,
        pose=pose,
        face=face,
        facing=nearest_facing(draft.facing),
        spot=_spot(draft.spot),
        key=draft.important,
    )
    keys = {key_of(draft.name), key_of(region_id), *map(key_of, names)}
    return Subject(region, frozenset(keys), nearest_side(draft.where), _numbers(draft, alone))


def _things(
    draft: SubjectDraft, people: tuple[Character, ...], taken: Sequence[str], place: Place | None
) -> list[Subject]:
    thing = thing_named(draft.name, draft.phrase)
    if thing is None or is_worn(thing.noun, people) or _is_place(thing, draft, place):
        return []
    found: list[Subject] = []
    for _ in range(thing.count):
        ids = [*taken, *(subject.region.id for subject in found)]
        found.append(_thing(draft, thing, unique(slug(thing.noun, "thing"), ids)))
    return found


def _thing(draft: SubjectDraft, thing: ThingNamed, region_id: str) -> Subject:
    depth = nearest_depth(draft.depth)
    if depth is None:
        depth = SKY_DEPTH if has_trait(thing.noun, "sky") else 0.5
    region = Region(
        id=region_id,
        noun=thing.noun,
        phrase=thing.phrase,
        prompt=thing.phrase,
        depth=depth,
        size=min(max(told_size(thing.phrase, thing.noun), 0.1), 10.0),
        key=draft.important,
    )
    keys = {key_of(draft.name), key_of(region_id), key_of(thing.noun), key_of(thing.phrase)}
    side = nearest_side(draft.where)
    return Subject(region, frozenset(keys), side, _numbers(draft, thing.count == 1))


def _is_place(thing: ThingNamed, draft: SubjectDraft, place: Place | None) -> bool:
    """The picture shows the place anyway."""
    if place is None:
        return False
    return thing.noun == place.noun or key_of(called(draft.name)) == key_of(place.name)


def _spot(text: str) -> str:
    """The part of the place, if it is one that painters know: `window`."""
    listed = words("staging", "spots", "on") | words("staging", "spots", "at")
    key = key_of(text)
    for length in range(min(SPOT_WORDS, len(key)), 0, -1):
        for start in range(len(key) - length + 1):
            noun = key[start : start + length]
            if "-".join(noun) in listed:
                return " ".join(noun)
    return ""


def _numbers(draft: SubjectDraft, alone: bool) -> tuple[float, ...] | None:
    """One box for several says nothing about where each is."""
    return tuple(draft.box) if draft.box is not None and alone else None
