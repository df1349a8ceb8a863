"""What a caller may ask of a panel's layout, and what it gets."""

from pydantic import Field

from panelwright_tools.domain import Box, Direction, Facing, Shot
from panelwright_tools.domain.model import Model, Slug
from panelwright_tools.domain.story import Relation
from panelwright_tools.domain.text import Text


class LayoutWishes(Model):
    """Wishes for one layout. The same panel with the same wishes gets the same boxes."""

    variation: int = Field(
        default=0, ge=0, description="another arrangement where the text leaves it open"
    )
    spread: float = Field(
        default=0.0, ge=0, le=1, description="more room between subjects; 1 is as much as fits"
    )
    scale: dict[Slug, float] = Field(
        default_factory=dict, description="region id to a factor on its size, 0.2..3"
    )
    wider: int = Field(default=0, ge=0, le=4, description="steps to a wider shot than the panel's")
    balloon_room: float = Field(
        default=1.0, ge=0, le=4, description="factor on the room kept free for letters"
    )
    front: tuple[Slug, ...] = Field(
        default=(), description="regions to bring nearer than all others"
    )
    margin: float = Field(
        default=0.02, ge=0, le=0.2, description="room inside the frame, fraction of its height"
    )
    line_height: float = Field(
        default=0.055, gt=0, le=0.3, description="one line of lettering, fraction of the height"
    )
    direction: Direction = Field(
        default=Direction.LTR, description="balloons and speakers follow the reading direction"
    )


class PlacedPanel(Model):
    """Where everything on a panel goes."""

    panel: Slug
    shot: Shot = Field(description="the shot used; wider than the plan's where that was too tight")
    implied: tuple[Relation, ...] = Field(
        default=(), description="relations that nobody wrote: who sails is in the boat"
    )
    floor: float = Field(description="y of the line that feet stand on; below 1 out of the frame")
    pan: float | None = Field(
        default=None, description="metres that the camera goes to the right for a spot"
    )
    perched: tuple[Slug, ...] = Field(
        default=(), description="regions that are on top of their spot, not on the floor"
    )
    boxes: dict[Slug, Box] = Field(description="region id to its box, inside the panel")
    depths: dict[Slug, float] = Field(description="region id to depth, 0 near, 1 far")
    facings: dict[Slug, Facing] = Field(
        default_factory=dict, description="where a subject without a facing should look"
    )
    reserved: tuple[Box, ...] = Field(
        default=(), description="room for the caption, then for each balloon in speaking order"
    )
    relaxed: tuple[Text, ...] = Field(
        default=(), description="wishes that were given up, and why, in the order of giving up"
    )
    dropped: tuple[Slug, ...] = Field(
        default=(), description="regions without key rank that found no room"
    )
    fixtures: tuple[Slug, ...] = Field(
        default=(), description="regions without a box, for the place shows one of its own"
    )
