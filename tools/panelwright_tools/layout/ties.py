"""What the relations of a panel mean for boxes: contacts, piles, orders; contradictions go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from panelwright_tools.domain import Pose, Relation, RelationKind
from panelwright_tools.layout.figure import Figure, Medium, in_flight
from panelwright_tools.layout.order import Order, Pair
from panelwright_tools.layout.sizes import UPRIGHT
from panelwright_tools.layout.tables import cabin, has_trait, share


class Manner(StrEnum):
    """How one box hangs on another."""

    ON = "on"
    RIDES = "rides"
    INSIDE = "inside"
    UNDER = "under"
    BEHIND = "behind"
    IN_FRONT = "in_front"
    HOLDS = "holds"
    CARRIES = "carries"
    BESIDE = "beside"
    HUGS = "hugs"
    HOLDS_HANDS = "holds_hands"
    FIGHTS = "fights"
    AROUND = "around"
    AMONG = "among"
    LOOSED = "loosed"
    """Out of a hand that dropped or threw it."""
    HANGS = "hangs"
    """From a line or a crown."""
    INTO = "into"
    """Falling into what is open, or onto what is under it."""


@dataclass(frozen=True)
class Attachment:
    """`child` hangs on `parent`."""

    child: str
    parent: str
    manner: Manner


@dataclass
class Ties:
    """The relations sorted by what they do to boxes."""

    attachments: dict[str, Attachment] = field(default_factory=dict)
    """Child to its one attachment: a forest."""
    above: Order = field(default_factory=Order)
    """Upper before lower."""
    before: Order = field(default_factory=Order)
    """Left before right."""
    near: list[Pair] = field(default_factory=list)
    far: list[Pair] = field(default_factory=list)
    looks: list[Pair] = field(default_factory=list)
    queues: list[tuple[str, str, str]] = field(default_factory=list)
    """Three side by side, the second in the middle, whichever way they go."""
    between: list[tuple[str, str, str]] = field(default_factory=list)
    relaxed: list[str] = field(default_factory=list)

    def root(self, name: str) -> str:
        """The figure that a contact group stands by."""
        while name in self.attachments:
            name = self.attachments[name].parent
        return name

    def children(self, parent: str) -> list[Attachment]:
        """What hangs on a figure, in the order of the relations."""
        return [a for a in self.attachments.values() if a.parent == parent]


_CONTACTS = {
    RelationKind.ON: Manner.ON,
    RelationKind.RIDES: Manner.RIDES,
    RelationKind.INSIDE: Manner.INSIDE,
    RelationKind.BEHIND: Manner.BEHIND,
    RelationKind.IN_FRONT_OF: Manner.IN_FRONT,
    RelationKind.AROUND: Manner.AROUND,
    RelationKind.HOLDS: Manner.HOLDS,
    RelationKind.CARRIES: Manner.CARRIES,
    RelationKind.HUGS: Manner.HUGS,
    RelationKind.HOLDS_HANDS: Manner.HOLDS_HANDS,
    RelationKind.FIGHTS: Manner.FIGHTS,
}
_TARGET_HANGS = frozenset(
    {Manner.HOLDS, Manner.CARRIES, Manner.HUGS, Manner.HOLDS_HANDS, Manner.FIGHTS}
)
_SIDES = {
    RelationKind.LEFT_OF: False,
    RelationKind.RIGHT_OF: True,
}
_HEIGHTS = {RelationKind.ABOVE: False, RelationKind.BELOW: True, RelationKind.UNDER: True}


def read_ties(figures: Mapping[str, Figure], relations: Sequence[Relation]) -> Ties:
    """Sort the relations; one that contradicts an earlier one is dropped and reported."""
    ties = Ties()
    for relation in relations:
        if relation.source == relation.target:
            ties.relaxed.append(f"{_words(relation)}: nothing can stand to itself")
        elif not _add(ties, figures, relation):
            ties.relaxed.append(f"{_words(relation)}: contradicts what was said before")
    _onto_the_ground(ties)
    for first, middle, last in ties.queues:
        turned = ties.before.reaches(last, first)
        left, right = (last, first) if turned else (first, last)
        ties.before.add(left, middle)
        ties.before.add(middle, right)
    return ties


def _onto_the_ground(ties: Ties) -> None:
    """Who is behind or before a rider is so of the mount: the rider's feet are in the air."""
    for name, tie in list(ties.attachments.items()):
        below = ties.attachments.get(tie.parent)
        mounted = below is not None and below.manner is Manner.RIDES and below.parent != name
        if tie.manner in (Manner.BEHIND, Manner.IN_FRONT, Manner.BESIDE) and mounted and below:
            ties.attachments[name] = replace(tie, parent=below.parent)


