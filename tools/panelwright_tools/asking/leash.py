"""Ends the lists and strings that a weak model would go on with for ever."""

import json
import re
from dataclasses import dataclass, field, replace
from typing import Any, Final

from panelwright_tools.asking.json_frames import Fixed, State
from panelwright_tools.asking.json_shapes import Items, Pending
from panelwright_tools.asking.json_text import Text

_CIRCLING: Final = re.compile(r"(.{3,60}?)\1{3}\Z", re.DOTALL)
"""A string that says the same four times."""
_LOOKED_AT: Final = 260
"""Characters at the end of a string that are searched for circles."""
_TELLING: Final = 30
"""Characters in the strings of an item that nobody writes twice by chance."""
_FEW: Final = 2
_MANY: Final = 6
"""Earlier items that differ in numbers alone, for items that tell much and that tell little."""
_DIGITS: Final = re.compile(r"\d+")
_SHARE: Final = 0.5
"""Of the tokens that are left, what a list may use when more must come behind it."""


@dataclass
class Leash:
    """Watches one answer. It is deterministic: the same text is always cut at the same place."""

    most_tokens: int
    cut: bool = False
    """A list was ended because it took the room of what must come behind it."""
    _opened: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Frames below a list: tokens that were written when it began, and that it may end at."""

    def held(self, state: State, text: bytes, tokens: int) -> State:
        """The state, with the list or string that goes nowhere about to be ended."""
        self._opened = {depth: at for depth, at in self._opened.items() if depth < len(state)}
        if not state:
            return state
        *below, top = state
        if isinstance(top, Items):
            return (*below, Fixed(b"]")) if self._ends(top, state, text, tokens) else state
        if isinstance(top, Text) and top.most and not top.tail and _circles(text):
            return (*below, replace(top, most=0, least=0))
        return state

    def _ends(self, items: Items, state: State, text: bytes, tokens: int) -> bool:
        _, last = self._opened.setdefault(len(state) - 1, (tokens, self._last(state, tokens)))
        if items.first or items.least > 0:
            return False
        if tokens >= last:
            self.cut = True
            return True
        return repeats(open_list(text.decode("utf-8")))

    def _last(self, state: State, tokens: int) -> int:
        more = any(isinstance(frame, Pending | Items) for frame in state[:-1])
        left = self.most_tokens - tokens
        return tokens + int(left * _SHARE) if more else self.most_tokens


def open_list(text: str) -> list[Any]:
    """The innermost list that is still open behind a complete item."""
    closing = []
    in_string = escaped = False
    for letter in text:
        if in_string:
            in_string = escaped or letter != '"'
            escaped = letter == "\\" and not escaped
        elif letter == '"':
            in_string = True
        elif letter in "[{":
            closing.append("]" if letter == "[" else "}")
        elif letter in "]}":
            closing.pop()
    value = json.loads(text + "".join(reversed(closing)))
    for _ in closing[1:]:
        value = value[-1] if isinstance(value, list) else [*value.values()][-1]
    return list(value)


def repeats(items: list[Any]) -> bool:
    """Whether the last item is an earlier one again, or one of too many that differ in numbers."""
    *earlier, last = (json.dumps(item, ensure_ascii=False) for item in items)
    if isinstance(items[-1], int | float):
        return False
    if last in earlier:
        return True
    strings = [value for value in _strings(items[-1]) if value]
    if len(strings) < 2 and len("".join(strings)) < _TELLING:
        return False  # who says the quotes 1, 2, 3 …
    alike = [one for one in earlier if _DIGITS.sub("", one) == _DIGITS.sub("", last)]
    return len(alike) >= (_FEW if len("".join(strings)) >= _TELLING else _MANY)


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _strings(part)]


def _circles(text: bytes) -> bool:
    """Whether the string that is open goes round in circles."""
    inside = text[-4 * _LOOKED_AT :].decode("utf-8", "ignore")[-_LOOKED_AT:].rpartition('"')[2]
    return bool(_CIRCLING.search(inside))
