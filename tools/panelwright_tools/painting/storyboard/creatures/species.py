"""Rows of species.toml, each completed by the species that it is like."""

from functools import cache
from typing import Any

from panelwright_tools.painting.storyboard.creatures.tables import creature_table


@cache
def species_row(name: str) -> dict[str, Any]:
    """The row of a species. Raises KeyError when there is none."""
    own: dict[str, Any] = creature_table("species")[name]
    if "like" not in own:
        return own
    base = species_row(own["like"])
    merged = {**base, **own}
    for part in base:
        if isinstance(base[part], dict):
            merged[part] = {**base[part], **own.get(part, {})}
    return merged


def is_bird(name: str) -> bool:
    """Whether a species has the wings and legs of a bird. Raises KeyError when there is none."""
    return bool(species_row(name)["rig"] == "bird")
