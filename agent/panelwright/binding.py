"""Binding a run: pages composed side by side, then every kind of book from them."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from panelwright.files import write_whole
from panelwright.run import Run
from panelwright.sheets import page_width
from panelwright.state import PanelResult
from panelwright.studio import Studio
from panelwright_tools.binding.book import Book, LetteredPanel
from panelwright_tools.binding.cbz import cbz_bytes
from panelwright_tools.binding.page import compose_page
from panelwright_tools.binding.png import png_bytes
from panelwright_tools.domain import Story
from panelwright_tools.layout.pages import PageLayout
from panelwright_tools.lettering.model import Lettering


@dataclass(frozen=True)
class PageJob:
    """One page to compose in a process of the workshop."""

    run: Path
    story: Story
    """Only the panels of the page, so that the job stays small."""
    page: PageLayout
    pages: int
    width: int


def bind_book(studio: Studio, panels: Mapping[str, PanelResult]) -> tuple[list[str], list[str]]:
    """Write pages and books; their names relative to the run folder."""
    pages = _composed(studio)
    book = lettered_book(studio.run, studio.story, studio.pages)
    images = [_opened(studio.run.folder / name) for name in pages]
    write_whole(studio.run.folder / "book.cbz", cbz_bytes(book, images, "Made with Panelwright."))
    return pages, ["book.cbz"]


def lettered_book(run: Run, story: Story, pages: list[PageLayout]) -> Book:
    """The story with its pages, pictures and letters as they lie in the run folder."""
    panels = {
        slot.panel: LetteredPanel(
            run.panel_picture(slot.panel),
            Lettering.model_validate_json(run.letters(slot.panel).read_bytes()),
        )
        for page in pages
        for slot in page.slots
    }
    return Book(story=story, pages=tuple(pages), panels=panels)


def compose(job: PageJob) -> bytes:
    """A page as PNG; runs in a process of the workshop."""
    run = Run(job.run)
    book = lettered_book(run, job.story, [job.page])
    book = Book(story=book.story, pages=(job.page,) * job.pages, panels=book.panels)
    image = compose_page(book, job.page, job.width)
    return png_bytes(image, {"Title": job.story.title, "Software": "Panelwright"})


def _composed(studio: Studio) -> list[str]:
    width = page_width(studio.pages, studio.settings)
    jobs = [
        PageJob(studio.run.folder, _excerpt(studio.story, page), page, len(studio.pages), width)
        for page in studio.pages
    ]
    names = []
    composed = studio.threads.map(lambda job: studio.workshop.do(compose, job), jobs)
    for job, data in zip(jobs, composed, strict=True):
        name = f"pages/page-{job.page.number:02d}.png"
        write_whole(studio.run.folder / name, data)
        names.append(name)
        studio.events.tell("composed", page=job.page.number, of=len(jobs))
    return names


def _excerpt(story: Story, page: PageLayout) -> Story:
    shown = {slot.panel for slot in page.slots}
    panels = tuple(panel for panel in story.panels if panel.id in shown)
    return story.model_copy(update={"panels": panels})


def _opened(path: Path) -> Image.Image:
    with Image.open(io.BytesIO(path.read_bytes())) as image:
        return image.convert("RGB")
