"""Pictures that a person has decided about: those that stay, and those that are right."""

import hashlib

from PIL import Image, ImageOps

from panelwright.studio import Studio
from panelwright_tools.domain import Attempt, Brief
from panelwright_tools.painting.picture import GIVEN, Picture


def held_picture(panel: str, studio: Studio) -> str | None:
    """The key of the picture that stays on a panel, in the size of its place; None where it is
    painted, or the picture is gone."""
    key = studio.story.panel(panel).picture
    if key is None or not studio.store.holds(key):
        return None
    return _fitted(key, studio.sheets[panel].size, studio)


def held_brief(panel: str, studio: Studio) -> Brief | None:
    """What the picture that stays was painted by, as long as the panel shows the same; None where
    nobody knows, or it is to show something else now."""
    key, one = studio.story.panel(panel).picture, studio.panels[panel]
    for attempt in studio.run.read_attempts(panel) if key is not None else ():
        if attempt.picture == key:
            brief = studio.run.read_brief(attempt)
            same = {item.region.id for item in brief.regions} <= {r.id for r in one.regions}
            if not same or brief.size != studio.sheets[panel].size:
                return None
            return brief.model_copy(update={"parent": None, "mask": (), "repaint": ()})
    return None


def is_approved(attempt: Attempt, studio: Studio) -> bool:
    """Whether a person has said that the picture is right."""
    return studio.story.panel(attempt.panel).approved == attempt.picture


def _fitted(key: str, size: tuple[int, int], studio: Studio) -> str:
    """The key of the picture in another size: as much of its middle as has the proportions."""
    with Image.open(studio.store.image_path(key)) as image:
        if image.size == size:
            return key
        name = hashlib.sha256(f"{key} {size}".encode()).hexdigest()[:24]
        if not studio.store.holds(name):
            fitted = ImageOps.fit(image.convert("RGB"), size, Image.Resampling.LANCZOS)
            studio.store.put_given(name, Picture(fitted, painter=GIVEN, seed=0))
    return name
