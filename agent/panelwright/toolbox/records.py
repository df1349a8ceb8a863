"""What became of the work on a run, kept in its folder, so that ids outlive the server."""

from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from panelwright.files import write_whole
from panelwright.lock import locked
from panelwright.run import Run
from panelwright_tools.domain import UserError
from panelwright_tools.domain.model import Model

State = Literal["queued", "running", "planned", "done", "stopped", "failed"]
"""`planned`: there is a plan that waits to be painted; `stopped`: it goes on where it stopped."""

ENDED: Final[frozenset[State]] = frozenset({"planned", "done", "stopped", "failed"})
_INTERRUPTED: Final = "the work ended before it was done; start it again and it goes on there."


class Record(Model):
    """How the last work on a run ended, or that it goes on."""

    state: State
    said: str = ""


def keep(run: Run, state: State, said: str = "") -> Record:
    """Keep what became of the work."""
    record = Record(state=state, said=said[:2000])
    write_whole(_path(run), record.model_dump_json() + "\n")
    return record


def read(run: Run) -> Record:
    """What became of the work on a run that this process does not work on."""
    if is_locked(run):
        return Record(state="running", said="another process works on it.")
    with suppress(OSError, ValueError):
        record = Record.model_validate_json(_path(run).read_bytes())
        if record.state in ENDED:
            return record
        return Record(state="stopped", said=_INTERRUPTED)
    return _without_record(run)


def is_locked(run: Run) -> bool:
    """Whether a living process works on the run."""
    if not run.lock.is_file():
        return False
    try:
        with locked(run.lock):
            return False
    except UserError:
        return True


def _without_record(run: Run) -> Record:
    """Of a run that no toolbox worked on, as far as its files tell."""
    if not run.story.is_file():
        return Record(state="stopped", said=_INTERRUPTED)
    try:
        panels = run.read_story().panels
    except UserError as error:
        return Record(state="failed", said=str(error))
    if (run.folder / "book.pdf").is_file() and all(run.letters(p.id).is_file() for p in panels):
        return Record(state="done")
    return Record(state="planned")


def _path(run: Run) -> Path:
    return run.folder / "job.json"
