"""Keeps what a scene began: who sat down still sits there, who took something up still has it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from panelwright.planning.embedded.acting import Deed, objects_of, pose_of, subjects_of
from panelwright.planning.embedded.cast import Cast
from panelwright.planning.embedded.loads import is_load
from panelwright.planning.embedded.names import unique
from panelwright.planning.embedded.on_water import is_boat
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Kind, Pose, Region, Relation, RelationKind, Shot, TimeOfDay

FULL = 6
"""Regions from which a panel has no room for what is only kept from before."""
LASTING = 4
"""Panels after which a thing that is not told of again is out of mind, and out of the hand."""
_RESTING = frozenset({Pose.SIT, Pose.SIT_GROUND, Pose.LIE, Pose.SLEEP, Pose.KNEEL})
_AT_REST = frozenset(
    {Pose.STAND, Pose.HOLD, Pose.THINK, Pose.WHISPER, Pose.SHOUT, Pose.CRY, Pose.READ, Pose.DRINK,
     Pose.EAT, Pose.STARTLE}
)  # fmt: skip
"""What somebody who sits or lies does without getting up."""
_CARRIED = frozenset({Pose.WALK, Pose.RUN})
"""What those on a mount do when all go on."""
_FREE_HANDS = frozenset(
    {Pose.STAND, Pose.SIT, Pose.SIT_GROUND, Pose.WALK, Pose.RUN, Pose.HOLD, Pose.CARRY,
     Pose.STARTLE, Pose.SHOUT, Pose.BOW, Pose.JUMP}
)  # fmt: skip
"""What one does with something in the hand."""
_BUSY = frozenset({Pose.PLAY, Pose.WRITE, Pose.READ, Pose.EAT, Pose.DRINK, Pose.COOK, Pose.DIG})
_HOLDING = frozenset({RelationKind.HOLDS, RelationKind.CARRIES})
_TAKING = _HOLDING | {RelationKind.GIVES}
_SEATED = frozenset({RelationKind.ON, RelationKind.INSIDE, RelationKind.RIDES})
_WIDE = frozenset({Shot.FULL, Shot.WIDE, Shot.EXTREME_WIDE})


@dataclass(frozen=True)
class Tie:
    """How a character is to a thing: holds it, sits on it, is inside."""

    kind: RelationKind
    thing: Region
    panel: int
    """Number of the panel that told it last."""


@dataclass
class Kept:
    """What the panels of a scene so far leave as it is."""

    scene: int = -1
    hour: tuple[int, TimeOfDay] | None = None
    """Number of the day, and the time of day."""
    panel: int = 0
    postures: dict[str, Pose] = field(default_factory=dict)
    """Who sits, lies or kneels."""
    seats: dict[str, Tie] = field(default_factory=dict)
    held: dict[str, Tie] = field(default_factory=dict)
    mounts: dict[str, str] = field(default_factory=dict)
    """Who rides on whom."""
    busy: set[str] = field(default_factory=set)
    """Whose hands are full of a deed in this panel."""

    def enter(self, scene: int, day: int, time: TimeOfDay) -> None:
        """Begin a panel: what is in the hand goes along to the next place, not to the next day."""
        lasting = (day, time) == self.hour
        if scene != self.scene:
            riding = self.mounts if lasting else {}
            self.postures = {who: Pose.RIDE for who in riding}
            self.mounts, self.seats = dict(riding), self._in_held()
        self.panel += 1
        fresh = {w: tie for w, tie in self.held.items() if self.panel - tie.panel <= LASTING}
        self.held = fresh if lasting else {}
        self.scene, self.hour = scene, (day, time)

    def _in_held(self) -> dict[str, Tie]:
        """Who is inside what somebody holds: the bird in its cage goes where the cage goes."""
        held = [tie.thing for tie in self.held.values()]
        return {
            who: tie
            for who, tie in self.seats.items()
            if tie.kind is RelationKind.INSIDE and _same(held, tie.thing) is not None
        }

    def posed(self, figures: Sequence[Region], deeds: Sequence[Deed], cast: Cast) -> list[Region]:
        """The figures, still at rest where they do nothing that needs their feet."""
        there = {figure.id for figure in figures}
        posed = [self._at_rest(figure, _rises(figure, deeds, cast), there) for figure in figures]
        for figure in posed:
            end = _last_pose(figure, deeds, cast)
            if figure.subject is None or end is None:
                continue
            if self._still_rides(figure, deeds, cast):
                continue
            if end in _RESTING:
                self.postures[figure.subject] = end
            elif end not in _AT_REST or _rises(figure, deeds, cast):
                self.postures.pop(figure.subject, None)
                self._leave(figure.subject, end)
        return posed

    def _at_rest(self, figure: Region, rises: bool, there: set[str]) -> Region:
        rest = self.postures.get(figure.subject or "")
        if rest is Pose.RIDE:
            moves = figure.pose in _AT_REST | _CARRIED and not rises
            mounted = moves and self.mounts.get(figure.id) in there
            return figure.model_copy(update={"pose": rest}) if mounted else figure
        if rest is None or rises or figure.pose not in _AT_REST or figure.subject != figure.id:
            return figure
        return figure.model_copy(update={"pose": rest})

    def _still_rides(self, figure: Region, deeds: Sequence[Deed], cast: Cast) -> bool:
        """It is on its mount, and nothing says that it got down."""
        return figure.pose is Pose.RIDE and not _rises(figure, deeds, cast)

    def _leave(self, who: str, pose: Pose) -> None:
        """Whoever moves leaves the seat; a hop inside a cage leads nowhere."""
        tie = self.seats.get(who)
        hops = pose is Pose.JUMP and tie is not None and tie.kind is RelationKind.INSIDE
        if not hops:
            self.seats.pop(who, None)
        self.mounts.pop(who, None)

    def note(
        self,
        regions: Sequence[Region],
        relations: Sequence[Relation],
        deeds: Sequence[Deed],
        cast: Cast,
    ) -> None:
        """Remember who holds and sits on what; what is named without a holder was put down."""
        things = {region.id: region for region in regions if region.subject is None}
        for who, tie in list(self.held.items()):
            here = _same(list(things.values()), tie.thing)
            if here is not None and _is_elsewhere(here.id, who, relations):
                del self.held[who]
        poses = {region.id: region.pose for region in regions if region.subject is not None}
        self.busy = {
            who
            for deed in deeds
            if pose_of(deed, Kind.PERSON) in _BUSY
            for who in subjects_of(cast, deed)
        }
        for relation in relations:
            astride = poses.get(relation.source) is Pose.RIDE and relation.target in poses
            if relation.kind is RelationKind.RIDES and astride:
                self.mounts[relation.source] = relation.target
                self.postures[relation.source] = Pose.RIDE
            thing = things.get(relation.target)
            if thing is None:
                continue
            kept = not _lets_go(deeds, cast, relation.source) and not is_load(thing.noun)
            if relation.kind in _HOLDING and kept:
                self.held[relation.source] = Tie(relation.kind, thing, self.panel)
            elif relation.kind in _SEATED:
                self.seats[relation.source] = Tie(relation.kind, thing, self.panel)
        for deed in deeds:
            if deed.event.verb in words("staging", "things", "releases"):
                for who in subjects_of(cast, deed):
                    self.held.pop(who, None)
            for who in objects_of(cast, deed):
                self.seats.pop(who, None)

    def still_there(
        self, regions: Sequence[Region], relations: Sequence[Relation], shot: Shot
    ) -> tuple[list[Region], list[Relation]]:
        """The things of before that the picture has room for, with whom they belong to."""
        added: list[Region] = []
        links: list[Relation] = []
        figures = [r for r in regions if r.subject is not None and r.subject == r.id]
        links += [
            Relation(kind=RelationKind.RIDES, source=figure.id, target=self.mounts[figure.id])
            for figure in figures
            if figure.pose is Pose.RIDE and self.mounts.get(figure.id) in {f.id for f in figures}
        ]
        for figure in figures:
            hand = self._keeps_hold(figure) and shot is not Shot.CLOSE
            hand = hand and figure.id not in self.busy
            borne = self._is_in_hand(self.seats.get(figure.id), figures)
            seen = shot in _WIDE or borne or _is_afloat(self.seats.get(figure.id))
            for ties, fits in ((self.held, hand), (self.seats, seen)):
                tie = ties.get(figure.id)
                if tie is None or not fits or len(regions) + len(added) >= FULL:
                    continue
                here = _same([*regions, *added], tie.thing) or _fresh([*regions, *added], tie.thing)
                if here not in regions and here not in added:
                    added.append(here)
                if not any({r.source, r.target} == {figure.id, here.id} for r in relations):
                    links.append(Relation(kind=tie.kind, source=figure.id, target=here.id))
        return added, links

    def _keeps_hold(self, figure: Region) -> bool:
        """Free hands, or hands that aim what they hold."""
        tie = self.held.get(figure.id)
        noun = tie.thing.noun.split()[-1] if tie is not None else ""
        aims = figure.pose is Pose.POINT and noun in words("staging", "things", "weapons")
        return figure.pose in _FREE_HANDS or aims

    def _is_in_hand(self, seat: Tie | None, figures: Sequence[Region]) -> bool:
        """A cage that somebody in the picture holds."""
        held = [self.held[figure.id].thing for figure in figures if figure.id in self.held]
        return seat is not None and _same(held, seat.thing) is not None


def _is_afloat(seat: Tie | None) -> bool:
    """In an open boat: without it somebody would stand on a deck, or in the water."""
    return seat is not None and is_boat(seat.thing.noun)


def _same(regions: Sequence[Region], thing: Region) -> Region | None:
    """The region of a thing, also where one word of its name is missing: cage, birdcage."""
    things = (region for region in regions if region.subject is None)
    return next(
        (r for r in things if r.noun.endswith(thing.noun) or thing.noun.endswith(r.noun)), None
    )


def _is_elsewhere(thing: str, holder: str, relations: Sequence[Relation]) -> bool:
    """It lies somewhere now, or in other hands."""
    return any(
        r.source == thing or (r.kind in _TAKING and r.target == thing and r.source != holder)
        for r in relations
    )


def _fresh(regions: Sequence[Region], thing: Region) -> Region:
    region_id = unique(thing.id, [region.id for region in regions])
    return thing.model_copy(update={"id": region_id, "key": False})


def _last_pose(figure: Region, deeds: Sequence[Deed], cast: Cast) -> Pose | None:
    """How a figure is left at the end of a beat: `Hiro is pulled out. They sit by a fire.`"""
    own = [deed for deed in deeds if figure.subject in subjects_of(cast, deed)]
    own = [deed for deed in own if not (deed.event.negated or deed.event.passive)]
    last = max(own, key=lambda deed: (deed.sentence.span, deed.event.token), default=None)
    pose = pose_of(last, Kind.PERSON) if last is not None else None
    return pose if pose in _RESTING else figure.pose


def _rises(figure: Region, deeds: Sequence[Deed], cast: Cast) -> bool:
    """`stands up`, `climbs down`: it is on its feet again."""
    return any(
        (
            deed.event.verb in words("staging", "things", "rises")
            and (deed.event.particle in ("up", "") or deed.event.verb == "get")
        )
        or (
            deed.event.verb in words("staging", "things", "dismounts")
            and (deed.event.particle in ("down", "off") or deed.event.verb == "dismount")
        )
        for deed in deeds
        if figure.subject in subjects_of(cast, deed)
    )


def _lets_go(deeds: Sequence[Deed], cast: Cast, who: str) -> bool:
    return any(
        who in subjects_of(cast, deed) and deed.event.verb in words("staging", "things", "releases")
        for deed in deeds
    )
