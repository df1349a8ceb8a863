"""One picture of somebody whose picture is given: a portrait without a run."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from panelwright import backends
from panelwright.files import write_whole
from panelwright.readiness import check_ready
from panelwright.references import read_picture
from panelwright.settings import Settings
from panelwright_tools.domain import Box, Brief, BriefRegion, Character, Region, UserError
from panelwright_tools.painting.painter import Painter
from panelwright_tools.painting.picture import GIVEN, Picture

SIDE: Final = 1024
_WHO: Final = "sitter"
_ENDINGS: Final = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}


@dataclass(frozen=True)
class Portrait:
    """What came out."""

    path: Path
    notes: tuple[str, ...]


def portrayed(
    references: Sequence[Path], prompt: str, output: Path, settings: Settings
) -> Portrait:
    """Paint whom the references show as the prompt says, and write the picture.

    Everything that was given is looked at before a model is loaded. Raises UserError for a bad
    reference, an empty prompt, a file that is no picture's, and a painter that looks at none;
    ToolError when it can't paint or write.
    """
    if not prompt.strip():
        raise UserError("--prompt is empty; say what the portrait is to be.")
    kind = _ENDINGS.get(output.suffix.lower())
    if kind is None or output.is_dir() or not output.absolute().parent.is_dir():
        known = ", ".join(_ENDINGS)
        raise UserError(f"can't write {output}: name a file ({known}) in a folder that is there.")
    given = {str(number): _read(path) for number, path in enumerate(references)}
    painter = _painter(settings)
    picture = painter.paint(portrait_of(prompt, tuple(given), settings), None, given)
    buffer = io.BytesIO()
    picture.image.save(buffer, kind)
    write_whole(output, buffer.getvalue())
    return Portrait(output, picture.notes)


def portrait_of(prompt: str, references: tuple[str, ...], settings: Settings) -> Brief:
    """One person who is the whole picture."""
    region = Region(id=_WHO, subject=_WHO, noun="person", phrase=prompt, key=True)
    sitter = Character(id=_WHO, name="Sitter", references=references)
    item = BriefRegion(region=region, box=Box(0, 0, 1, 1), character=sitter)
    return Brief(
        panel="portrait",
        prompt=prompt,
        style=settings.style or "",
        regions=(item,),
        size=(SIDE, SIDE),
        seed=settings.seed,
        quality=settings.quality,
    )


def _read(path: Path) -> Picture:
    image = Image.open(io.BytesIO(read_picture(path))).convert("RGB")
    return Picture(image=image, painter=GIVEN, seed=0)


def _painter(settings: Settings) -> Painter:
    """The painter of the settings. Raises UserError when it does not look at pictures."""
    name = backends.chosen(settings, "painter")
    painter: Painter = backends.made(backends.back_end(settings, "painter"))
    if not painter.takes_references:
        model = settings.painting.model
        called = f"{name}:{model}" if model and backends.takes(settings, "painter") else name
        raise UserError(
            f"the painter {called} does not look at pictures; give --painter diffusers:MODEL with "
            "an SDXL model and --adapter with an IP-Adapter for it, or a model that looks at them "
            "by itself, such as FLUX.1 Kontext."
        )
    check_ready(settings, ("painter",))
    return painter
