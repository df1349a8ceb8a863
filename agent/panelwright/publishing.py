"""Formats that a finished run goes out in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Final

from panelwright.binding import PageImages, Turned, lettered_book, page_name, write_book
from panelwright.files import disk_errors, place_copy, whole_file, write_whole
from panelwright.importing import kept_import
from panelwright.paging import kept_pages
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.sheets import page_width
from panelwright_tools.binding.book import Book
from panelwright_tools.domain import UserError
from panelwright_tools.formats.autostudio import to_autostudio
from panelwright_tools.formats.autostudio_kept import into_autostudio

Tell = Callable[[str, int, int], None]
"""Told a format, how much of it is written, and of how much; it may raise to end the work."""


def exported(
    run: Run,
    formats: Sequence[str],
    folder: Path | None,
    *,
    with_files: bool = False,
    tell: Tell = lambda name, done, of: None,
) -> list[Path]:
    """Write the book of a run in each format; the files.

    `with_files` lays beside a manifest what it can't be drawn again without. Raises UserError for
    an unknown format, or a run that is not drawn yet or is damaged, and what `tell` raises.
    """
    names = [name.strip().lower() for name in formats if name.strip()]
    unknown = [name for name in names if name not in _WRITERS]
    if unknown or not names:
        known = ", ".join(_WRITERS)
        wrong = f"there is no format {', '.join(unknown)}" if unknown else "name a format"
        raise UserError(f"{wrong}; there are {known}.")
    if with_files and "manifest" not in names:
        raise UserError("--with-files goes with --to manifest; other formats hold all they need.")
    target = folder or run.folder
    with _whole_files(run):
        book = _drawn_book(run)
        with disk_errors(target):
            target.mkdir(parents=True, exist_ok=True)
        written = [path for name in names for path in _written(name, run, book, target, tell)]
        return [*written, *(_files(run, book, target) if with_files else ())]


def _written(name: str, run: Run, book: Book, target: Path, tell: Tell) -> list[Path]:
    """One format, told page by page; of strips, panel by panel."""
    of = len(book.story.panels if name == "webtoon" else book.pages)
    tell(name, 0, of)
    paths = _WRITERS[name](run, book, target, lambda number: tell(name, number, of))
    tell(name, of, of)
    return paths


Writer = Callable[[Run, Book, Path, Turned], list[Path]]
"""Writes one format of a book into a folder; the files."""


@contextmanager
def _whole_files(run: Run) -> Iterator[None]:
    """Pillow and Pydantic say in many ways that a file of the run is damaged."""
    try:
        yield
    except (OSError, SyntaxError, ValueError) as error:
        raise UserError(
            f"a picture or letters of {run.folder} are damaged; run `agent draw {run.folder}`, "
            "which mends them, and export again."
        ) from error


def _drawn_book(run: Run) -> Book:
    story = run.read_story()
    missing = [panel.id for panel in story.panels if not _is_drawn(run, panel.id)]
    if missing:
        raise UserError(
            f"panel {missing[0]} is not drawn yet; run `agent draw {run.folder}` first."
        )
    return lettered_book(run, story, kept_pages(run, story, _settings(run)))


def _settings(run: Run) -> Settings:
    return run.settings() if run.manifest.is_file() else Settings()


def _is_drawn(run: Run, panel: str) -> bool:
    return run.panel_picture(panel).is_file() and run.letters(panel).is_file()


def _pages(run: Run, book: Book, turned: Turned) -> PageImages:
    paths = tuple(run.folder / page_name(page.number) for page in book.pages)
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise UserError(f"{missing[0]} is missing; run `agent draw {run.folder}` again.")
    return PageImages(paths, turned)


def _book_file(name: str) -> Writer:
    def write(run: Run, book: Book, target: Path, turned: Turned) -> list[Path]:
        path = target / name
        pages = _pages(run, book, turned)
        with whole_file(path) as file:
            write_book(name, book, pages, file, target)
        return [path]

    return write


def _png(run: Run, book: Book, target: Path, turned: Turned) -> list[Path]:
    written = []
    for number, source in enumerate(_pages(run, book, turned).paths, 1):
        path = target / source.name if target != run.folder else source
        place_copy(source, path)
        written.append(path)
        turned(number)
    return written


def _webtoon(run: Run, book: Book, target: Path, turned: Turned) -> list[Path]:
    from panelwright.strips import strip_book
    from panelwright_tools.binding.png import png_bytes
    from panelwright_tools.binding.webtoon import webtoon_slices

    folder = target / "webtoon"
    folder.mkdir(exist_ok=True)
    written = []
    for number, image in enumerate(webtoon_slices(strip_book(run, book, turned)), 1):
        path = folder / f"slice-{number:03d}.png"
        write_whole(path, png_bytes(image, {"Title": book.story.title}))
        written.append(path)
    return written


def _layers(run: Run, book: Book, target: Path, turned: Turned) -> list[Path]:
    from panelwright_tools.binding.layers import appendix_layers, page_layers
    from panelwright_tools.binding.openraster import write_openraster

    folder = target / "layers"
    folder.mkdir(exist_ok=True)
    width = page_width([*kept_pages(run, book.story, _settings(run))], _settings(run))
    pages = (page_layers(book, page, width) for page in book.pages)
    written = []
    images = (path.read_bytes() for path in _pages(run, book, turned).paths)
    appendix = ((stack, None) for stack in appendix_layers(book, width))
    parts = chain(zip(pages, images, strict=True), appendix)
    for number, (stack, image) in enumerate(parts, 1):
        path = folder / f"page-{number:02d}.ora"
        with whole_file(path) as file:
            write_openraster(stack, file, page=image)
        written.append(path)
        turned(number)
    return written


def _autostudio(run: Run, book: Book, target: Path, turned: Turned) -> list[Path]:
    briefs = {}
    for panel in book.story.panels:
        attempts = run.read_attempts(panel.id)
        briefs[panel.id] = run.read_brief(attempts[-1]) if attempts else None
    path = target / "autostudio.json"
    kept = kept_import(run)
    story = book.story
    text = into_autostudio(story, briefs, *kept) if kept else to_autostudio(story, briefs)
    write_whole(path, text)
    return [path]


def _manifest(run: Run, book: Book, target: Path, turned: Turned) -> list[Path]:
    from panelwright.manifest import write_manifest

    path = target / "manifest.json"
    write_manifest(run, book.story, path)
    return [path]


def _files(run: Run, book: Book, target: Path) -> list[Path]:
    from panelwright.manifest import lay_beside

    return lay_beside(run, book.story, target)


_WRITERS: Final[Mapping[str, Writer]] = {
    "png": _png,
    "pdf": _book_file("book.pdf"),
    "cbz": _book_file("book.cbz"),
    "epub": _book_file("book.epub"),
    "html": _book_file("book.html"),
    "webtoon": _webtoon,
    "ora": _layers,
    "autostudio": _autostudio,
    "manifest": _manifest,
}
