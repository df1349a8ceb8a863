"""One door to all rigs: find the species' rig, dress the actor, draw."""

import zlib
from collections.abc import Callable

from panelwright_tools.domain.cast import Look
from panelwright_tools.domain.vocabulary import Face, Facing, Pose
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.anchors import CreatureAnchors
from panelwright_tools.painting.storyboard.creatures.bird import draw_bird
from panelwright_tools.painting.storyboard.creatures.coat import coat_of
from panelwright_tools.painting.storyboard.creatures.expressions import face_in
from panelwright_tools.painting.storyboard.creatures.ghost import draw_ghost
from panelwright_tools.painting.storyboard.creatures.names import creature_for
from panelwright_tools.painting.storyboard.creatures.quadruped import draw_quadruped
from panelwright_tools.painting.storyboard.creatures.robot import draw_robot
from panelwright_tools.painting.storyboard.creatures.scripted import draw_scripted
from panelwright_tools.painting.storyboard.creatures.species import species_row
from panelwright_tools.painting.storyboard.creatures.upright import draw_upright
from panelwright_tools.painting.storyboard.ink import Sheet

Rig = Callable[[Actor], CreatureAnchors]

RIGS: dict[str, Rig] = {
    "quadruped": draw_quadruped,
    "bird": draw_bird,
    "robot": draw_robot,
    "scripted": draw_scripted,
    "ghost": draw_ghost,
    "upright": draw_upright,
}
"""What `rig` in species.toml names."""


def draw_creature(
    sheet: Sheet,
    look: Look,
    id: str,
    pose: Pose | None,
    face: Face | None,
    facing: Facing | None,
    *,
    phrase: str = "",
    speaking: bool = False,
) -> CreatureAnchors:
    """Draw a creature one unit high, its feet on y = 0 around x = 0, facing +x.

    `facing` left is drawn as right: mirror the map for it. `id` seeds small differences between
    individuals. Raises KeyError when no rig draws the species of the look.
    """
    name = creature_for(look.species)
    if name is None:
        raise KeyError(look.species)
    species = species_row(name)
    actor = Actor(
        sheet=sheet,
        species=name,
        look=look,
        coat=coat_of(species, look, phrase),
        pose=pose,
        face=face_in(pose, face),
        facing=facing,
        speaking=speaking,
        seed=zlib.crc32(id.encode()),
    )
    return RIGS[species["rig"]](actor)
