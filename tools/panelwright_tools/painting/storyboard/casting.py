"""Casting: which figure plays a region, and which way it is turned."""

from panelwright_tools.domain.brief import BriefRegion
from panelwright_tools.domain.cast import Character, Garment, Look
from panelwright_tools.domain.story import Region
from panelwright_tools.domain.vocabulary import (
    Angle,
    Face,
    Facing,
    Kind,
    Pose,
    RelationKind,
)
from panelwright_tools.painting.storyboard.acting import acting_of, seen_from
from panelwright_tools.painting.storyboard.burdens import burden_of
from panelwright_tools.painting.storyboard.creatures import creature_for
from panelwright_tools.painting.storyboard.creatures.harness import HARNESSED
from panelwright_tools.painting.storyboard.creatures.species import is_bird
from panelwright_tools.painting.storyboard.figure import Figure
from panelwright_tools.painting.storyboard.people.costume import office_dress
from panelwright_tools.painting.storyboard.people.look import person_of
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.people.poses import pose_data
from panelwright_tools.painting.storyboard.people.tables import people_table
from panelwright_tools.painting.storyboard.roles import CreatureFigure, ThingFigure
from panelwright_tools.painting.storyboard.scene import CARRYING, HOLDING, TOUCHING, Scene
from panelwright_tools.painting.storyboard.things.drawings import hung_form

MIRRORED = (Facing.LEFT, Facing.PROFILE_LEFT)
TURNING = (*TOUCHING, RelationKind.LOOKS_AT, RelationKind.FACES, RelationKind.GIVES)


def is_person(item: BriefRegion) -> bool:
    """Whether a region is played by a person; witches and mermaids are people too."""
    noun, character = item.region.noun, item.character
    if character is None:
        return _names_person(noun)
    if character.kind is Kind.PERSON:
        return character.look.species == "human" or creature_for(noun) is None
    species = character.look.species
    return _names_person(species) and creature_for(species) is None


def _names_person(noun: str) -> bool:
    words = noun.lower().replace("-", " ").split()
    persons = people_table("defaults")["persons"]
    return bool(words) and (words[-1] in persons or words[-1].removesuffix("s") in persons)


def facing_of(scene: Scene, item: BriefRegion) -> Facing:
    """Which way a region's subject is turned: as asked, else to its partner, else inwards."""
    if over_shoulder(scene, item):
        return Facing.BACK
    partner = _partner(scene, item)
    asked = item.region.facing
    if partner is not None:
        right = partner.box.centre[0] >= item.box.centre[0]
        if asked in (None, Facing.LEFT, Facing.RIGHT):
            return Facing.RIGHT if right else Facing.LEFT
    if asked is not None:
        return asked
    middle = item.box.centre[0]
    others = [o.box.centre[0] for o in scene.brief.regions if o.region.id != item.region.id]
    living = is_person(item) or item.character is not None
    if not living or not others:
        return Facing.RIGHT if middle < 0.58 or not living else Facing.LEFT
    return Facing.RIGHT if sum(others) / len(others) >= middle else Facing.LEFT


def over_shoulder(scene: Scene, item: BriefRegion) -> bool:
    """Whether the reader looks over this one's shoulder: much nearer and larger than the others."""
    if scene.brief.angle is not Angle.OVER_SHOULDER or not is_person(item):
        return False
    others = [o for o in scene.brief.regions if o is not item and o.character is not None]
    return bool(others) and all(
        item.region.depth < o.region.depth - 0.2 and item.box.h > 1.2 * o.box.h for o in others
    )


def _partner(scene: Scene, item: BriefRegion) -> BriefRegion | None:
    """Whom a subject turns to."""
    name = item.region.id
    for relation in scene.brief.relations:
        if relation.kind not in TURNING:
            continue
        if relation.source == name:
            other = relation.other if relation.kind is RelationKind.GIVES else relation.target
            return scene.item(other or relation.target)
        mutual = relation.kind in (*TOUCHING, RelationKind.FACES)
        receives = relation.kind is RelationKind.GIVES and relation.other == name
        if (relation.target == name and mutual) or receives:
            return scene.item(relation.source)
    return burden_of(scene, item)


def figure_for(scene: Scene, item: BriefRegion, facing: Facing) -> Figure:
    """The figure that plays a region."""
    if is_person(item):
        return _person(scene, item, facing)
    character, region = item.character, item.region
    look = character.look if character else Look(species=region.noun)
    species = creature_for(region.noun) or (creature_for(look.species) if character else None)
    phrase = f"{region.phrase} {character.phrase if character else ''}".strip()
    if species is not None:
        if look.species == "human" or creature_for(look.species) is None:
            look = look.model_copy(update={"species": species})
        look = look if look.clothes else look.model_copy(update={"clothes": office_dress(phrase)})
        if species in HARNESSED and scene.bearers(region.id, RelationKind.RIDES):
            look = look.model_copy(update={"clothes": (*look.clothes, Garment(name="saddle"))})
        return CreatureFigure(
            look=look,
            id=character.id if character else region.id,
            phrase=phrase,
            pose=_beast_pose(scene, region)
            or (Pose.FLY if is_bird(species) and scene.hangs(item) else None),
            face=region.face,
            facing=facing,
            speaking=item.speaking,
        )
    colour = f"{look.colour} " if look.colour else ""
    carried = scene.bearers(region.id, *CARRYING)
    return ThingFigure(
        noun=hung_form(region.noun) if scene.hangs(item) else region.noun,
        phrase=f"{colour}{phrase}",
        seed=sum(map(ord, character.id if character else region.id)),
        face=(region.face or Face.NEUTRAL) if character else None,
        carries=bool(carried),
    )


def _beast_pose(scene: Scene, region: Region) -> Pose | None:
    """An animal that plays an instrument stands up to it; else it plays as animals do."""
    plays = region.pose is Pose.PLAY and bool(scene.related(region.id, *HOLDING))
    return Pose.HOLD if plays else region.pose


def _person(scene: Scene, item: BriefRegion, facing: Facing) -> PersonFigure:
    region = item.region
    character = item.character or Character(id=region.id, name=region.noun, phrase=region.phrase)
    person = person_of(_one_of_many(scene, item, character))
    acting = acting_of(scene, item, person, facing)
    return PersonFigure(seen_from(person, scene.brief.angle), acting)


def _one_of_many(scene: Scene, item: BriefRegion, character: Character) -> Character:
    """Where a character is a group, each of its members gets a look of their own."""
    same = [o.region.id for o in scene.brief.regions if o.character == character]
    number = same.index(item.region.id) if item.region.id in same else 0
    return (
        character.model_copy(update={"id": f"{character.id[:60]}-{number}"})
        if number
        else character
    )


def lies(figure: Figure) -> bool:
    """Whether a figure is stretched out on what bears it."""
    return isinstance(figure, PersonFigure) and figure.acting.pose in (Pose.LIE, Pose.SLEEP)


def sits(figure: Figure) -> bool:
    """Whether a figure's hips rest on something."""
    return isinstance(figure, PersonFigure) and pose_data(figure.acting.pose).seated


def gestures(figure: Figure) -> bool:
    """Whether a figure acts with its arms while it only stands."""
    return isinstance(figure, PersonFigure) and bool(figure.acting.posture)
