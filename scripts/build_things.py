"""Convert the flat emoji icon set into the compact polygons that the storyboard painter inks.

Usage: npm pack @iconify-json/fluent-emoji-flat@1.2.6 emojibase-data@17.0.0, unpack both, then
`python scripts/build_things.py ICONS.json EMOJIBASE/en/data.json OUTPUT_FOLDER`.
Writes shapes.zip (one JSON file of coloured polygons an icon, so that a reader opens only what it
draws) and words.json.gz (word to icon names).
"""

import gzip
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path

UNITS = 16
"""Steps per icon unit: an icon of 32 units has coordinates 0..512."""
CURVE_STEPS = 6
SKIPPED = re.compile(r"(^|-)(light|dark|medium|medium-light|medium-dark)(-|$)|flag|keycap|button")
WORD = re.compile(r"[a-z][a-z' -]{1,30}")

Shape = list[Any]  # [colour, opacity, [[x0, y0, x1, y1, ...], ...]]


class PolygonPen(BasePen):  # type: ignore[misc]
    """Collects a path as flattened polygons."""

    def __init__(self) -> None:
        """Start with no polygons."""
        super().__init__(None)
        self.polygons: list[list[tuple[float, float]]] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self.polygons.append([pt])

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self.polygons[-1].append(pt)

    def _curveToOne(
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        start = self._getCurrentPoint()
        for t in np.linspace(0, 1, CURVE_STEPS + 1)[1:]:
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            points = (start, pt1, pt2, pt3)
            x, y = (
                sum(w * p[axis] for w, p in zip(weights, points, strict=True)) for axis in (0, 1)
            )
            self.polygons[-1].append((float(x), float(y)))


def polygons_of(element: ElementTree.Element) -> list[list[tuple[float, float]]]:
    """The outlines of one SVG element, flattened."""
    tag = element.tag.rsplit("}", 1)[-1]
    if tag == "path":
        pen = PolygonPen()
        parse_path(element.get("d", ""), pen)
        return [polygon for polygon in pen.polygons if len(polygon) > 2]

    def number(name: str, default: float = 0.0) -> float:
        return float(element.get(name, default))

    if tag in ("circle", "ellipse"):
        rx, ry = number("rx", number("r")), number("ry", number("r"))
        turns = np.linspace(0, 2 * np.pi, 28, endpoint=False)
        return [[(number("cx") + rx * np.cos(t), number("cy") + ry * np.sin(t)) for t in turns]]
    if tag == "rect":
        x, y, w, h = number("x"), number("y"), number("width"), number("height")
        return [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)]]
    return []


def shapes_of(body: str) -> list[Shape]:
    """The coloured polygons of an icon, painted in order; gradients and clips are left out."""
    root = ElementTree.fromstring(f'<svg xmlns:xlink="x">{body}</svg>')
    shapes: list[Shape] = []

    def visit(element: ElementTree.Element, fill: str, opacity: float) -> None:
        if element.tag in ("defs", "clipPath", "mask"):
            return
        fill = element.get("fill", fill)
        opacity *= float(element.get("opacity", 1)) * float(element.get("fill-opacity", 1))
        if fill.startswith("#"):
            outlines = [simplified(polygon) for polygon in polygons_of(element)]
            outlines = [outline for outline in outlines if len(outline) >= 6]
            if outlines:
                shapes.append([full_hex(fill), round(opacity, 2), outlines])
        for child in element:
            visit(child, fill, opacity)

    visit(root, "#000000", 1.0)
    return shapes


def full_hex(colour: str) -> str:
    """`#abc` as `#aabbcc`."""
    return "#" + "".join(ch * 2 for ch in colour[1:]) if len(colour) == 4 else colour[:7]


def simplified(polygon: list[tuple[float, float]]) -> list[int]:
    """Whole-number coordinates without repeated points."""
    flat: list[int] = []
    for x, y in polygon:
        point = [round(x * UNITS), round(y * UNITS)]
        if flat[-2:] != point:
            flat += point
    return flat


def words_of(entries: list[dict[str, Any]], icons: set[str]) -> dict[str, list[str]]:
    """From a label word or tag to icon names, the best first."""
    ranked: dict[str, list[tuple[int, str]]] = {}
    for entry in entries:
        label = entry["label"].lower()
        name = re.sub(r"[^a-z0-9]+", "-", label).strip("-")
        if name not in icons:
            continue
        for rank, word in [(0, label), *((1, tag.lower()) for tag in entry.get("tags", []))]:
            if WORD.fullmatch(word):
                ranked.setdefault(word, []).append((rank, name))
    return {word: [name for _, name in sorted(found)][:4] for word, found in ranked.items()}


def compact_json(data: object) -> bytes:
    """The shortest JSON with sorted keys."""
    return json.dumps(data, separators=(",", ":"), sort_keys=True).encode()


def write_shapes(path: Path, shapes: dict[str, list[Shape]]) -> None:
    """Zip with a fixed date, so that the same input gives the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(shapes):
            entry = zipfile.ZipInfo(f"{name}.json")
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, compact_json(shapes[name]))


def main(icons_file: str, emojibase_file: str, output: str) -> None:
    """Read both packages and write the two data files."""
    icons = json.loads(Path(icons_file).read_text(encoding="utf-8"))["icons"]
    kept = {name: icon["body"] for name, icon in icons.items() if not SKIPPED.search(name)}
    shapes = {name: shapes_of(body) for name, body in kept.items()}
    shapes = {name: found for name, found in shapes.items() if found}
    entries = json.loads(Path(emojibase_file).read_text(encoding="utf-8"))
    folder = Path(output)
    write_shapes(folder / "shapes.zip", shapes)
    words = compact_json(words_of(entries, set(shapes)))
    (folder / "words.json.gz").write_bytes(gzip.compress(words, compresslevel=9, mtime=0))
    print(f"{len(shapes)} icons")


if __name__ == "__main__":
    main(*sys.argv[1:4])
