"""How much memory a book takes while it is bound."""

import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pytest
from PIL import Image

from panelwright_tools.binding.book import Book
from panelwright_tools.binding.cbz import write_cbz
from panelwright_tools.binding.epub import write_epub
from panelwright_tools.binding.html import html_parts
from panelwright_tools.binding.pdf import write_pdf
from panelwright_tools.binding.report import Outcome, RunFacts, report_parts
from panelwright_tools.layout.pages import PageLayout

Write = Callable[[Book, BinaryIO], None]
SIZE = (200, 180)


def _noise(number: int) -> Image.Image:
    """A picture that no compression makes small: about 60 KB as JPEG."""
    pixels = np.random.default_rng(number).integers(0, 255, (SIZE[1], SIZE[0], 3), np.uint8)
    return Image.fromarray(pixels)


def _saved(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number}.png" for number in range(count)]
    for number, path in enumerate(paths):
        _noise(number).save(path)
    return paths


def _long(book: Book, paths: list[Path]) -> Book:
    """A book with one panel a page and another picture on each."""
    model = book.story.panels[1]
    panels = tuple(model.model_copy(update={"id": path.stem}) for path in paths)
    first: Any = book.pages[0]
    pages = tuple(
        PageLayout(
            number=number,
            size=first.size,
            slots=(first.slots[0].model_copy(update={"panel": panel.id}),),
        )
        for number, panel in enumerate(panels, 1)
    )
    shown = {
        panel.id: replace(book.panels["p02"], picture=path)
        for panel, path in zip(panels, paths, strict=True)
    }
    return Book(book.story.model_copy(update={"panels": panels}), pages, shown)


class _Opened(list[Path]):
    """Pages that are opened when it is their turn."""

    def __iter__(self) -> Iterator[Any]:
        return (Image.open(path).convert("RGB") for path in super().__iter__())


def _pdf(book: Book, file: BinaryIO) -> None:
    write_pdf(book, file)


def _cbz(book: Book, file: BinaryIO) -> None:
    write_cbz(book, _pictures(book), file)


def _epub(book: Book, file: BinaryIO) -> None:
    write_epub(book, _pictures(book), file)


def _html(book: Book, file: BinaryIO) -> None:
    file.writelines(part.encode() for part in html_parts(book, _pictures(book)))


def _pictures(book: Book) -> Any:
    return _Opened(Path(str(panel.picture)) for panel in book.panels.values())


def _peak(write: Write, book: Book, path: Path) -> int:
    tracemalloc.start()
    try:
        with path.open("wb") as file:
            write(book, file)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("write", [_pdf, _cbz, _epub, _html])
def test_a_longer_book_takes_hardly_more_memory(write: Write, book: Book, tmp_path: Path) -> None:
    paths = _saved(tmp_path, 40)
    short, long = _long(book, paths[:10]), _long(book, paths)
    _peak(write, short, tmp_path / "warm")
    few, many = (_peak(write, one, tmp_path / "book") for one in (short, long))
    assert (tmp_path / "book").stat().st_size > 1_500_000
    assert many - few < 500_000


def test_a_longer_report_takes_hardly_more_memory(book: Book, tmp_path: Path) -> None:
    facts = RunFacts("run", "embedded/1", "storyboard/1", "masks/1", "leave-one-out/1")

    def report(book: Book, file: BinaryIO) -> None:
        outcomes = [Outcome(panel.id, "accepted", 1) for panel in book.story.panels]
        sections = (f"{panel.id} {'x' * 60_000}" for panel in book.story.panels)
        file.writelines(
            part.encode() for part in report_parts(book.story, outcomes, sections, facts)
        )

    paths = [tmp_path / f"{number}.png" for number in range(100)]
    _peak(report, _long(book, paths[:1]), tmp_path / "warm")
    few, many = (_peak(report, _long(book, some), tmp_path / "r") for some in (paths[:10], paths))
    assert (tmp_path / "r").stat().st_size > 6_000_000
    assert many - few < 500_000
