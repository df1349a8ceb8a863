"""Portraits: each character by itself, as the painter sees it, before any panel is painted."""

from typing import Final

from panelwright.seeds import seed_of
from panelwright.settings import Settings
from panelwright_tools.domain import Brief, BriefRegion, Character, Panel, Pose, Region, Shot, Story
from panelwright_tools.domain.appearance import varied
from panelwright_tools.domain.brief import Quality
from panelwright_tools.layout.solver import lay_out
from panelwright_tools.layout.wishes import LayoutWishes

_SIZES: Final[dict[Quality, tuple[int, int]]] = {
    "fast": (240, 320), "balanced": (360, 480), "high": (600, 800),
}  # fmt: skip
"""Width and height in pixels."""
_STANDING: Final = LayoutWishes(line_height=0.01, margin=0.06)


def players(story: Story) -> tuple[Character, ...]:
    """The characters that are to be seen on any panel, in the order of the cast."""
    seen = {region.subject for panel in story.panels for region in panel.regions}
    return tuple(character for character in story.cast if character.id in seen)


def portrait_id(character: str) -> str:
    """What the portrait of a character goes by where panels go by their ids."""
    return f"cast-{character}"[:64]


def portrait_brief(
    character: Character, story: Story, settings: Settings, redrawn: int = 0
) -> Brief:
    """One character, whole, before an empty ground; another picture each time it is redrawn."""
    size = _SIZES[settings.quality]
    noun = character.look.species if character.look.species != "human" else "person"
    phrase = character.phrase or character.name
    region = Region(
        id=character.id, subject=character.id, noun=noun, phrase=phrase, pose=Pose.STAND, key=True
    )
    panel = Panel(id=portrait_id(character.id), shot=Shot.FULL, regions=(region,))
    placed = lay_out(panel, {character.id: character}, None, size[0] / size[1], _STANDING)
    box = placed.boxes[region.id].clipped()
    item = BriefRegion(region=region, box=box, character=varied(character, None))
    return Brief(
        panel=panel.id,
        called=f"the portrait of {character.name}",
        prompt=phrase,
        style=settings.style or story.style,
        shot=placed.shot,
        regions=(item,),
        size=size,
        floor=placed.floor,
        seed=seed_of(settings.seed, panel.id, redrawn),
        quality=settings.quality,
    )
