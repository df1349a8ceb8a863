"""Binding: pages from lettered panels, and books as PNG, PDF, CBZ, EPUB, HTML and webtoon."""

from panelwright_tools.binding.book import Book, LetteredPanel
from panelwright_tools.binding.cbz import cbz_bytes, write_cbz
from panelwright_tools.binding.epub import epub_bytes, write_epub
from panelwright_tools.binding.html import html_parts, html_text
from panelwright_tools.binding.page import compose_page
from panelwright_tools.binding.png import jpeg_bytes, png_bytes
from panelwright_tools.binding.webtoon import webtoon_slices

__all__ = [
    "Book",
    "LetteredPanel",
    "cbz_bytes",
    "compose_page",
    "epub_bytes",
    "html_parts",
    "html_text",
    "jpeg_bytes",
    "png_bytes",
    "webtoon_slices",
    "write_cbz",
    "write_epub",
]
