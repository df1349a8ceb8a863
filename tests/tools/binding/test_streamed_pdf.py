import io
from datetime import UTC, datetime
from importlib.metadata import version
from typing import cast

from fpdf import FPDF
from fpdf.fonts import TTFFont
from PIL import Image

from panelwright_tools.binding.spool import Spool
from panelwright_tools.binding.streamed import StreamedPdf
from panelwright_tools.lettering.fonts import font_path

PRIVATE = (
    f"fpdf2 {version('fpdf2')} writes a document in another way than those that "
    "binding/streamed.py was made for; mend it, or narrow fpdf2 in pyproject.toml"
)


def _fill(pdf: FPDF) -> None:
    """Pages with text in a font, a see-through picture, one that comes again, and bookmarks."""
    pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
    pdf.set_title("Rain")
    pdf.add_font("speech", "", font_path("kalam"))
    for number in range(3):
        pdf.add_page(format=(200, 300 + number))
        pdf.start_section(f"Page {number + 1}")
        pdf.set_font("speech", size=12)
        pdf.text(10, 20, f"Is it still raining? {number}")
        with pdf.local_context(fill_opacity=0.5):
            pdf.image(Image.new("RGBA", (40, 30), (number // 2, 90, 120, 60)), 10, 40, 100, 80)


def _close_fonts(pdf: FPDF) -> None:
    """Close the font files, which fpdf2 leaves open."""
    for font in pdf.fonts.values():
        cast(TTFFont, font).ttfont.close()


def test_a_streamed_document_has_the_bytes_that_fpdf2_would_return() -> None:
    streamed, plain = StreamedPdf(Spool(io.BytesIO()), unit="pt"), FPDF(unit="pt")
    file = io.BytesIO()
    for pdf in (streamed, plain):
        _fill(pdf)
    streamed.write_to(file)
    whole = bytes(plain.output())
    for pdf in (streamed, plain):
        _close_fonts(pdf)
    assert file.getvalue() == whole, PRIVATE
