"""Things that are the same, counted: `three red balls`."""

import re
from collections.abc import Sequence
from typing import Final

from panelwright_tools.prompting.phrases import bare
from panelwright_tools.prompting.wording import phrase

_GOES_ON: Final = r"\s+(?:with|in|on|at|of|under|and)\b"
"""What may follow a noun that is put into the plural."""


def several(name: str, noun: str, number: int) -> str:
    """So many of a thing in words: `three red balls` for `a red ball`.

    What is no single thing by its article is said to be in so many places.
    """
    words = phrase("numbers").split()
    count = words[number] if number < len(words) else str(number)
    single = bare(name)
    found = re.search(rf"\b{re.escape(noun)}(?=$|{_GOES_ON})", single) if noun else None
    if found is None or single == name:
        return phrase("often").format(name=name, count=count)
    return f"{count} {single[: found.start()]}{_plural(noun)}{single[found.end() :]}"


def _plural(noun: str) -> str:
    from lemminflect import getInflection

    *before, last = noun.split()
    forms: Sequence[str] = getInflection(last, "NNS")
    ending = forms[0] if forms else last if last.endswith("s") else f"{last}s"
    return " ".join((*before, ending))
