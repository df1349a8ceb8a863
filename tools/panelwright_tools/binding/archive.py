"""Zip files of books: the same bytes on every day."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import BinaryIO, Final, Protocol

from PIL import Image

from panelwright_tools.binding.book import Book

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip can hold."""


def entry(name: str, *, packed: bool = False) -> zipfile.ZipInfo:
    """An entry without the date of today; pictures are stored, text is packed."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    return info


class BookWriter(Protocol):
    """Writes a book of pages into a file, one format each; `day` is the date of publication."""

    def __call__(
        self,
        book: Book,
        pages: Iterable[Image.Image],
        file: BinaryIO,
        notes: str = "",
        day: date | None = None,
    ) -> None:
        """Write it."""
        ...


def in_memory(
    write: BookWriter, book: Book, pages: Iterable[Image.Image], notes: str, day: date | None
) -> bytes:
    """What a writer writes."""
    stream = io.BytesIO()
    write(book, pages, stream, notes, day)
    return stream.getvalue()
