"""Acting: the pose of a person in a panel, and what the panel makes of it."""

import zlib
from dataclasses import replace

from panelwright_tools.domain.brief import BriefRegion
from panelwright_tools.domain.vocabulary import Angle, Face, Facing, Pose, RelationKind, Weather
from panelwright_tools.painting.storyboard.creatures import creature_for
from panelwright_tools.painting.storyboard.manners import calm_of, posture_of
from panelwright_tools.painting.storyboard.people.hoods import has_hood
from panelwright_tools.painting.storyboard.people.look import Person
from panelwright_tools.painting.storyboard.people.poses import pose_data
from panelwright_tools.painting.storyboard.people.role import Acting
from panelwright_tools.painting.storyboard.people.tables import people_table
from panelwright_tools.painting.storyboard.scene import CARRYING, HOLDING, TOUCHING, Scene

DRIFT = 14.0
"""Degrees that somebody weightless leans, at most."""

_NATURAL = (
    (RelationKind.RIDES, Pose.RIDE),
    (RelationKind.HUGS, Pose.HUG),
    (RelationKind.FIGHTS, Pose.FIGHT),
    (RelationKind.HOLDS_HANDS, Pose.HOLD_HANDS),
    (RelationKind.GIVES, Pose.GIVE),
    (RelationKind.CARRIES, Pose.CARRY),
    (RelationKind.HOLDS, Pose.HOLD),
)
_WITH_PARTNER = (Pose.HUG, Pose.HOLD_HANDS)


def acting_of(scene: Scene, item: BriefRegion, person: Person, facing: Facing) -> Acting:
    """What a person does in a panel."""
    name, brief = item.region.id, scene.brief
    pose = _pose(scene, item)
    borne = scene.related(name, *CARRYING)
    holds = bool(scene.related(name, *HOLDING, RelationKind.GIVES))
    falling = brief.weather in (Weather.RAIN, Weather.STORM, Weather.SNOW) and not scene.indoors
    windy = {Weather.WIND: 0.6, Weather.STORM: 0.5}.get(brief.weather, 0.0)
    return Acting(
        pose=pose,
        posture="" if facing is Facing.BACK else posture_of(scene, item, pose),
        face=item.region.face or Face.NEUTRAL,
        facing=facing,
        hood=falling and has_hood(person),
        wind=0.0 if scene.indoors else windy,
        holds=holds,
        embraces=bool(scene.partners(name, RelationKind.HUGS)),
        support="" if borne or item.region.spot else _support(scene, pose),
        astride=any(creature_for(scene.item(b).region.noun) for b in borne),
        tilt=angle_row(brief.angle)["tilt"],
        nod=angle_row(brief.angle)["nod"],
        prop="" if holds or pose.value not in _props() else pose.value,
        drift=_drift(scene, item, pose) if not borne else 0.0,
        speaking=item.speaking,
        calm=calm_of(scene, item),
    )


def seen_from(person: Person, angle: Angle) -> Person:
    """A person as a high or a low camera sees their stature."""
    body, row = person.body, angle_row(angle)
    if "head" not in row:
        return person
    seen = {part: getattr(body, part) * row[part] for part in _STATURE}
    return replace(person, body=replace(body, **seen))


_STATURE = ("head", "torso", "shoulder", "hip", "thigh", "shin", "limb")


def angle_row(angle: Angle) -> dict[str, float]:
    """What an angle makes of a body: a row of angles.toml."""
    rows: dict[str, dict[str, float]] = people_table("angles")
    return rows.get(angle.value, rows["eye"])


def _props() -> dict[str, object]:
    return dict(people_table("props")["prop"])


def _pose(scene: Scene, item: BriefRegion) -> Pose:
    """The pose that was asked for, or the one that the relations make natural."""
    region = item.region
    pose = region.pose or Pose.STAND
    if pose is Pose.SWIM and scene.surface in ("ground", "floor") and not scene.waterside:
        return Pose.FLY
    if pose is Pose.SIT and scene.surface == "soft" and not scene.related(region.id, *CARRYING):
        return Pose.SIT_GROUND
    if pose is not Pose.STAND:
        if _makes_sense(scene, item, pose):
            return pose
        return Pose.CHEER if _helps_to_bear(scene, item) else _instead(pose)
    shocked = region.face in (Face.SURPRISED, Face.SCARED)
    if shocked and scene.partners(region.id, RelationKind.FIGHTS):
        return Pose.STARTLE
    for kind, natural in _NATURAL:
        if scene.related(region.id, kind) or (kind in TOUCHING and scene.bearers(region.id, kind)):
            return natural
    return pose


def _makes_sense(scene: Scene, item: BriefRegion, pose: Pose) -> bool:
    """Whether what a pose needs, a thing in the hands or a partner, is there."""
    if pose.value not in people_table("props")["instead"]:
        return True
    name = item.region.id
    if pose in _WITH_PARTNER:
        return bool(scene.partners(name, *TOUCHING))
    if pose in (Pose.RIDE, Pose.STEER):
        return bool(scene.related(name, *CARRYING, *HOLDING))
    return bool(scene.related(name, *HOLDING, RelationKind.GIVES))


def _helps_to_bear(scene: Scene, item: BriefRegion) -> bool:
    """Beside one of the same crowd who has somebody on the shoulders, arms are raised."""
    crowd = [o.region.id for o in scene.brief.regions if o.character == item.character]
    bears = {name for name in crowd if scene.bearers(name, RelationKind.RIDES)}
    return item.character is not None and bool(bears - {item.region.id})


def _instead(pose: Pose) -> Pose:
    return Pose(people_table("props")["instead"][pose.value])


def _support(scene: Scene, pose: Pose) -> str:
    """What somebody brings to sit, step or lie on where the panel has nothing for it."""
    if scene.surface in ("void", "water", "soft"):
        return ""
    if pose is Pose.CLIMB:
        return "crate" if scene.indoors else "rock"
    if pose is Pose.SLEEP:
        return "mat"
    if not pose_data(pose).seated:
        return ""
    return "stool" if scene.indoors or scene.surface == "floor" else "log"


def _drift(scene: Scene, item: BriefRegion, pose: Pose) -> float:
    """Degrees that somebody leans who floats in nothing."""
    if scene.surface != "void" or abs(pose_data(pose).roll) > 30:
        return 0.0
    number = zlib.crc32(item.region.id.encode()) % 1000 / 999
    return DRIFT * (0.45 + 0.55 * number) * (1.0 if number * 7 % 1 < 0.5 else -1.0)
