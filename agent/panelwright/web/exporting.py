"""The formats that a comic goes out in, and the files of it that are there."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from panelwright.run import Run
from panelwright.web.shelf import address
from panelwright_tools.domain import UserError

FORMATS: Final = {
    "pdf": ("PDF", "vector lettering, bookmarks, alt text"),
    "cbz": ("CBZ", "for comic readers"),
    "epub": ("EPUB", "fixed layout, for e-readers"),
    "html": ("HTML reader", "one file, opens in any browser"),
    "png": ("Pages", "a PNG for each"),
    "webtoon": ("Webtoon", "a strip, sliced between panels"),
    "ora": ("Layers", "OpenRaster: art, balloons, text"),
    "autostudio": ("AutoStudio", "its dialogue JSON"),
    "manifest": ("Manifest", "prompts, seeds and verdicts, to draw again"),
}
_FILES: Final = {
    "pdf": "book.pdf", "cbz": "book.cbz", "epub": "book.epub", "html": "book.html",
    "autostudio": "autostudio.json", "manifest": "manifest.json",
}  # fmt: skip
FOLDERS: Final = {"png": "pages", "webtoon": "webtoon", "ora": "layers"}
_KINDS: Final = (".png", ".ora")


@dataclass(frozen=True)
class Export:
    """One format."""

    name: str
    label: str
    told: str
    link: str | None
    """Where it is; None: it was not written yet."""


def exports(run: Run) -> list[Export]:
    """Every format, with what is there of it."""
    return [Export(name, *FORMATS[name], _link(run, name)) for name in FORMATS]


def packed(run: Run, name: str) -> bytes:
    """All files of a format that has several, as one archive. Raises UserError for others."""
    folder = FOLDERS.get(name)
    files = _files(run, folder) if folder is not None else []
    if not files:
        raise UserError("there is no such file.")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in files:
            archive.write(path, path.name)
    return buffer.getvalue()


def _link(run: Run, name: str) -> str | None:
    if name in _FILES:
        return address(run, run.folder / _FILES[name])
    files = _files(run, FOLDERS[name])
    return f"/packed/{run.folder.name}/{name}.zip" if files else None


def _files(run: Run, folder: str) -> list[Path]:
    return sorted(
        path for path in (run.folder / folder).glob("*") if path.suffix in _KINDS and path.is_file()
    )
