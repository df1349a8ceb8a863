"""Markdown headings, breaks and marks; also the bare chapter headings of plain prose."""

import re

from panelwright_tools.language.document import Heading
from panelwright_tools.language.draft import Block
from panelwright_tools.language.named_lines import named_lines
from panelwright_tools.language.structure import Structure, paragraphs

_HEADING = re.compile(r"^[ ]{0,3}(#{1,6})[ ]+(\S[^\n]*?)[ #]*$", re.M)
_BREAK = re.compile(r"^[ ]*(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,}|#|~{3,}|⁂)[ ]*$", re.M)
_CHAPTER = re.compile(
    r"^[ ]*((?:chapter|part|act|scene|prologue|epilogue)\b[^\n.!?\"]{0,60}):?[ ]*$", re.M | re.I
)
_MARKS = re.compile(
    r"^[ ]{0,6}(?:[•·]|\d{1,2}[.)])[ ]+(?=\S)|"
    r"\*+|(?<!\w)_+|_+(?!\w)|~~|</?[A-Za-z][^<>\n]{0,200}>|!?\[(?=[^\]\n]{0,300}\]\()"
    r"|\]\([^()\s]{0,500}\)|^[ ]{0,3}>[ ]?|^[ ]{0,6}[-+][ ]+(?=\S)",
    re.M,
)


def is_markdown(plain: str) -> bool:
    """Whether the text has Markdown headings."""
    return _HEADING.search(plain) is not None


def without_marks(plain: str) -> str:
    """Emphasis, links and tags as blanks, so that every character keeps its place."""
    return _MARKS.sub(lambda match: " " * len(match.group()), plain)


def headed_structure(plain: str) -> Structure:
    """Paragraphs under their headings; the first heading of level 1 is the title."""
    structure = Structure(format="markdown" if is_markdown(plain) else "prose")
    marks = sorted(
        [*_HEADING.finditer(plain), *_BREAK.finditer(plain), *_CHAPTER.finditer(plain)],
        key=lambda match: match.start(),
    )
    at = 0
    current: int | None = None
    for match in marks:
        if match.start() < at:
            continue
        _add_paragraphs(structure, plain, at, match.start(), current)
        at = match.end()
        heading = _heading(match)
        top = match.re is _HEADING and heading.level == 1 and not structure.blocks
        if top and structure.title is None:
            structure.title = heading.text
        structure.headings.append(heading)
        current = len(structure.headings) - 1
        structure.blocks.append(Block(*heading.span, kind="heading", heading=current))
    _add_paragraphs(structure, plain, at, len(plain), current)
    return structure


def _heading(match: re.Match[str]) -> Heading:
    if match.re is _BREAK:
        return Heading(match.span(), "", "break")
    if match.re is _CHAPTER:
        return Heading(match.span(1), match.group(1).strip(), "chapter")
    text = _MARKS.sub("", match.group(2)).strip()
    return Heading(match.span(2), text, "chapter", len(match.group(1)))


def _add_paragraphs(
    structure: Structure, plain: str, start: int, end: int, heading: int | None
) -> None:
    spans = paragraphs(plain, start, end)
    talk = named_lines(plain, spans)
    for a, b in spans:
        if (a, b) not in talk:
            structure.blocks.append(Block(a, b, heading=heading))
            continue
        name, words = talk[a, b]
        structure.blocks.append(Block(a, a + len(name) + 1, "cue", heading, name))
        structure.blocks.append(Block(words, b, "dialogue", heading, name))
