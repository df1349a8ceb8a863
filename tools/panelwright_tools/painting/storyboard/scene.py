"""The scene: what casting and acting need to know of the panel."""

from dataclasses import dataclass

from panelwright_tools.domain.brief import Brief, BriefRegion
from panelwright_tools.domain.vocabulary import Pose, RelationKind
from panelwright_tools.painting.storyboard.places import Surface

CARRYING = (RelationKind.RIDES, RelationKind.INSIDE, RelationKind.ON)
"""`source KIND target`: the target bears the source."""
HOLDING = (RelationKind.HOLDS, RelationKind.CARRIES)
TOUCHING = (RelationKind.HUGS, RelationKind.HOLDS_HANDS, RelationKind.FIGHTS)


@dataclass(frozen=True)
class Scene:
    """One panel with its relations."""

    brief: Brief
    indoors: bool
    surface: Surface = "ground"
    """What figures stand on."""
    waterside: bool = True
    """Water is near, so that a swimmer on the ground of the set brings a pool."""
    ground: float = 0.0
    """y where the ground of the set begins, fraction of the panel."""

    def in_the_air(self, region: str) -> bool:
        """Whether a region is a thing that falls or flies."""
        item = self.item(region)
        return item.character is None and item.region.pose in (Pose.FALL, Pose.FLY)

    def hangs(self, item: BriefRegion) -> bool:
        """Whether it is on a wall or in the air: all of it over the ground, and on nothing."""
        if item.character is None and item.region.spot:
            return True
        borne = self.related(item.region.id, *CARRYING) or item.region.spot
        held = self.bearers(item.region.id, *HOLDING, RelationKind.GIVES)
        return not (borne or held) and 0 < item.box.bottom < self.ground

    def item(self, region: str) -> BriefRegion:
        """The region of this id."""
        return next(item for item in self.brief.regions if item.region.id == region)

    def related(self, region: str, *kinds: RelationKind) -> list[str]:
        """The targets of a region's relations of these kinds."""
        return [r.target for r in self.brief.relations if r.source == region and r.kind in kinds]

    def bearers(self, region: str, *kinds: RelationKind) -> list[str]:
        """The sources of relations of these kinds to a region."""
        return [r.source for r in self.brief.relations if r.target == region and r.kind in kinds]

    def partners(self, region: str, *kinds: RelationKind) -> list[str]:
        """Who is at the other end of a region's relations of these kinds."""
        return self.related(region, *kinds) + self.bearers(region, *kinds)
