"""What stands on a page beside its panels: the title on page one, and the page's number."""

from dataclasses import replace
from itertools import pairwise

from panelwright_tools.binding.book import Book, Page
from panelwright_tools.binding.frames import frames_of, page_height
from panelwright_tools.lettering import fonts
from panelwright_tools.lettering.hyphens import hyphenation
from panelwright_tools.lettering.letter import PAGE_WIDTH
from panelwright_tools.lettering.marks import Letters, Mark, letter_style
from panelwright_tools.lettering.typeset import Piece, pieces_of
from panelwright_tools.lettering.words import plain

INK = "#1c1228"
_LARGEST = 104.0
"""Pixels per em of a title on a page 1,200 wide."""
_SMALLEST = 18.0
_MOST_ROWS = 3
_LONGEST_WORD = 24
"""Letters of a word that may stay whole."""
_SHORTEST_PIECE = 4
"""Letters of a longer one that stay together, about."""
_BAND_SHARE = 0.66
"""Share of the band above the first panels that the title's letters may take."""
_NUMBER = 17.0


def furniture(book: Book, page: Page, width: int) -> list[Mark]:
    """The marks of a page beside its panels, in pixels of a page of this width."""
    unit = width / PAGE_WIDTH
    height = page_height(page, width)
    corners = [(float(x), float(y)) for frame in frames_of(page, width) for x, y in frame.corners]
    if not corners:
        return []
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    marks: list[Mark] = []
    if page.number == 1:
        marks += _title(book, (min(xs), max(xs)), min(ys), unit)
    if height - max(ys) > 1.5 * _NUMBER * unit and len(book.pages) > 1:
        marks += _number(page.number, width / 2, height - 1.5 * _NUMBER * unit, unit)
    return marks


def _width(pieces: list[Piece], size: float) -> float:
    return sum(fonts.width(piece.text, piece.font, size) for piece in pieces)


def _title(book: Book, sides: tuple[float, float], band: float, unit: float) -> list[Mark]:
    """The title in the band above the first panels, in as many rows as make it largest.

    None where there is no band.
    """
    room = sides[1] - sides[0]
    size, rows = max(
        (
            (_fitting(rows, room, band, unit), rows)
            for rows in (_rows(book.story.title, count) for count in range(1, _MOST_ROWS + 1))
        ),
        key=lambda found: found[0],
    )
    if size < _SMALLEST * unit:
        return []
    marks: list[Mark] = []
    baseline = band / 2 + 0.42 * size - (len(rows) - 1) * 0.5 * size + 0.04 * band
    for row in rows:
        x = sides[1] - _width(row, size) if book.rtl else sides[0]
        marks += _title_row(row, x, baseline, size, letter_style(book.story.style).sounds[0])
        baseline += size
    return marks


def _fitting(rows: list[list[Piece]], room: float, band: float, unit: float) -> float:
    """The size in which rows fit the band; several are only taken for much larger letters."""
    widest = max((_width(row, 1.0) for row in rows), default=0.0)
    if not widest:
        return 0.0
    size = min(_LARGEST * unit, _BAND_SHARE * band / len(rows), room / widest)
    return size if len(rows) == 1 else size * 0.8


def _title_row(pieces: list[Piece], x: float, y: float, size: float, colour: str) -> list[Mark]:
    """Dark letters over a coloured shadow with an inked edge."""
    drop = 0.055 * size
    ink: list[Mark] = []
    shadow: list[Mark] = []
    letters: list[Mark] = []
    for piece in pieces:
        low = (round(x + drop, 1), round(y + drop, 1))
        under = Letters(piece.text, piece.font, size, low, INK, decoration=True)
        ink.append(replace(under, outline=0.028 * size))
        shadow.append(replace(under, colour=colour))
        letters.append(Letters(piece.text, piece.font, size, (round(x, 1), round(y, 1)), INK))
        x += fonts.width(piece.text, piece.font, size)
    return [*ink, *shadow, *letters]


def _rows(title: str, count: int) -> list[list[Piece]]:
    """The title in at most that many rows of similar width, broken in words only if it must be."""
    words = [part for word in plain(title).split() for part in _parts(word)]
    least = sum(len(text) + gap for text, gap in words) / count
    rows = [""]
    for text, gap in words:
        if rows[-1] and len(rows[-1]) + len(text) / 2 > least and len(rows) < count:
            rows[-1] = rows[-1].rstrip() if rows[-1].endswith(" ") else f"{rows[-1]}-"
            rows.append("")
        rows[-1] += text + " " * gap
    return [[p for p in pieces_of(row.strip(), "sound") if p.font] for row in rows if row.strip()]


def _parts(word: str) -> list[tuple[str, bool]]:
    """A word, or pieces of one that is too long for any row; True before a space."""
    if len(word) <= _LONGEST_WORD:
        return [(word, True)]
    places = [place for place, _ in hyphenation(word.lower())]
    cuts = [0]
    for place in [*places, len(word)]:
        if place - cuts[-1] >= _SHORTEST_PIECE or place == len(word):
            cuts.append(place)
    pieces = [word[start:end] for start, end in pairwise(cuts)]
    return [(piece, number == len(pieces)) for number, piece in enumerate(pieces, 1)]


def _number(number: int, x: float, y: float, unit: float) -> list[Mark]:
    size = _NUMBER * unit
    half = fonts.width(str(number), "kalam", size) / 2
    origin = (round(x - half, 1), round(y + 0.3 * size, 1))
    return [Letters(str(number), "kalam", size, origin, INK)]
