"""The words in records: bounded, and without characters that command a terminal."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field

MAX_TEXT: Final = 4000
"""Characters of one text."""

_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def without_controls(text: str) -> str:
    """The text without characters that command a terminal, a browser or a PDF reader."""
    return _UNSEEN.sub("", text)


Text = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(without_controls)]
"""Words without control characters other than tabs and line ends; they are dropped when read."""
Colour = Annotated[str, Field(max_length=40)]
"""A colour word (`red`, `dark blue`) or `#rrggbb`."""
