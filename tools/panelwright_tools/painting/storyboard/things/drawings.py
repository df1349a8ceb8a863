"""The drawings of things: scripts with their colours and anchors, from data/drawings/*.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from panelwright_tools.painting.storyboard.strokes.script import (
    Stroke,
    parse_script,
    script_bounds,
)

Pair = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """How one thing is drawn, in units of its own; see `placed`."""

    name: str
    nouns: tuple[str, ...]
    strokes: tuple[Stroke, ...]
    colours: tuple[tuple[str, str], ...] = ()
    """Its roles; `main` takes the colour or the material of the phrase."""
    main: str | None = None
    """The material of its main part, when it has one."""
    seat: Pair | None = None
    grip: Pair | None = None
    lap: Pair | None = None
    """From and to x where riders sit."""
    face: tuple[float, float, float] | None = None
    """x, y and size of its face when it is a character."""
    glow: tuple[float, float, float, str] | None = None
    """x, y, radius and colour of its light."""
    grip_angle: float = 0.0
    water: bool = False
    """It carries somebody on the water."""
    hung: tuple[str, ...] = ()
    """Nouns that are drawn so where they hang on a wall."""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return script_bounds(self.strokes)

    @property
    def has_front(self) -> bool:
        """A part of it lies over its riders."""
        return any(stroke.verb == "front" for stroke in self.strokes)


@cache
def drawings() -> dict[str, Drawing]:
    """All drawings by name."""
    found: dict[str, Drawing] = {}
    folder = files(__package__).joinpath("data", "drawings")
    for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
        for name, row in tomllib.loads(path.read_text("utf-8")).items():
            found[name] = _drawing(name, dict(row))
    return found


def _drawing(name: str, row: dict[str, Any]) -> Drawing:
    strokes = parse_script(str(row.pop("draw")))
    colours = row.pop("colours", {})
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    for key in ("seat", "grip", "lap"):
        if key in values:
            values[key] = tuple(v / 100 for v in values[key])
    for key, count in (("face", 3), ("glow", 3)):
        if key in values:
            numbers = tuple(v / 100 for v in values[key][:count])
            values[key] = (*numbers, *values[key][count:])
    return Drawing(name=name, strokes=strokes, colours=tuple(colours.items()), **values)


@cache
def _hung() -> dict[str, str]:
    return {noun: d.nouns[0] for d in drawings().values() for noun in d.hung}


def hung_form(noun: str) -> str:
    """What a thing is called where it hangs on a wall: a clock is a wall clock there."""
    return _hung().get(noun.lower(), noun)


@cache
def drawing_of_nouns() -> dict[str, str]:
    """From a noun to the name of its drawing."""
    found: dict[str, str] = {}
    for name, drawing in drawings().items():
        for noun in drawing.nouns:
            found.setdefault(noun, name)
    return found
