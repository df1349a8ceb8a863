"""The runs that are served: found by name, never by a path; which of their files may be seen."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from panelwright.run import Run, opened
from panelwright_tools.domain import UserError

FILES: Final = "/files"
"""Where the files of runs lie for a browser."""
_PICTURES: Final = ("panels", "pages", "store", "cast", "references")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_SLICES: Final = ("webtoon", "layers")
_BOOKS: Final = frozenset(
    {"book.pdf", "book.cbz", "book.epub", "book.html", "autostudio.json", "manifest.json"}
)


@dataclass(frozen=True)
class Shelf:
    """A folder of runs, or one run of it alone."""

    folder: Path
    only: str | None = None

    def names(self) -> list[str]:
        """The runs that are there, the latest first."""
        if not self.folder.is_dir():
            return []
        found = [path for path in self.folder.iterdir() if self._is_served(path)]
        return [path.name for path in sorted(found, key=_changed, reverse=True)]

    def run(self, name: str) -> Run:
        """The run of that name. Raises UserError when none is served by it."""
        path = self.folder / name
        if not _NAME.fullmatch(name) or not self._is_served(path):
            raise UserError(f"there is no comic {name[:80]!r} here.")
        return opened(path)

    def file(self, name: str, relative: str) -> Path:
        """A file of a run that a browser may see. Raises UserError when there is none such."""
        run = self.run(name)
        parts = relative.split("/")
        wanted = run.folder.joinpath(*parts)
        if not _may_be_seen(parts) or not wanted.is_file():
            raise UserError("there is no such file.")
        if not wanted.resolve().is_relative_to(run.folder.resolve()):  # a link that leads out
            raise UserError("there is no such file.")
        return wanted

    def _is_served(self, path: Path) -> bool:
        if self.only is not None and path.name != self.only:
            return False
        if not _NAME.fullmatch(path.name) or path.is_symlink():
            return False
        return (path / "story.json").is_file() or (path / "run.toml").is_file()


def address(run: Run, path: Path) -> str | None:
    """Where a browser finds a file of a run, another address when it changed; None: not there."""
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return None
    relative = path.relative_to(run.folder).as_posix()
    return f"{FILES}/{quote(run.folder.name)}/{quote(relative)}?v={stamp:x}"


def _may_be_seen(parts: list[str]) -> bool:
    if not all(_NAME.fullmatch(part) for part in parts):
        return False
    if len(parts) == 1:
        return parts[0] in _BOOKS
    kind, name = parts[0], parts[-1]
    if len(parts) != 2:
        return False
    if kind in _PICTURES:
        return name.endswith(".png")
    return kind in _SLICES and name.endswith((".png", ".ora"))


def _changed(path: Path) -> float:
    try:
        return (path / "story.json").stat().st_mtime
    except OSError:
        return 0.0
