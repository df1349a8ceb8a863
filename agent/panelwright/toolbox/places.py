"""Where an agent may read and write: names become paths only inside of the allowed folders."""

import re
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from panelwright.files import disk_errors
from panelwright.names import slug
from panelwright.run import Run, opened
from panelwright_tools.domain import UserError

_LONGEST: Final = 400
"""Characters of a name."""
_DEVICE: Final = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE
)
_BAD: Final = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


@dataclass(frozen=True)
class Places:
    """The folders of a desk."""

    root: Path
    """Everything is written here, and may be read; runs lie directly in it. Resolved."""
    inputs: tuple[Path, ...] = ()
    """Further folders whose files may be read. Resolved."""

    def run(self, name: str) -> Run:
        """The run of that name. Raises UserError when there is none."""
        parts = _parts(name)
        folder = _inside(self.root, parts) if len(parts) == 1 else None
        if folder is None or not folder.is_dir():
            known = ", ".join(self.runs()[:8]) or "none yet; plan_story and start make one"
            raise UserError(f"there is no run {name[:80]!r}; there are: {known}.")
        _check_holds_no_links(folder)
        return opened(folder)

    def runs(self) -> list[str]:
        """The names of all runs in the root, those that were worked on last first."""
        found = []
        for folder in self.root.iterdir():
            if _is_plain(folder) and (folder / "run.toml").is_file():
                found.append((-(folder / "run.toml").stat().st_mtime, folder.name))
        return [name for _, name in sorted(found)]

    def file(self, name: str) -> Path:
        """A file that may be read. Raises UserError when it is not there, or is none."""
        parts = _parts(name)
        for folder in (self.root, *self.inputs):
            path = _inside(folder, parts)
            if path is not None:
                if not stat.S_ISREG(path.lstat().st_mode):
                    raise UserError(f"{name[:80]!r} is no file.")
                return path
        raise UserError(
            f"there is no file {name[:80]!r} in the folders that may be read; give a path relative "
            "to one of them, such as one that another tool returned."
        )

    def output(self, folder: str, name: str) -> Path:
        """A path in a folder of the root that is made where it lacks; names become slugs."""
        target = self.root / slug(folder, "pictures")
        if target.is_symlink():
            raise UserError(f"{target.name} is a link; take it away, or name another folder.")
        with disk_errors(target):
            target.mkdir(parents=True, exist_ok=True)
        _check_holds_no_links(target)
        return target / name

    def name_of(self, path: Path) -> str:
        """How a path inside of the root is called."""
        return path.resolve().relative_to(self.root).as_posix()


def _parts(name: str) -> tuple[str, ...]:
    """The parts of a relative path. Raises UserError for one that could lead anywhere else."""
    shown = name[:80]
    if not name.strip() or len(name) > _LONGEST:
        raise UserError(f"a path needs 1 to {_LONGEST} characters.")
    if name.startswith(("/", "~")) or _BAD.search(name):
        raise UserError(f"{shown!r} won't do: give a relative path with forward slashes.")
    parts = PurePosixPath(name).parts
    if ".." in name.split("/") or not parts:
        raise UserError(f"{shown!r} leads out of the root; give a path inside of it.")
    if any(_DEVICE.fullmatch(part.strip(" .")) for part in parts):
        raise UserError(f"{shown!r} names a device; give a file.")
    return parts


def _inside(folder: Path, parts: tuple[str, ...]) -> Path | None:
    """The path in a folder, where it is there and no link is on the way."""
    path = folder
    for part in parts:
        path = path / part
        if path.is_symlink():
            raise UserError(f"{'/'.join(parts)!r} leads over a link; give the file itself.")
    return path if path.exists() and path.resolve().is_relative_to(folder) else None


def _check_holds_no_links(folder: Path) -> None:
    """Raises UserError where writing into a folder could write elsewhere."""
    with disk_errors(folder):
        links = [path.name for path in folder.iterdir() if path.is_symlink()]
    if links:
        raise UserError(f"{folder.name}/{min(links)} is a link; take it away, then ask again.")


def _is_plain(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and not folder.name.startswith(".")
