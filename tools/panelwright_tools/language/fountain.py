"""Fountain screenplays: title page, scene headings, cues, dialogue, parentheticals, transitions."""

import re
from collections.abc import Iterator

from panelwright_tools.language.document import Heading
from panelwright_tools.language.draft import Block
from panelwright_tools.language.structure import Structure

_SCENE = re.compile(
    r"(?:\.(?=[A-Za-z0-9])|(?:INT|EXT|EST|INT\.?/EXT|EXT\.?/INT|I/E)[. ])\s*\S", re.I
)
_SCENE_LINE = re.compile(r"^(?:INT|EXT|EST|INT\.?/EXT|EXT\.?/INT|I/E)\.?[ ]+\S[^\n]*$", re.M)
_PREFIX = re.compile(r"(?:\.(?![.])|(INT\.?/EXT|EXT\.?/INT|I/E|INT|EXT|EST))\.?\s*", re.I)
_TITLE_KEY = re.compile(
    r"(Title|Credit|Author|Authors|Source|Draft date|Contact|Notes|Copyright|Revision):[ ]*", re.I
)
_CUE = re.compile(r"@?[^\W\d_][\w .'&/#-]{0,48}(?:\s*\([^()]{0,30}\))*\s*\^?$")
_TRANSITION = re.compile(r"(?:[A-Z ]+TO:|FADE (?:IN|OUT)[.:]?|CUT TO BLACK\.?|THE END\.?)$")
_OFF = re.compile(r"\((?:V\.?\s?O\.?|O\.?\s?S\.?|O\.?\s?C\.?|OFF|INTO PHONE|ON PHONE)[^)]*\)", re.I)
_EXTENSION = re.compile(r"\s*\([^()]*\)\s*|\s*\^\s*$")
_BONEYARD = re.compile(r"/\*.*?(?:\*/|\Z)|\[\[.*?(?:\]\]|\Z)", re.S)
_TIMES = re.compile(
    r"(?i)\b(day|night|dawn|dusk|morning|evening|afternoon|noon|midnight|sunrise|sunset|later|"
    r"continuous|same|moments later|twilight)\b"
)


def is_fountain(plain: str) -> bool:
    """Whether the text has scene headings, or a title page with a screenplay's cues."""
    if _SCENE_LINE.search(plain):
        return True
    head = plain.lstrip()
    return bool(_TITLE_KEY.match(head)) and bool(
        re.search(r"\n\n[ ]*[A-Z][A-Z .'-]{1,30}(?: \([^)]*\))?\n[^\n]*\S", plain)
    )


def without_notes(plain: str) -> str:
    """Boneyards and notes as blanks; lines keep their ends."""
    return _BONEYARD.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), plain)


def fountain_structure(plain: str) -> Structure:
    """The elements of a screenplay as blocks."""
    structure = Structure(format="fountain")
    at = _title_page(plain, structure)
    reader = _Reader(plain, structure)
    for start, end, before_blank, after_blank in _lines(plain, at):
        reader.line(start, end, before_blank, after_blank)
    return structure


def _title_page(plain: str, structure: Structure) -> int:
    """Reads `Key: value` lines at the top; the place where the script begins."""
    at = len(plain) - len(plain.lstrip())
    key = ""
    if not _TITLE_KEY.match(plain, at):
        return 0
    while at < len(plain):
        stop = plain.find("\n", at)
        stop = len(plain) if stop == -1 else stop
        line = plain[at:stop]
        if not line.strip():
            break
        found = re.match(r"([A-Za-z ]{2,20}):[ ]*(.*)", line)
        if found and not line.startswith((" ", "\t")):
            key = found.group(1).strip().lower()
            structure.metadata[key] = found.group(2).strip()
        elif key:
            structure.metadata[key] = f"{structure.metadata[key]} {line.strip()}".strip()
        at = stop + 1
    title = structure.metadata.get("title", "")
    structure.title = re.sub(r"[*_]+", "", title).strip() or None
    return at