def _add(ties: Ties, figures: Mapping[str, Figure], relation: Relation) -> bool:
    kind, source, target = relation.kind, relation.source, relation.target
    if kind is RelationKind.ON and figures[target].medium is Medium.SKY:
        kind = RelationKind.ABOVE
    if kind is RelationKind.UNDER and has_trait(figures[target].noun, "canopies"):
        return _attach(ties, source, target, Manner.UNDER)
    if kind in _SIDES:
        return ties.before.add(*((target, source) if _SIDES[kind] else (source, target)))
    if kind in _HEIGHTS:
        return ties.above.add(*((target, source) if _HEIGHTS[kind] else (source, target)))
    if kind in _CONTACTS:
        return _contact(ties, figures, relation, _CONTACTS[kind])
    if kind is RelationKind.GIVES:
        return _gives(ties, figures, relation)
    if kind is RelationKind.BETWEEN and relation.other not in (None, source, target):
        ties.between.append((target, source, str(relation.other)))
    elif kind is RelationKind.FAR_FROM:
        ties.far.append((source, target))
    elif kind in (RelationKind.NEXT_TO, RelationKind.BETWEEN):
        ties.near.append((source, target))
    else:
        ties.looks.append((source, target))
    return True


def _contact(ties: Ties, figures: Mapping[str, Figure], relation: Relation, manner: Manner) -> bool:
    source, target = relation.source, relation.target
    if in_flight(figures[source]) and manner in (Manner.ON, Manner.INSIDE):
        return _attach(ties, source, target, Manner.INTO)
    if not figures[source].living and manner in (Manner.ON, Manner.INSIDE):
        hung = share(figures[target].noun, "lines") is not None
        manner = Manner.HANGS if hung else manner
    if in_flight(figures[source]) and figures[target].living and manner is Manner.IN_FRONT:
        return _attach(ties, source, target, Manner.LOOSED)
    if manner in _TARGET_HANGS:
        source, target = target, source
    if manner is Manner.RIDES and _boards(figures[target]):
        manner = Manner.INSIDE
    if manner in (Manner.HOLDS, Manner.CARRIES) and _unhandy(figures[target], figures[source]):
        first = ties.attachments.get(source)
        if first is not None and first.manner is Manner.BESIDE:
            ties.queues.append((first.parent, source, target))
            return _attach(ties, target, source, Manner.BESIDE)
        return _attach(ties, source, target, Manner.BESIDE)
    if manner in (Manner.HOLDS, Manner.CARRIES) and not figures[target].living:
        return _attach(ties, target, source, Manner.ON)
    return _attach(ties, source, target, manner)


def _boards(figure: Figure) -> bool:
    if cabin(figure.noun) is not None:
        return True
    return share(figure.noun, "vessels") is not None and share(figure.noun, "seats") is None


def _unhandy(holder: Figure, held: Figure) -> bool:
    """Pushed, pulled or only touched: it keeps its size and stands beside."""
    if holder.pose in (Pose.PUSH, Pose.PULL) and (held.living or held.ratio > _SLENDER):
        return held.height > _LEAST_BURDEN * holder.height
    beast = held.living and held.ratio > UPRIGHT
    if beast:
        return held.height > _LAPDOG * holder.height
    return _bulky(holder, held)


def _bulky(holder: Figure, held: Figure) -> bool:
    """A bicycle, a ladder, a sofa: too large for hands, it stands on the ground."""
    upright = holder.living and holder.ratio < UPRIGHT and holder.size > _LEAST_HOLDER
    if held.living or not upright or has_trait(held.noun, "overhead"):
        return False
    return held.size**2 * held.ratio > _BULK * holder.standing**2


_BULK = 0.42
"""Largest area of what hands hold, against the square of their owner's height."""
_LEAST_HOLDER = 0.4
"""Height of the smallest holder to whom this applies: a mouse may lift anything."""


_LEAST_BURDEN = 0.25
_SLENDER = 0.45
"""Width, for a height of 1, of what is drawn and not pulled along: a sword, a bow."""
_LAPDOG = 0.62


def _gives(ties: Ties, figures: Mapping[str, Figure], relation: Relation) -> bool:
    """The giver holds the gift; the one who gets it stands before them."""
    ends = [name for name in (relation.target, relation.other) if name is not None]
    gifts = [name for name in ends if not figures[name].living] or ends[:1]
    takers = [name for name in ends if name not in gifts]
    done, giver = True, figures[relation.source]
    bulky = [gift for gift in gifts if _bulky(giver, figures[gift])]
    for taker in takers:
        # A bicycle stands between the two.
        beside = bulky[0] if bulky else relation.source
        if bulky:
            done &= _attach(ties, bulky[0], relation.source, Manner.BESIDE)
            ties.queues.append((relation.source, bulky[0], taker))
        done &= _attach(ties, taker, beside, Manner.BESIDE)
        ties.looks += [(relation.source, taker), (taker, relation.source)]
    for gift in gifts:
        if gift not in ties.attachments:
            manner = Manner.BESIDE if gift in bulky else Manner.HOLDS
            done &= _attach(ties, gift, relation.source, manner)
    return done


def _attach(ties: Ties, child: str, parent: str, manner: Manner) -> bool:
    """Hang the child, or the group that it already belongs to, on the parent."""
    if ties.root(child) == ties.root(parent):
        ties.near.append((child, parent))
        held = ties.attachments.get(child)
        return held is None or held.parent != parent or held.manner is manner
    top = ties.root(child)
    if top != child and manner in (Manner.HOLDS, Manner.ON, Manner.RIDES):
        ties.near.append((child, parent))
        return False
    ties.attachments[top] = Attachment(top, parent, manner)
    return True


def _words(relation: Relation) -> str:
    other = f" and {relation.other}" if relation.other else ""
    return f"{relation.source} {relation.kind.replace('_', ' ')} {relation.target}{other}"
