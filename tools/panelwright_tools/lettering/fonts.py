"""Fonts: which one draws a character, how wide a text is, and where the files are."""

import os
import sys
import tomllib
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Literal

from PIL import ImageFont

Voice = Literal["speech", "emphasis", "sound"]
"""What a text is set as; decides the chain of fonts that are asked for each character."""

_REFERENCE = 200
"""Pixels at which widths are measured; large, so that hinting does not bend them."""


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, list[str]]]:
    text = resources.files(__package__).joinpath("data/fonts.toml").read_text("utf-8")
    return tomllib.loads(text)


def font_path(name: str) -> str:
    """The file of a font: a name from data/fonts.toml, or the path of a system font itself."""
    files: dict[str, str] = _table()["files"]  # type: ignore[assignment]
    if name in files:
        return str(resources.files(__package__).joinpath("fonts", files[name]))
    return name


@lru_cache(maxsize=256)
def load(name: str, size: float) -> ImageFont.FreeTypeFont:
    """A font at a size in pixels per em."""
    return ImageFont.truetype(font_path(name), size)


@lru_cache(maxsize=64)
def coverage(name: str) -> frozenset[int]:
    """The code points that a font draws; empty when its file can't be read."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # slow to load

    path = font_path(name)
    try:
        if path.lower().endswith((".ttc", ".otc")):
            with TTCollection(path, lazy=True) as collection:
                return frozenset(collection.fonts[0].getBestCmap() or ())
        with TTFont(path, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError, KeyError, AssertionError):
        return frozenset()


@lru_cache(maxsize=20_000)
def _unit_width(text: str, name: str) -> float:
    return float(load(name, _REFERENCE).getlength(text)) / _REFERENCE


def width(text: str, name: str, size: float) -> float:
    """The advance of a text in pixels at a size in pixels per em."""
    return _unit_width(text, name) * size


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "darwin":
        found = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    elif sys.platform == "win32":
        found = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
        found.append(home / "AppData/Local/Microsoft/Windows/Fonts")
    else:
        found = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
        found += [home / ".local/share/fonts", home / ".fonts"]
    return [folder for folder in found if folder.is_dir()]


@lru_cache(maxsize=1)
def system_fonts() -> tuple[str, ...]:
    """The system's outline fonts, the preferred ones first, then by name."""
    table = _table()["system"]
    rank = {name: place for place, name in enumerate(table["prefer"])}
    paths = [
        path
        for folder in _folders()
        for path in folder.rglob("*")
        if path.suffix.lower() in {".ttf", ".otf", ".ttc"}
        and not any(path.stem.lower().startswith(name) for name in table["avoid"])
    ]
    paths.sort(key=lambda path: (rank.get(path.stem.lower(), len(rank)), path.name, str(path)))
    return tuple(str(path) for path in paths)


@lru_cache(maxsize=4096)
def font_for(character: str, voice: Voice) -> str | None:
    """The first font of the voice's chain, then of the system, that draws the character."""
    code = ord(character)
    chain: list[str] = _table()["chains"][voice]
    for name in (*chain, *system_fonts()):
        if code in coverage(name):
            return name
    return None
