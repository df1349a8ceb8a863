"""Write a finished comic in other formats."""

from pathlib import Path

from pydantic import Field

from panelwright.publishing import exported
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.showing import MOST_PICTURES, shown
from panelwright_tools.domain.model import Model


class Formats(Model):
    """What is wanted."""

    run: str = Field(description="the name of a run that is painted")
    formats: tuple[str, ...] = Field(
        max_length=16,
        description="of png, pdf, cbz, epub, html, webtoon, ora, autostudio, manifest",
    )


class Written(Model):
    """A file."""

    path: str = Field(description="relative to the root")
    bytes: int


class Exported(Answer):
    """The files, in the run's folder."""

    run: str
    files: tuple[Written, ...]


def export(asked: Formats, desk: Desk) -> Exported:
    """Write the book of a run. Raises UserError for an unknown format or an unpainted panel."""
    run = desk.places.run(asked.run)
    begun: dict[str, int] = {}

    def tell(name: str, written: int, of: int) -> None:
        desk.stop.check()
        before = begun.setdefault(name, len(begun))
        done = before + written / max(of, 1)
        desk.tell(done, len(asked.formats), f"{name}: {written} of {of}")

    paths = exported(run, asked.formats, None, tell=tell)
    pictures = [path for path in paths if path.suffix == ".png"][:MOST_PICTURES]
    return Exported(
        run=run.folder.name,
        files=tuple(_written(path, desk) for path in paths),
        pictures=tuple(shown(path, desk.places, path.stem) for path in pictures),
    )


def _written(path: Path, desk: Desk) -> Written:
    return Written(path=desk.places.name_of(path), bytes=path.stat().st_size)


OPERATION = Operation(
    "export", "Write a comic in other formats", Formats, Exported, export, idempotent=True
)
