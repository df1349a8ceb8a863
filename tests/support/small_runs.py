"""A small story, and runs that the block painter draws in one process."""

from pathlib import Path

from panelwright.book import Book
from panelwright.making import created
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.work import Work, carry_out, versions
from panelwright_tools.domain import (
    Character,
    Panel,
    Place,
    Region,
    Relation,
    RelationKind,
    Speech,
    Story,
)

SETTINGS = Settings(painter="blocks", quality="fast", jobs=1)


_FILES = ("story.json", "run.toml", "book.cbz", "book.pdf", "book.html", "report.html")


def panel(number: int) -> Panel:
    """Mina left of a bench, and speaking."""
    return Panel(
        id=f"p{number:02d}",
        place="park",
        caption=f"Day {number}.",
        speech=(Speech(speaker="mina", text="Is it still raining?"),),
        regions=(
            Region(id="mina", subject="mina", noun="girl", phrase="a girl", key=True),
            Region(id="bench", noun="bench", phrase="a wooden bench"),
        ),
        relations=(Relation(kind=RelationKind.LEFT_OF, source="mina", target="bench"),),
    )


def small_story(panels: int = 3) -> Story:
    """A story of that many panels."""
    return Story(
        title="Rain",
        cast=(Character(id="mina", name="Mina"),),
        places=(Place(id="park", name="the park", noun="park"),),
        panels=tuple(panel(number + 1) for number in range(panels)),
    )


FOX_AND_CAR = Story(
    title="Two",
    panels=(
        Panel(
            id="p01",
            regions=(
                Region(id="fox", noun="fox", phrase="a red fox", key=True),
                Region(id="car", noun="car", phrase="a blue car", key=True),
            ),
        ),
    ),
)
"""A panel of two things that the miniature knows, and nobody."""


def planned(folder: Path, story: Story | None = None, settings: Settings = SETTINGS) -> Run:
    """A run of a story that is not drawn yet."""
    run = created(folder)
    run.write_story(story or small_story())
    run.write_manifest(settings, versions(settings), {})
    return run


def drawn(run: Run, *, go_on: bool = False) -> Book:
    """Draw a run to its end."""
    book = carry_out(run, Work(go_on=go_on))
    assert book is not None
    return book


def painted(run: Run) -> list[str]:
    """The key of every painting that was ever made in a run, in order."""
    log = run.store / "painted.log"
    return log.read_text().split() if log.exists() else []


def contents(run: Run) -> dict[str, bytes]:
    """Every file of a run whose bytes are promised to be the same again."""
    folders = ("cast", "panels", "pages", "attempts")
    files = [path for name in folders for path in sorted((run.folder / name).iterdir())]
    files += [run.folder / name for name in _FILES if (run.folder / name).exists()]
    return {str(path.relative_to(run.folder)): path.read_bytes() for path in files}
