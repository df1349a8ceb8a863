"""Run folders come and go: made where nothing stands, removed when nothing came of them."""

from pathlib import Path
from shutil import rmtree

from panelwright.files import disk_errors
from panelwright.run import FOLDERS, Run
from panelwright_tools.domain import UserError


def created(folder: Path) -> Run:
    """A new run in a folder that is not there yet, or is empty.

    Raises UserError when the folder holds something, ToolError when it can't be made.
    """
    with disk_errors(folder):
        if folder.is_file():
            raise UserError(f"{folder} is a file; name a folder.")
        if folder.exists() and any(folder.iterdir()):
            is_run = any((folder / name).is_file() for name in ("run.toml", "story.json"))
            go_on = f"go on with `agent resume {folder}` or " if is_run else ""
            raise UserError(f"{folder} is not empty; {go_on}name another folder.")
        try:
            for name in FOLDERS:
                (folder / name).mkdir(parents=True)
        except FileExistsError as error:  # another process makes a run of it at this moment
            raise UserError(f"{folder} is in use by another process; name another.") from error
    return Run(folder)


def created_beside(runs: Path, name: str) -> Run:
    """A new run called `name`, or `name-2`, `name-3` … when that is taken."""
    number = 1
    while True:
        folder = runs / (name if number == 1 else f"{name}-{number}")
        with disk_errors(folder):
            try:
                folder.mkdir(parents=True)
            except FileExistsError:
                number += 1
                continue
        return created(folder)


def discarded(run: Run) -> None:
    """Remove a new run that never got a plan, with the little that was made in it."""
    with disk_errors(run.folder):
        rmtree(run.folder)
