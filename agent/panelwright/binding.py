"""Binding a run: pages composed side by side, then every kind of book from them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, overload

from PIL import Image

from panelwright.files import whole_file, write_whole
from panelwright.run import Run
from panelwright.sheets import page_width
from panelwright_tools.binding.book import Book, LetteredPanel
from panelwright_tools.domain import Story, ToolError
from panelwright_tools.layout.pages import PageLayout
from panelwright_tools.lettering.model import Lettering

if TYPE_CHECKING:
    from panelwright.studio import Studio  # not loaded where pages are composed

NOTES = "Made with Panelwright: planned, drawn, checked and lettered by program."
BOOKS = ("book.pdf", "book.cbz", "book.html")


Turned = Callable[[int], None]
"""Told the number of a page, from 1, that is done; it may raise to end the work."""


@dataclass(frozen=True)
class PageJob:
    """One page to compose in a process of the workshop."""

    run: Path
    story: Story
    """Only the panels of the page, so that the job stays small."""
    page: PageLayout
    pages: int
    width: int


@dataclass(frozen=True)
class BookJob:
    """One book to bind in a process of the workshop."""

    run: Path
    story: Story
    pages: list[PageLayout]
    name: str
    """The file's name, one of BOOKS."""


@dataclass(frozen=True)
class PageImages(Sequence[Image.Image]):
    """Composed pages on disk; each is opened only while it is looked at."""

    paths: tuple[Path, ...]
    turned: Turned = lambda number: None
    """Called with the number of every page that was looked at, in a book bound page by page."""

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self.paths)

    def __iter__(self) -> Iterator[Image.Image]:
        """The pages in order, one at a time."""
        for number, path in enumerate(self.paths, 1):
            yield _opened(path)
            self.turned(number)

    @overload
    def __getitem__(self, index: int) -> Image.Image: ...

    @overload
    def __getitem__(self, index: slice) -> "PageImages": ...

    def __getitem__(self, index: int | slice) -> "Image.Image | PageImages":
        """One page, opened, or some of them, not yet opened."""
        if isinstance(index, slice):
            return PageImages(self.paths[index], self.turned)
        return _opened(self.paths[index])


def bind_book(studio: "Studio") -> tuple[list[str], list[str]]:
    """Write pages and books; their names relative to the run folder."""
    pages = _composed(studio)
    jobs = [BookJob(studio.run.folder, studio.story, studio.pages, name) for name in BOOKS]
    list(studio.in_turn(bind, jobs))
    return pages, list(BOOKS)


@dataclass(frozen=True, eq=False)
class DrawnPanels(Mapping[str, LetteredPanel]):
    """Pictures and letters as they lie in a run folder; each is read when it is asked for."""

    run: Run
    ids: tuple[str, ...]
    """Panels in the order of the pages."""

    def __len__(self) -> int:
        """How many panels there are."""
        return len(self.ids)

    def __iter__(self) -> Iterator[str]:
        """The panels' ids in order."""
        return iter(self.ids)

    def __contains__(self, panel: object) -> bool:
        """Whether the panel is on a page; nothing is read."""
        return panel in self.ids

    def __getitem__(self, panel: str) -> LetteredPanel:
        """The panel's picture, not opened, and its letters."""
        if panel not in self.ids:
            raise KeyError(panel)
        letters = self.run.letters(panel).read_bytes()
        return LetteredPanel(self.run.panel_picture(panel), Lettering.model_validate_json(letters))


def lettered_book(run: Run, story: Story, pages: Sequence[PageLayout]) -> Book:
    """The story with its pages, pictures and letters as they lie in the run folder."""
    ids = tuple(slot.panel for page in pages for slot in page.slots)
    return Book(story=story, pages=tuple(pages), panels=DrawnPanels(run, ids))


def compose(job: PageJob) -> str:
    """Write a page as PNG; runs in a process of the workshop. Its name in the run folder."""
    from panelwright_tools.binding.page import compose_page
    from panelwright_tools.binding.png import png_bytes

    run = Run(job.run)
    book = lettered_book(run, job.story, [job.page])
    book = Book(story=book.story, pages=(job.page,) * job.pages, panels=book.panels)
    image = compose_page(book, job.page, job.width)
    name = page_name(job.page.number)
    write_whole(
        run.folder / name, png_bytes(image, {"Title": job.story.title, "Software": "Panelwright"})
    )
    return name


def bind(job: BookJob) -> None:
    """Write one book; runs in a process of the workshop."""
    run = Run(job.run)
    book = lettered_book(run, job.story, job.pages)
    images = PageImages(tuple(run.folder / page_name(page.number) for page in job.pages))
    with whole_file(run.folder / job.name) as file:
        write_book(job.name, book, images, file, run.folder)


def write_book(name: str, book: Book, images: PageImages, file: BinaryIO, scratch: Path) -> None:
    """Write one of BOOKS, or an EPUB, page by page.

    What must wait lies nameless in the folder `scratch`.
    """
    from panelwright_tools.binding.cbz import write_cbz
    from panelwright_tools.binding.epub import write_epub
    from panelwright_tools.binding.html import html_parts
    from panelwright_tools.binding.pdf import write_pdf

    match name:
        case "book.pdf":
            write_pdf(book, file, scratch=scratch, turned=images.turned)
        case "book.cbz":
            write_cbz(book, images, file, NOTES)
        case "book.epub":
            write_epub(book, images, file, NOTES)
        case _:
            file.writelines(part.encode() for part in html_parts(book, images))


def page_name(number: int) -> str:
    """The name of a page in the run folder."""
    return f"pages/page-{number:02d}.png"


def _composed(studio: "Studio") -> list[str]:
    width = page_width(studio.pages, studio.settings)
    jobs = [
        PageJob(studio.run.folder, _excerpt(studio.story, page), page, len(studio.pages), width)
        for page in studio.pages
    ]
    names = []
    for name in studio.in_turn(compose, jobs):
        names.append(name)
        studio.events.tell("composed", page=len(names), of=len(jobs))
    _forget_pages(studio.run, len(jobs))
    return names


def _forget_pages(run: Run, after: int) -> None:
    """Remove the pages of an earlier, longer binding."""
    while (path := run.folder / page_name(after + 1)).exists():
        path.unlink()
        after += 1


def _excerpt(story: Story, page: PageLayout) -> Story:
    shown = {slot.panel for slot in page.slots}
    panels = tuple(panel for panel in story.panels if panel.id in shown)
    return story.model_copy(update={"panels": panels})


def _opened(path: Path) -> Image.Image:
    try:
        with Image.open(path) as image:
            return image.convert("RGB")
    except OSError as error:
        raise ToolError(f"{path} is damaged or gone; run `agent draw` again.") from error
