"""Styles by name: what happens to the finished picture, and how heavy its lines are.

A process is pure and local: it looks at most `MARGIN` pixels around each pixel and takes the
window's origin, so that a window of the styled picture equals the styled window.
"""

import difflib
from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image

from panelwright_tools.domain.errors import UserError
from panelwright_tools.painting.storyboard.mood import Mood
from panelwright_tools.painting.storyboard.processes import PROCESSES
from panelwright_tools.painting.storyboard.tables import table

MARGIN = 12
"""Pixels around a window that a process may look at."""


@dataclass(frozen=True)
class Style:
    """One named style."""

    name: str
    process: str
    line: float
    """Factor on the weight of all ink."""
    halftone: bool
    """Whether sets get the dot screen of `draw_place` and paper its grain."""
    wash: float
    """How far figures are lightened so that lines, not fills, draw them, 0..1."""
    about: str
    falls: tuple[str, str] | None = None
    """Ink and paper of rain and flakes that are drawn over the styled picture; None: they are
    part of what is styled."""
    coloured: bool = False
    """What falls in a colour of its own is part of what is styled."""


def style_names() -> tuple[str, ...]:
    """The names of all styles, the default first."""
    return tuple(table("styles"))


def style(name: str) -> Style:
    """The style of this name or alias. Raises UserError naming the nearest ones."""
    wanted = " ".join(name.lower().replace("_", " ").replace("-", " ").split())
    found = _names().get(wanted)
    if found is None:
        raise UserError(_unknown(name, wanted))
    row = table("styles")[found]
    return Style(
        name=found,
        process=row["process"],
        line=float(row["line"]),
        halftone=row["halftone"],
        wash=float(row["wash"]),
        about=row["about"],
        falls=tuple(row["falls"]) if "falls" in row else None,
        coloured=row.get("coloured", False),
    )


def apply_style(
    image: Image.Image, chosen: Style, seed: int = 0, origin: tuple[int, int] = (0, 0)
) -> Image.Image:
    """The picture (or a window of it at `origin`) in a style."""
    return PROCESSES[chosen.process](image, seed, origin)


def under_style(mood: Mood, chosen: Style) -> Mood:
    """The light of a scene as a style wants it: draw with this mood."""
    return replace(mood, wash=chosen.wash)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names = {name: name for name in table("styles")}
    for name, row in table("styles").items():
        names.update({alias: name for alias in row["aliases"]})
    return names


def _unknown(name: str, wanted: str) -> str:
    near = difflib.get_close_matches(wanted, _names(), n=4, cutoff=0.5)
    meant = list(dict.fromkeys(_names()[match] for match in near))
    hint = f"did you mean {' or '.join(meant)}? " if meant else ""
    return f"There is no style {name!r}; {hint}choose one of: {', '.join(style_names())}."