def _lines(plain: str, start: int) -> Iterator[tuple[int, int, bool, bool]]:
    """`(start, end, empty line before, empty line after)` of every line that is not empty."""
    spans: list[tuple[int, int]] = []
    at = start
    while at <= len(plain):
        stop = plain.find("\n", at)
        stop = len(plain) if stop == -1 else stop
        spans.append((at, stop))
        at = stop + 1
    empty = [not plain[a:b].strip() for a, b in spans]
    for index, (a, b) in enumerate(spans):
        if empty[index]:
            continue
        before = index == 0 or empty[index - 1]
        after = index + 1 >= len(spans) or empty[index + 1]
        text = plain[a:b]
        lead = len(text) - len(text.lstrip())
        yield a + lead, a + len(text.rstrip()), before, after


class _Reader:
    """Walks the lines and remembers the scene and the cue that they stand under."""

    def __init__(self, plain: str, structure: Structure) -> None:
        self.plain = plain
        self.structure = structure
        self.heading: int | None = None
        self.cue: Block | None = None

    def line(self, start: int, end: int, before_blank: bool, after_blank: bool) -> None:
        text = self.plain[start:end]
        if before_blank:
            self.cue = None
        if self.cue is not None:
            self._under_cue(start, end, text)
        elif before_blank and _SCENE.match(text) and not text.startswith(".."):
            self._scene(start, end, text)
        elif text.startswith(">") or (before_blank and _TRANSITION.match(text)):
            self._transition(start, end, text)
        elif text.startswith("#"):
            self._section(start, end, text)
        elif text.startswith("=") or text.startswith("~"):
            return
        elif before_blank and not after_blank and _is_cue(text):
            self._cue(start, end, text)
        else:
            self._action(start + (text.startswith("!")), end, before_blank)

    def _scene(self, start: int, end: int, text: str) -> None:
        found = _PREFIX.match(text)
        where = (found.group(1) or "").upper() if found else ""
        rest = re.sub(r"\s*#[^#]*#\s*$", "", text[found.end() if found else 0 :]).strip()
        parts = [part.strip() for part in re.split(r"\s+-+\s+|\s*—\s*", rest)]
        times = [part for part in parts[1:] if _TIMES.search(part)]
        place = ", ".join(part for part in parts if part not in times)
        interior = None if where in ("", "EST") else where.startswith("I")
        time = times[0] if times else ""
        self._head(Heading((start, end), text.lstrip("."), "scene", 1, interior, place, time))

    def _head(self, heading: Heading) -> None:
        self.structure.headings.append(heading)
        self.heading = len(self.structure.headings) - 1
        self.structure.blocks.append(Block(*heading.span, kind="heading", heading=self.heading))

    def _transition(self, start: int, end: int, text: str) -> None:
        words = text.strip("> <")
        self.structure.headings.append(Heading((start, end), words, "transition"))
        block = Block(start, end, kind="heading", heading=self.heading)
        self.structure.blocks.append(block)

    def _section(self, start: int, end: int, text: str) -> None:
        level = len(text) - len(text.lstrip("#"))
        self._head(Heading((start, end), text.lstrip("# "), "chapter", level))

    def _cue(self, start: int, end: int, text: str) -> None:
        name = _EXTENSION.sub(" ", text).lstrip("@").strip()
        block = Block(start, end, kind="cue", heading=self.heading, cue=name)
        block.off_screen = _OFF.search(text) is not None
        self.structure.blocks.append(block)
        self.cue = block

    def _under_cue(self, start: int, end: int, text: str) -> None:
        assert self.cue is not None
        blocks = self.structure.blocks
        cue = self.cue
        if text.startswith("("):
            cue.manner = text.strip("() ")
            blocks.append(Block(start, end, "parenthetical", self.heading, cue.cue))
        elif blocks[-1].kind == "dialogue":
            blocks[-1].end = end
        else:
            block = Block(start, end, "dialogue", self.heading, cue.cue, cue.off_screen)
            block.manner = cue.manner
            blocks.append(block)

    def _action(self, start: int, end: int, before_blank: bool) -> None:
        blocks = self.structure.blocks
        if not before_blank and blocks and blocks[-1].kind == "action":
            blocks[-1].end = end
        else:
            blocks.append(Block(start, end, "action", self.heading))


def _is_cue(text: str) -> bool:
    if text.startswith("@"):
        return len(text) > 1
    bare = _EXTENSION.sub(" ", text).strip()
    letters = [char for char in bare if char.isalpha()]
    bare = bare.replace("Mc", "MC")
    return bool(letters) and bare == bare.upper() and _CUE.match(text) is not None
