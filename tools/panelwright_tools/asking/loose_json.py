"""Reads JSON as models write it: comments, stray commas, odd quotes, bare words, a missing end.

Nothing is evaluated. Time is linear in the text, depth and work are bounded.
"""

import re
from dataclasses import dataclass
from typing import Any, Final, NoReturn

DEPTH: Final = 48
"""Deepest nesting that is read."""

# The length of a comment is bounded, so that many that never end are not searched for their ends.
_COMMENT: Final = r"//[^\n]*|/\*(?s:.{0,200}?)\*/|#[^\n]*"
_GAP: Final = re.compile(rf"(?:\s+|{_COMMENT})*+")
_SEPARATORS: Final = re.compile(rf"(?:\s+|[,;]+|{_COMMENT})*+")
_COMMENT_START: Final = re.compile(r"//|/\*|#")
_NUMBER: Final = re.compile(r"[-+]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][-+]?\d{1,3})?")
_WORD: Final = re.compile(r"[^\s\"'{}\[\],:][^\"{}\[\],:\n]{0,400}")
_KEY: Final = re.compile(r"[A-Za-z_][\w -]{0,80}")
_UNTIL: Final = {
    '"': re.compile(r'[^"\\]*+'),
    "'": re.compile(r"[^'\\]*+"),
    "”": re.compile(r"[^”\\]*+"),
    "`": re.compile(r"[^`\\]*+"),
}
"""What stands in a string before its closing mark or an escape."""
_CLOSING: Final = {'"': '"', "'": "'", "“": "”", "”": "”", "`": "`"}
_BEHIND_STRING: Final = re.compile(r"[ \t\r\n]*+(?:[,:=}\]]|//|/\*|$)|[ \t]*\n\s*[\"'{\[]")
"""What may follow a quotation mark that ends a string; before anything else it is part of it."""
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))?", re.DOTALL)
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_NAMES: Final = {
    "true": True,
    "false": False,
    "null": None,
    "none": None,
    "nan": None,
    "undefined": None,
    "infinity": None,
}
_CUT_OFF: Final = object()
"""Stands for a value that the text's end cut off, and that is therefore left out."""


class NotJson(Exception):
    """What begins here can't be read as JSON, however loosely."""


@dataclass(frozen=True)
class Loose:
    """A value that was read, and where."""

    value: Any
    start: int
    end: int
    cut: bool
    """The text ended before the value did; what was begun last is left out of it."""


def loose_json(text: str, start: int, steps: int) -> tuple[Loose | None, int]:
    """The value at a place, None if there is none, and how many of the `steps` are left."""
    reader = _Reader(text, start, steps)
    try:
        value = reader.value(0)
    except NotJson:
        return None, reader.steps
    if value is _CUT_OFF:
        return None, reader.steps
    return Loose(value, start, reader.at, reader.cut), reader.steps


def put(found: dict[str, Any], key: str, value: Any) -> None:
    """Set a field of an object; an empty second telling of a key doesn't undo the first."""
    if value not in ("", None, [], {}) or not found.get(key):
        found[key] = value


class _Reader:
    """A recursive descent; `at` is where it stands."""

    def __init__(self, text: str, at: int, steps: int) -> None:
        self.text = text
        self.at = at
        self.steps = steps
        self.cut = False

    def value(self, depth: int) -> Any:
        """The value here; `_CUT_OFF` when the text ends in it and it holds nothing whole."""
        self.steps -= 1
        if depth > DEPTH or self.steps < 0:
            self._give_up()
        sign = self._peek()
        if sign == "{":
            return self._object(depth)
        if sign == "[":
            return self._list(depth)
        if sign in _CLOSING:
            return self._string()
        return self._bare()

    def _object(self, depth: int) -> Any:
        self.at += 1
        found: dict[str, Any] = {}
        while True:
            sign = self._peek(_SEPARATORS)
            if sign == "}":
                self.at += 1
                return found
            key = self._key() if sign else None
            if key is None or not self._colon():
                return self._ended(found, depth)
            value = self.value(depth + 1)
            if value is not _CUT_OFF:
                put(found, key, value)
            if self.cut:
                return self._ended(found, depth)

    def _list(self, depth: int) -> Any:
        self.at += 1
        found: list[Any] = []
        while True:
            sign = self._peek(_SEPARATORS)
            if sign == "]":
                self.at += 1
                return found
            if not sign:
                return self._ended(found, depth)
            # What was begun last in a list and is not whole is left out with all that it holds.
            value = self.value(depth + 1)
            if self.cut:
                return self._ended(found, depth)
            found.append(value)

    def _ended(self, found: Any, depth: int) -> Any:
        """What is there of an object or a list that the text's end cut off."""
        self.cut = True
        return found if found or not depth else _CUT_OFF

    def _key(self) -> str | None:
        """A field's name; None when the text ends in it."""
        if self._peek() in _CLOSING:
            told = self._string()
            return None if told is _CUT_OFF else str(told)
        match = _KEY.match(self.text, self.at)
        if match is None:
            self._give_up()
        self.at = match.end()
        return match.group().strip()

    def _colon(self) -> bool:
        """Goes past the sign between a name and its value; False when the text ends there."""
        sign = self._peek()
        if sign and sign not in ":=":
            self._give_up()
        self.at += 1
        return bool(sign and self._peek())

    def _string(self) -> Any:
        closing = _CLOSING[self.text[self.at]]
        self.at += 1
        parts: list[str] = []
        while True:
            match = _UNTIL[closing].match(self.text, self.at)
            parts.append(match.group() if match else "")
            self.at = match.end() if match else self.at
            self.steps -= 1
            if self.at >= len(self.text) or self.steps < 0:
                self.cut = True
                return _CUT_OFF
            if self.text[self.at] == "\\":
                parts.append(self._escape())
            elif _BEHIND_STRING.match(self.text, self.at + 1):
                self.at += 1
                return "".join(parts)
            else:  # a quotation mark within the words, which should have been escaped
                parts.append(self.text[self.at])
                self.at += 1

    def _escape(self) -> str:
        match = _ESCAPE.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        if match[1]:
            return self._pair(int(match[1], 16))
        return _ESCAPED.get(match[2] or "", match[2] or "")

    def _pair(self, code: int) -> str:
        """A character, which two escapes tell if it is a rare one."""
        follows = _ESCAPE.match(self.text, self.at) if 0xD800 <= code < 0xDC00 else None
        low = int(follows[1], 16) if follows and follows[1] else 0
        if follows is None or not 0xDC00 <= low < 0xE000:
            return chr(code)
        self.at = follows.end()
        return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00))

    def _bare(self) -> Any:
        match = _NUMBER.match(self.text, self.at)
        word = _WORD.match(self.text, self.at)
        if word is None:
            self._give_up()
        told = _COMMENT_START.split(word.group(), maxsplit=1)[0].strip()
        if word.end() == len(self.text):
            self.cut = True
            return _CUT_OFF
        self.at += max(len(told), 1)
        if match and match.end() == self.at:
            return _number(match.group())
        name = told.strip("-+").lower()
        return _NAMES.get(name, told)

    def _peek(self, gap: re.Pattern[str] = _GAP) -> str:
        """The next character after a gap; empty at the end."""
        match = gap.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def _give_up(self) -> NoReturn:
        raise NotJson


def _number(told: str) -> int | float | None:
    if re.fullmatch(r"[-+]?\d+", told):
        return int(told)
    number = float(told)
    return number if abs(number) < 1e300 else None
