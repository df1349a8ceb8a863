"""Who is on a horse rides it, and whose bed somebody sits beside lies in it."""

from collections.abc import Sequence

from panelwright.planning.embedded.floor import Floor, related
from panelwright.planning.embedded.tables import words
from panelwright_tools.domain import Kind, Pose, Region, Relation, RelationKind
from panelwright_tools.language.document import Document


def mounted(floor: Floor, found: Sequence[Relation]) -> list[Relation]:
    """The relations, where a person on an animal that bears people rides it."""
    kinds = {name: member.character.kind for name, member in floor.cast.members.items()}
    people = {f.id for f in floor.figures if kinds.get(f.subject or "") is Kind.PERSON}
    mounts = {f.id for f in floor.figures if f.noun.split()[-1] in words("staging", "mounts")}
    rides = {"kind": RelationKind.RIDES}
    return [
        relation.model_copy(update=rides)
        if relation.kind is RelationKind.ON
        and relation.source in people
        and relation.target in mounts
        else relation
        for relation in found
    ]


def aloft(figures: Sequence[Region], found: Sequence[Relation]) -> list[Region]:
    """The figures, where what somebody flies on is on the wing."""
    fliers = {f.id for f in figures if f.pose is Pose.FLY}
    borne = {r.target for r in found if r.kind is RelationKind.RIDES and r.source in fliers}
    return [f.model_copy(update={"pose": Pose.FLY}) if f.id in borne else f for f in figures]


def bedridden(
    document: Document, floor: Floor, figures: Sequence[Region]
) -> tuple[list[Region], list[Relation]]:
    """`beside the bed of a sick boy`: he lies in it, unless he does something else."""
    placed: list[Relation] = []
    for thing, bed in floor.props:
        if thing.sentence < 0 or thing.noun.split()[-1] not in words("staging", "beds"):
            continue
        phrases = document.sentences[thing.sentence].noun_phrases
        whose = phrases[thing.phrase].of
        entities = phrases[whose].entities if whose is not None else ()
        own = [f.id for f in figures if f.subject in floor.cast.of(*entities)]
        idle = [f.id for f in figures if f.id in own and f.pose in (None, Pose.STAND)]
        placed += [related("on", name, bed.id) for name in idle[:1]]
    lying = {relation.source for relation in placed}
    laid = [f.model_copy(update={"pose": Pose.LIE}) if f.id in lying else f for f in figures]
    return laid, placed
