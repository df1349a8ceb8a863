"""A PDF whose pictures and finished pages wait on disk, and that is written as it is made.

fpdf2 keeps every picture and page in memory, and then the whole file once more. Here each of them
goes to a spool as soon as it is complete; the bytes written are those that fpdf2 would return.
"""

import hashlib
from functools import partial
from typing import Any, BinaryIO, cast

from fpdf import FPDF
from fpdf.output import OutputProducer, PDFPage, PDFXObject
from fpdf.syntax import PDFContentStream, PDFObject

from panelwright_tools.binding.spool import Spool, Stored


class StreamedPdf(FPDF):
    """A document of which only the current page is in memory."""

    def __init__(self, spool: Spool, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.spool = spool
        self.finished: dict[int, Stored] = {}
        """The content of pages that are complete, by page number."""

    def add_page(self, *arguments: Any, **named: Any) -> None:
        """Begin a page; the one before is complete."""
        before = self.page
        super().add_page(*arguments, **named)
        if before:
            page = self.pages[before]
            self.finished[before] = self.spool.put(cast(bytearray, page.contents))
            page.contents = bytearray()

    def image(self, *arguments: Any, **named: Any) -> Any:
        """Place a picture; its bytes leave the memory."""
        info = super().image(*arguments, **named)
        for part in ("data", "smask"):
            if isinstance(info.get(part), bytes | bytearray):
                info[part] = self.spool.put(cast(bytes, info[part]))
        return info

    def write_to(self, file: BinaryIO) -> None:
        """Write the document; nothing can be added to it after."""
        producer = partial(_Output, file=file)
        self.output(output_producer_class=cast(type[OutputProducer], producer))

    def _default_file_id(self, buffer: bytearray) -> str:
        """The name of the document's content, as fpdf2 makes it from the whole of it."""
        digest = cast(_Written, buffer).digest.copy()
        digest.update(self.creation_date.strftime("%Y%m%d%H%M%S").encode())
        name = digest.hexdigest().upper()
        return f"<{name}><{name}>"


class _Written:
    """What fpdf2 takes for its buffer: bytes added to it are in the file and not here."""

    def __init__(self, file: BinaryIO) -> None:
        self.digest = hashlib.md5(usedforsecurity=False)
        self._file = file
        self._length = 0

    def __iadd__(self, content: bytes) -> "_Written":
        self._file.write(content)
        self.digest.update(content)
        self._length += len(content)
        return self

    def __len__(self) -> int:
        return self._length


class _Output(OutputProducer):
    """Writes the objects of a document one by one, each read from the spool when its turn comes."""

    def __init__(self, pdf: StreamedPdf, file: BinaryIO) -> None:
        super().__init__(pdf)
        self.pdf = pdf
        self.buffer = cast(bytearray, _Written(file))

    def _add_pages(self, _slice: slice = slice(None)) -> list[PDFPage]:
        added: list[PDFPage] = []
        for index in range(*_slice.indices(self.pdf.pages_count)):
            stored = self.pdf.finished.get(index + 1)
            if stored is not None:
                self.pdf.pages[index + 1].contents = bytearray(stored.read())
            added += super()._add_pages(slice(index, index + 1))
        return added

    def _add_image(self, info: dict[str, Any]) -> PDFXObject:
        image = super()._add_image({**info, "data": b""})
        _keep(image, info["data"])
        return image

    def _add_pdf_obj(self, pdf_obj: PDFObject, trace_label: str | None = None) -> int:
        number: int = super()._add_pdf_obj(pdf_obj, trace_label)
        if isinstance(pdf_obj, PDFContentStream):
            _keep(pdf_obj, self.pdf.spool.put(pdf_obj.content_stream()))
        return number


def _keep(stream: PDFContentStream, content: Stored) -> None:
    """Let an object of the document read its content only when it is written."""
    stream._contents = b""
    stream.length = content.length
    setattr(stream, "content_stream", content.read)  # noqa: B010 (a type checker minds the other)
