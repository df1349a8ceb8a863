"""Reads what a sentence of a request tells of a picture, by the rules that plan from prose."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from panelwright.planning.edits import AddRegion, AddRelation, Edit, RemoveRelation, SetRegion
from panelwright.planning.embedded.names import unique
from panelwright.planning.embedded.tables import table, words
from panelwright.planning.planner import PlanWishes
from panelwright.planning.requests.figures import figure
from panelwright.planning.requests.finding import first_names, known_cast, regions_called
from panelwright_tools.domain import (
    Character,
    Face,
    Panel,
    Pose,
    Region,
    Relation,
    RelationKind,
    Story,
    UserError,
)

_EVERYONE: Final = re.compile(r"\b(?:everyone|everybody|they(?: all)?|all of them|both)\b", re.I)
_LONGEST: Final = 300
"""Characters of a sentence; what people ask for is short."""
_STANDING: Final = re.compile(r"\b(?:stands?|standing|gets? up)\b", re.I)
_SIDES: Final = frozenset({RelationKind.LEFT_OF, RelationKind.RIGHT_OF})


@dataclass(frozen=True)
class Scene:
    """What a sentence tells, with the ids of the story's cast."""

    panel: Panel
    named: tuple[str, ...]
    """Ids of the characters that the sentence names."""
    unread: tuple[str, ...] = ()
    """Words of it that are neither deeds nor in the picture."""

    @property
    def is_whole(self) -> bool:
        """Whether all who and what is named is in the picture."""
        return bool(self.named) and self.shows_all_named and not self.unread

    @property
    def shows_all_named(self) -> bool:
        """Whether all of the cast who are named are in the picture; nobody may be."""
        return {region.subject for region in self.panel.regions}.issuperset(self.named)

    @property
    def has_ties(self) -> bool:
        """Whether one has to do with another, more than standing left or right of it."""
        return any(relation.kind not in _SIDES for relation in self.panel.relations)

    def tells(self, sentence: str) -> bool:
        """Whether it says more than that somebody is there."""
        regions = self.panel.regions
        return (
            any(region.subject is None for region in regions)
            or any(any(_acting(region, sentence)) for region in regions)
            or self.has_ties
        )

    def with_figure(self, who: Character, pose: Pose | None, face: Face | None) -> "Scene":
        """The same with somebody in it of whom it tells no deed: Mina asleep."""
        new = figure(who, self.panel)
        new = new.model_copy(update={"pose": pose or new.pose, "face": face or new.face})
        panel = self.panel.model_copy(update={"regions": (*self.panel.regions, new)})
        return replace(self, panel=panel)


def scene_told(story: Story, sentence: str, present: Sequence[str] = ()) -> Scene | None:
    """The picture that a sentence tells; `present` are the ids of those whom `everyone` means.

    None when it can't be read as prose. Raises UserError when it names a stranger.
    """
    if len(sentence) > _LONGEST:
        return None
    from panelwright.planning.embedded import EmbeddedPlanner

    names = _names(story.cast)
    called = {name: character for character, name in names.items()}
    text = _EVERYONE.sub(_row([names[who] for who in present if who in names]), sentence)
    for pattern, character in _mentions(story.cast):
        text = pattern.sub(names[character.id], text)
    try:
        told = EmbeddedPlanner().plan(f"{text.rstrip('.!')}.", PlanWishes(panels=1))
    except UserError:
        return None
    for one in told.cast:
        if one.name not in called and one.name[:1].isupper():
            raise UserError(
                f"there is no character {one.name!r} in this story; its cast is "
                f"{known_cast(story)}: add a character called {one.name} first."
            )
    ids = {one.id: called[one.name] for one in told.cast if one.name in called}
    named = tuple(who for name, who in called.items() if re.search(rf"\b{name}\b", text))
    seen = told.panels[0]
    return Scene(_of_the_cast(seen, ids, story), named, _unread(text, seen, called))


def _unread(text: str, seen: Panel, names: Iterable[str]) -> tuple[str, ...]:
    """Words that no rule made anything of: objects that were dropped, and no words at all."""
    known = words("rewordings", "fillers", "words") | words("rewordings", "fillers", "links")
    known |= {name.lower() for name in names} | words("rewordings", "fillers", "bodies")
    for region in seen.regions:
        known |= set(re.findall(r"\w+", f"{region.noun} {region.phrase}".lower()))
    tokens = re.findall(r"\w+", text.lower())
    return tuple(
        token
        for before, token in pairwise(["", *tokens])
        if token not in known
        and (before in words("rewordings", "fillers", "articles") or not _may_be_deed(token))
    )


def _may_be_deed(token: str) -> bool:
    """A verb, or how somebody is or does it."""
    from lemminflect import getLemma

    kinds = ("VERB", "ADJ", "ADV")
    return any(getLemma(token, kind, lemmatize_oov=False) for kind in kinds)


def _names(cast: Sequence[Character]) -> dict[str, str]:
    """A plain first name for each, so that robots and cats are read as those who act."""
    pools = {kind: iter(names.split()) for kind, names in table("rewordings")["names"].items()}
    found: dict[str, str] = {}
    for character in cast:
        pool = pools["feminine" if character.look.gender == "feminine" else "other"]
        name = next(pool, None)
        if name is not None:
            found[character.id] = name
    return found


