"""Windows: a long prompt in parts that an encoder reads one by one, none cutting a phrase."""

from collections.abc import Sequence
from typing import Protocol

from panelwright_tools.prompting.phrases import phrases, rejoined


class _Window(Protocol):
    @property
    def limit(self) -> int: ...

    def count(self, text: str) -> int: ...


def window_texts(text: str, windows: Sequence[_Window]) -> list[str]:
    """The text in as few parts as fit one window of every encoder, in order.

    Encode each part by itself and concatenate what comes out. A phrase that is too long for any
    window is a part of its own; an empty text is one empty part.
    """
    parts: list[list[str]] = [[]]
    for phrase in phrases(text):
        longer = rejoined([*parts[-1], phrase])
        if parts[-1] and any(window.count(longer) > window.limit for window in windows):
            parts.append([phrase])
        else:
            parts[-1].append(phrase)
    return [rejoined(part) for part in parts]
