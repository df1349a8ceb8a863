"""How long each format takes for a book of 100 pages, and how large it gets.

    python benchmarks/bench_export.py --pages 100

A short comic is drawn once; its pages are repeated, each picture with a pixel of its own, so that
no format can store one picture for many. Page images and letters are there before the
clock runs, as they are when a run is exported.
"""

import argparse
import io
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import panelwright
from panelwright.binding import PageImages, lettered_book
from panelwright.paging import kept_pages
from panelwright.run import opened
from panelwright_tools.binding.book import Book, LetteredPanel
from panelwright_tools.binding.cbz import write_cbz
from panelwright_tools.binding.epub import write_epub
from panelwright_tools.binding.html import html_parts
from panelwright_tools.binding.layers import page_layers
from panelwright_tools.binding.openraster import write_openraster
from panelwright_tools.binding.pdf import write_pdf
from panelwright_tools.binding.png import png_bytes
from panelwright_tools.binding.webtoon import webtoon_slices
from panelwright_tools.formats.autostudio import to_autostudio

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        book, images = _long_book(Path(scratch), options.pages)
        print(f"{len(book.pages)} pages, {len(book.panels)} panels", flush=True)
        for name, write in _writers(book, images).items():
            path = Path(scratch) / "export"
            wall, work = time.monotonic(), time.process_time()
            with path.open("wb") as file:
                write(file)
            wall, work = time.monotonic() - wall, time.process_time() - work
            size = path.stat().st_size / 1e6
            print(f"{name:12} {work:7.1f} s of processor {wall:7.1f} s {size:7.1f} MB", flush=True)


def _writers(book: Book, images: PageImages) -> dict[str, Callable[[BinaryIO], None]]:
    def html(file: BinaryIO) -> None:
        file.writelines(part.encode() for part in html_parts(book, images))

    def strip(file: BinaryIO) -> None:
        file.writelines(png_bytes(image, {}) for image in webtoon_slices(book))

    def layers(file: BinaryIO) -> None:
        for page, image in zip(book.pages, images.paths, strict=True):
            stream = io.BytesIO()
            write_openraster(page_layers(book, page), stream, page=image.read_bytes())
            file.write(stream.getvalue())

    return {
        "pdf": lambda file: write_pdf(book, file),
        "cbz": lambda file: write_cbz(book, images, file),
        "epub": lambda file: write_epub(book, images, file),
        "html": html,
        "webtoon": strip,
        "ora": layers,
        "autostudio": lambda file: _text(file, to_autostudio(book.story, {})),
    }


def _text(file: BinaryIO, text: str) -> None:
    file.write(text.encode())


def _long_book(scratch: Path, count: int) -> tuple[Book, PageImages]:
    """A drawn comic with its pages repeated; every panel has an id and a picture of its own."""
    synopsis = (ROOT / "examples/the-map-in-the-rain.txt").read_text("utf-8")
    run = opened(panelwright.plan_and_draw(synopsis, folder=scratch / "run").folder)
    story = run.read_story()
    book = lettered_book(run, story, kept_pages(run, story, run.settings()))
    files = sorted((run.folder / "pages").glob("*.png"))
    panels, pages, shown, images = [], [], {}, []
    for number in range(1, count + 1):
        page = book.pages[(number - 1) % len(book.pages)]
        slots = []
        for slot in page.slots:
            name = f"{slot.panel}-{number}"
            panels.append(story.panel(slot.panel).model_copy(update={"id": name}))
            shown[name] = _own(book.panels[slot.panel], number, scratch / f"{name}.png")
            slots.append(slot.model_copy(update={"panel": name}))  # type: ignore[attr-defined]
        changes = {"number": number, "slots": tuple(slots)}
        pages.append(page.model_copy(update=changes))  # type: ignore[attr-defined]
        images.append(files[(number - 1) % len(files)])
    long = story.model_copy(update={"panels": tuple(panels)})
    return Book(long, tuple(pages), shown), PageImages(tuple(images))


def _own(panel: LetteredPanel, number: int, path: Path) -> LetteredPanel:
    """The panel with a pixel that no other has."""
    image = panel.image()
    image.putpixel((0, 0), (number % 256, number // 256, 0))
    image.save(path, compress_level=1)
    return replace(panel, picture=path)


if __name__ == "__main__":
    main()
