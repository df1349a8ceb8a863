"""Puts the subjects of a beat on stage: who and what is in the panel, doing what."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace

from panelwright.planning.embedded.acting import (
    Deed,
    deeds_in,
    main_deed,
    pose_of,
)
from panelwright.planning.embedded.archery import implied_bow
from panelwright.planning.embedded.beats import PanelBeat
from panelwright.planning.embedded.cast import Cast, Member
from panelwright.planning.embedded.changes import as_now
from panelwright.planning.embedded.climbs import implied_ladder
from panelwright.planning.embedded.company import quotes_of
from panelwright.planning.embedded.conditions import in_condition
from panelwright.planning.embedded.describe import noun_for
from panelwright.planning.embedded.faces import face_of
from panelwright.planning.embedded.implements import with_tools
from panelwright.planning.embedded.keeping import Kept
from panelwright.planning.embedded.names import slug, unique
from panelwright.planning.embedded.on_water import aboard
from panelwright.planning.embedded.place_aloft import in_the_air
from panelwright.planning.embedded.pouring import with_vessels
from panelwright.planning.embedded.presence import speakers
from panelwright.planning.embedded.prompts import region_prompt
from panelwright.planning.embedded.props import HANDLED
from panelwright.planning.embedded.relations import add_relations
from panelwright.planning.embedded.setting import Setting
from panelwright.planning.embedded.spots import spot_of
from panelwright.planning.embedded.thing_senses import meant
from panelwright.planning.embedded.things import Thing, things_in
from panelwright.planning.embedded.vehicles import with_vehicles
from panelwright_tools.domain import Character, Face, Kind, Place, Pose, Region, Relation, Shot
from panelwright_tools.language.document import Document, Quote
from panelwright_tools.language.lemmas import noun_lemma

FULL = 7
"""Regions that a panel holds well; the text may still list more things."""
MOST_THINGS = 3
"""Things of a panel, unless the text lists more."""
SKY = 0.95
MAX_OF_A_SORT = 24
"""Figures, and things, that a panel shows at most, whatever numbers the text tells."""


@dataclass
class Stage:
    """What the panels so far leave for the next: who is in the scene and in which order."""

    scene: int = -1
    order: list[str] = field(default_factory=list)
    """Characters of the scene from left to right, kept as long as it lasts."""
    last_seen: dict[str, int] = field(default_factory=dict)
    panel: int = 0
    mirrored: bool = False
    """Read from right to left: the first stands at the right."""
    kept: Kept = field(default_factory=Kept)

    def enter(self, setting: Setting, who: list[str]) -> None:
        """Begin a panel: a new scene has a new order; newcomers stand at the right."""
        if setting.scene != self.scene:
            self.scene, self.order = setting.scene, []
        self.kept.enter(setting.scene, setting.day, setting.time)
        self.panel += 1
        for name in who:
            if name not in self.order:
                self.order.append(name)
            self.last_seen[name] = self.panel


@dataclass(frozen=True)
class Staged:
    """The subjects of a panel."""

    regions: tuple[Region, ...]
    relations: tuple[Relation, ...]
    who: tuple[str, ...]
    deeds: tuple[Deed, ...]
    things: tuple[Thing, ...]


def stage_beat(
    document: Document,
    cast: Cast,
    beat: PanelBeat,
    who: tuple[str, ...],
    place: Place | None,
    stage: Stage,
) -> Staged:
    """Regions and relations of a beat; the stage remembers who stands where."""
    quotes = quotes_of(document, beat)
    deeds = deeds_in(document, beat.moments, beat.key)
    things: list[Thing] = []
    last = max(number for moment in beat.moments for number in moment.sentences)
    if beat.kind == "story":
        things = [
            in_condition(document, meant(document, thing), last)
            for thing in things_in(document, cast, beat.moments, beat.key, place)
        ]
        things = with_vehicles(document, deeds, things, place)
        things = [*things, *implied_ladder(document, deeds, things), *implied_bow(deeds, things)]
        things = with_vessels(document, deeds, with_tools(deeds, things))
    who = who or _those_who_stay(beat, things, stage)
    stage.enter(beat.setting, list(who))
    stage.order = in_speaking_order(stage.order, _talkers(document, cast, quotes))
    ordered = [name for name in stage.order if name in who]
    if stage.mirrored:
        ordered.reverse()
    things = [t for t in things if not _is_on_somebody(document, cast, t, ordered)]
    figures = _figure_regions(document, cast, beat, ordered, deeds, quotes, place)
    if beat.kind == "story":
        figures = stage.kept.posed(figures, deeds, cast)
    props = _thing_regions(things, figures)
    links = add_relations(document, cast, deeds, figures, props)
    if beat.kind == "story":
        stage.kept.note(
            links.regions,
            [*links.relations, *aboard(links.regions, links.relations, place)],
            deeds,
            cast,
        )
    regions, relations = in_the_air(links.regions, links.relations, place)
    return Staged(regions, relations, tuple(ordered), tuple(deeds), tuple(things))


def as_before(staged: Staged, stage: Stage, shot: Shot) -> Staged:
    """The subjects with the seats and held things of before that the shot shows."""
    regions, relations = stage.kept.still_there(staged.regions, staged.relations, shot)
    tied = {frozenset((r.source, r.target)) for r in relations}
    told = [r for r in staged.relations if frozenset((r.source, r.target)) not in tied]
    return replace(staged, regions=(*staged.regions, *regions), relations=(*told, *relations))


def _is_on_somebody(document: Document, cast: Cast, thing: Thing, who: list[str]) -> bool:
    """The crown that a troll in the picture wears, unless somebody handles one."""
    looks = (cast.members[name].character.look for name in who)
    worn = {noun_lemma(garment.name.split()[-1]) for look in looks for garment in look.clothes}
    if thing.noun.split()[-1] not in worn or thing.phrase < 0:
        return False
    phrase = document.sentences[thing.sentence].noun_phrases[thing.phrase]
    return thing.weight < HANDLED or not (phrase.determiner or phrase.owner_text)


def _those_who_stay(beat: PanelBeat, things: list[Thing], stage: Stage) -> tuple[str, ...]:
    """An empty picture shows those of the panel before, if the scene goes on."""
    if things or beat.kind != "story" or stage.scene != beat.setting.scene:
        return ()
    return tuple(name for name in stage.order if stage.last_seen.get(name) == stage.panel)[:2]


def in_speaking_order(order: list[str], talkers: list[str]) -> list[str]:
    """The same places, with those who speak in the order of their first words."""
    present = [name for name in talkers if name in order]
    places = [k for k, name in enumerate(order) if name in present]
    sorted_order = list(order)
    for place, name in zip(places, present, strict=True):
        sorted_order[place] = name
    return sorted_order


def _talkers(document: Document, cast: Cast, quotes: list[Quote]) -> list[str]:
    return list(dict.fromkeys(who for quote in quotes for who in speakers(cast, quote)))


def _figure_regions(
    document: Document,
    cast: Cast,
    beat: PanelBeat,
    who: list[str],
    deeds: list[Deed],
    quotes: list[Quote],
    place: Place | None,
) -> list[Region]:
    room = max(FULL, len(who))
    acting = {seen.who for moment in beat.moments for seen in moment.seen if seen.acts}
    regions: list[Region] = []
    last = _last_sentence(document, beat)
    for name in who:
        member = cast.members[name]
        own = [quote for quote in quotes if name in speakers(cast, quote)]
        deed = main_deed(cast, deeds, name, along=name in acting)
        other = member.other_being(last)
        pose = _pose(deed, (other and other.nature) or member.character.kind, own)
        face = face_of(document, cast, deeds, name, own)
        key = name in acting or len(who) == 1
        others = len(who) - 1 - who.index(name)
        count = _copies(member, room - len(regions) - others)
        count = min(count, max(1, MAX_OF_A_SORT - len(regions) - others))
        spot = spot_of(cast, deeds, name, place)
        copies = _copied(member.character, count, pose, face, key, deed, spot, regions)
        regions += (
            copies if other is None else [as_now(member.character, copy, other) for copy in copies]
        )
    return regions


def _last_sentence(document: Document, beat: PanelBeat) -> int:
    return bisect_left(document.sentences, beat.span[1], key=lambda s: s.span[0]) - 1


def _pose(deed: Deed | None, kind: Kind, own: list[Quote]) -> Pose:
    pose = pose_of(deed, kind)
    if pose is not Pose.STAND or not own:
        return pose
    if any(quote.verb in ("shout", "yell", "scream", "bellow") for quote in own):
        return Pose.SHOUT
    if any(quote.verb in ("whisper", "murmur") for quote in own):
        return Pose.WHISPER
    if all(quote.kind == "thought" for quote in own):
        return Pose.THINK
    return Pose.STAND


def _copies(member: Member, room: int) -> int:
    if member.counted:
        return member.count
    return max(1, min(member.count, room))


def _copied(
    character: Character,
    count: int,
    pose: Pose,
    face: Face,
    key: bool,
    deed: Deed | None,
    spot: str,
    taken: list[Region],
) -> list[Region]:
    ids = [region.id for region in taken]
    copies: list[Region] = []
    heads = (*character.aliases, character.name)
    later = {being.id for being in character.variations}
    own = [head for head in heads if head.islower() and head not in later]
    noun = noun_for(character.look, character.kind, own)
    phrase = character.phrase or f"a {noun}"
    for _ in range(count):
        region_id = unique(character.id, ids)
        ids.append(region_id)
        copies.append(
            Region(
                id=region_id,
                subject=character.id,
                noun=noun if character.kind is Kind.PERSON else character.look.species,
                phrase=phrase,
                prompt=region_prompt(phrase, pose, face, deed),
                depth=0.3 if key else 0.45,
                pose=pose,
                face=face,
                spot=spot,
                key=key,
            )
        )
    return copies


def _thing_regions(things: list[Thing], figures: list[Region]) -> list[tuple[Thing, Region]]:
    """The things that find room: those that the beat is about first, lists always."""
    most = MOST_THINGS if len(figures) < FULL - 1 else 1
    best = sorted(things, key=lambda thing: -thing.weight)
    chosen = [thing for k, thing in enumerate(best) if k < most or _listed(thing, things)]
    room = max(0, most - len(chosen))
    ids = [region.id for region in figures]
    regions: list[tuple[Thing, Region]] = []
    for thing in (thing for thing in things if thing in chosen):
        copies = thing.count if thing.counted else min(thing.count, 1 + room)
        room -= copies - 1 if not thing.counted else 0
        for _ in range(min(copies, MAX_OF_A_SORT - len(regions))):
            region_id = unique(slug(thing.noun, "thing"), ids)
            ids.append(region_id)
            regions.append((thing, _thing_region(region_id, thing)))
    return regions


def _listed(thing: Thing, things: list[Thing]) -> bool:
    """It stands in a list in one sentence: the text asks for all of it."""
    mates = Counter(other.sentence for other in things)
    return mates[thing.sentence] >= 4 and len(things) <= 12


def _thing_region(region_id: str, thing: Thing) -> Region:
    sky = thing.noun in ("moon", "sun", "star", "cloud", "rainbow", "comet", "kite")
    return Region(
        id=region_id,
        noun=thing.noun,
        phrase=thing.text,
        prompt=thing.text,
        depth=SKY if sky else 0.5,
        size=thing.size,
        key=thing.weight >= 3.0,
    )