def _mentions(cast: Sequence[Character]) -> Iterator[tuple[re.Pattern[str], Character]]:
    """Words that mean somebody of the cast, the longest first."""
    found = [(re.escape(first), who) for first, who in first_names(cast).items()]
    for character in cast[: _most()]:
        found.append((rf"(?:the )?{re.escape(character.name)}", character))
        others = {*character.aliases, character.look.species} - {"human", ""}
        found += [(rf"(?:the )?{re.escape(other)}" if other[0].isupper() else
                   rf"the {re.escape(other.removeprefix('the '))}", character)
                  for other in sorted(others)]  # fmt: skip
    for said, character in sorted(found, key=lambda one: -len(one[0])):
        yield re.compile(rf"\b{said}\b", re.I), character


def _most() -> int:
    return min(len(names.split()) for names in table("rewordings")["names"].values())


def _row(names: Sequence[str]) -> str:
    if not names:
        return "everyone"
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _of_the_cast(panel: Panel, ids: Mapping[str, str], story: Story) -> Panel:
    """The panel with the cast of the story; whoever is not of it is a thing."""
    regions: list[Region] = []
    moved: dict[str, str] = {}
    for told in panel.regions:
        who = ids.get(told.subject or "")
        taken = [region.id for region in regions]
        if who is not None:
            character = story.character(who)
            new = figure(character, panel.model_copy(update={"regions": tuple(regions)}))
            new = new.model_copy(
                update={"pose": told.pose, "face": told.face, "facing": told.facing}
            )
        else:
            new = told.model_copy(update={"subject": None, "id": unique(told.id, taken)})
        moved[told.id] = new.id
        regions.append(new)
    relations = tuple(
        relation.model_copy(
            update={
                "source": moved[relation.source],
                "target": moved[relation.target],
                "other": moved[relation.other] if relation.other is not None else None,
            }
        )
        for relation in panel.relations
    )
    return panel.model_copy(update={"regions": tuple(regions), "relations": relations})


def scene_edits(panel: Panel, scene: Scene, sentence: str) -> list[Edit]:
    """The edits that have a panel show what a sentence tells of it, beside what it shows."""
    there: dict[str, str] = {}
    found: list[Edit] = []
    for told in scene.panel.regions:
        known = _known(panel, told)
        if known is None:
            new = told.model_copy(update={"id": _free(told.id, panel, there)})
            found.append(AddRegion(panel=panel.id, region=new))
            there[told.id] = new.id
            continue
        there[told.id] = known.id
        pose, face = _acting(told, sentence)
        if pose is not None or face is not None:
            found.append(SetRegion(panel=panel.id, region=known.id, pose=pose, face=face))
    sided = re.search(r"\b(?:left|right)\b", sentence, re.I) is not None
    for relation in scene.panel.relations:
        if relation.kind not in _SIDES or sided:
            other = there[relation.other] if relation.other is not None else None
            found += tied(
                panel, relation.kind, there[relation.source], there[relation.target], other
            )
    return found


def _known(panel: Panel, told: Region) -> Region | None:
    if told.subject is not None:
        return next((r for r in panel.regions if r.subject == told.subject), None)
    return next((r for r in panel.regions if r.subject is None and r.noun == told.noun), None)


def _free(wanted: str, panel: Panel, there: Mapping[str, str]) -> str:
    return unique(wanted, [*(region.id for region in panel.regions), *there.values()])


def _acting(told: Region, sentence: str) -> tuple[Pose | None, Face | None]:
    """What the sentence tells; standing with a plain face is what it leaves open."""
    stands = told.pose is Pose.STAND and not _STANDING.search(sentence)
    return (None if stands else told.pose, None if told.face is Face.NEUTRAL else told.face)


def tied(
    panel: Panel, kind: RelationKind, source: str, target: str, other: str | None = None
) -> list[Edit]:
    """Edits that tie two subjects so, and take back what says otherwise of them."""
    wanted = Relation(kind=kind, source=source, target=target, other=other)
    if wanted in panel.relations:
        return [AddRelation(panel=panel.id, relation=wanted)]  # it stands so already
    gone = [n for n, old in enumerate(panel.relations) if _is_against(old, wanted)]
    taken = [RemoveRelation(panel=panel.id, index=index) for index in reversed(gone)]
    return [*taken, AddRelation(panel=panel.id, relation=wanted)]


def _is_against(old: Relation, new: Relation) -> bool:
    """Whether two ties can't both be: of one pair, or of one who has one pair of hands and eyes."""
    for name, row in table("rewordings")["sides"].items():
        kinds = frozenset(map(RelationKind, row.split()))
        if old.kind in kinds and new.kind in kinds:
            same_pair = {old.source, old.target} == {new.source, new.target}
            return same_pair or (name in ("hand", "gaze") and old.source == new.source)
    return False


def known_relation(story: Story, panel: Panel, who: str, whom: str) -> tuple[str, str] | None:
    """Ids of the two subjects of a panel that are called so; None when it doesn't show both."""
    one, other = regions_called(story, panel, who), regions_called(story, panel, whom)
    if len(one) != 1 or len(other) != 1 or one[0].id == other[0].id:
        return None
    return one[0].id, other[0].id
