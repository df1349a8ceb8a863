"""Manners: how somebody stands who only stands, by what they feel and whether they speak."""

import zlib

from panelwright_tools.domain.brief import BriefRegion
from panelwright_tools.domain.vocabulary import Face, Pose, RelationKind, Shot
from panelwright_tools.painting.storyboard.fitting import LOWEST
from panelwright_tools.painting.storyboard.people.tables import people_table
from panelwright_tools.painting.storyboard.scene import HOLDING, Scene


def posture_of(scene: Scene, item: BriefRegion, pose: Pose) -> str:
    """The posture that refines a pose; empty for a pose that says enough by itself."""
    name = item.region.id
    if pose is not Pose.STAND or scene.related(name, *HOLDING, RelationKind.GIVES):
        return ""
    rows = people_table("manners")
    manners = rows["speaking" if item.speaking else "silent"][
        (item.region.face or Face.NEUTRAL).value
    ]
    chosen = str(manners[_turn(scene, item) % len(manners)])
    near = scene.brief.shot in (Shot.MEDIUM, Shot.CLOSE) or item.box.bottom > LOWEST
    return str(rows["near"].get(chosen, chosen)) if near else chosen


def calm_of(scene: Scene, item: BriefRegion) -> str:
    """Which neutral face somebody wears in this panel; empty for the plain one."""
    faces = ("soft", "", "attentive")
    return faces[_turn(scene, item) % len(faces)]


def _turn(scene: Scene, item: BriefRegion) -> int:
    """A number that differs between neighbours in a panel and from panel to panel."""
    place = [other.region.id for other in scene.brief.regions].index(item.region.id)
    return zlib.crc32(scene.brief.panel.encode()) % 97 + place
