"""The last pages of a book: words for which the panels had no room, so that none is lost."""

from itertools import chain

from PIL import Image

from panelwright_tools.binding.book import Book, Page, names_of
from panelwright_tools.binding.frames import page_height
from panelwright_tools.binding.furniture import INK
from panelwright_tools.binding.page import paper
from panelwright_tools.lettering.breaking import LEADING, greedy
from panelwright_tools.lettering.build import set_line
from panelwright_tools.lettering.draw import draw_marks
from panelwright_tools.lettering.letter import PAGE_WIDTH, TEXT_SIZE
from panelwright_tools.lettering.marks import Letters, Mark, line_marks
from panelwright_tools.lettering.model import Leftover
from panelwright_tools.lettering.typeset import SetWord, set_words
from panelwright_tools.lettering.words import Word, plain, words_of

_MARGIN = 90.0
TITLE = "What else was said"
_TITLE_SIZE = 46.0
_FONTLESS = "(words in a script that no font on this machine draws; book.html has them)"


def _entries(book: Book) -> list[tuple[int, Leftover]]:
    """The leftovers with the numbers of their panels, in reading order."""
    found = []
    for number, panel in enumerate(book.story.panels, 1):
        lettered = book.panels.get(panel.id)
        for leftover in lettered.lettering.leftovers if lettered is not None else ():
            found.append((number, leftover))
    return found


def _label(number: int, leftover: Leftover, names: dict[str, str]) -> tuple[SetWord, ...]:
    who = "caption" if leftover.speech is None else names.get(leftover.speaker or "", "a voice")
    words = words_of(f"Panel {number}, {plain(who)}:")
    loud = [Word(w.text, w.start, w.end, w.spaced, emphasis=True) for w in words]
    return set_words(loud, "speech", 20.0)


def _paragraph(number: int, leftover: Leftover, names: dict[str, str]) -> list[list[SetWord]]:
    """The lines of one leftover: its label, then its words."""
    limit = (PAGE_WIDTH - 2 * _MARGIN) / TEXT_SIZE
    text = _FONTLESS if leftover.reason == "font" else leftover.text
    label = _label(number, leftover, names)
    block = greedy((*label, *set_words(words_of(text), "speech", limit)), limit)
    return [list(line) for line in block.lines]


def appendix_marks(book: Book, height: float) -> list[list[Mark]]:
    """The marks of each page of the appendix, in pixels of a page 1,200 wide; often no page."""
    names = names_of(book.story)
    paragraphs = [_paragraph(number, leftover, names) for number, leftover in _entries(book)]
    if not paragraphs:
        return []
    lines = list(chain.from_iterable([*paragraph, []] for paragraph in paragraphs))
    step = LEADING * TEXT_SIZE * 1.1
    first = _MARGIN + 2 * _TITLE_SIZE
    most = max(1, int((height - _MARGIN - first) / step))
    pages = []
    for start in range(0, len(lines), most):
        title = Letters(TITLE, "bangers", _TITLE_SIZE, (_MARGIN, _MARGIN + _TITLE_SIZE), INK)
        marks: list[Mark] = [title]
        for row, words in enumerate(lines[start : start + most]):
            y = first + row * step
            marks += line_marks((set_line(words, None, _MARGIN, y, TEXT_SIZE),), INK)
        pages.append(marks)
    return pages


def appendix_images(book: Book, width: int = PAGE_WIDTH) -> list[Image.Image]:
    """The pages of the appendix as pixels."""
    if not book.pages:
        return []
    page: Page = book.pages[0]
    unit = width / PAGE_WIDTH
    images = []
    for number, marks in enumerate(appendix_marks(book, page_height(page, PAGE_WIDTH))):
        canvas = paper(width, page_height(page, width), 9000 + number)
        draw_marks(canvas, marks, unit, (0.0, 0.0))
        images.append(canvas)
    return images
