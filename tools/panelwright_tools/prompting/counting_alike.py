"""Things that are the same, counted: `three red balls`."""

import re
from collections.abc import Sequence

from panelwright_tools.prompting.phrases import bare
from panelwright_tools.prompting.tables import words
from panelwright_tools.prompting.wording import phrase


def several(name: str, noun: str, number: int) -> str:
    """So many of a thing in words: `three red balls` for `a red ball`.

    What is no single thing by its article is said to be in so many places.
    """
    numbers = words("numbers")
    count = numbers[number] if number < len(numbers) else str(number)
    single = bare(name)
    goes_on = rf"\s+(?:{'|'.join(words('joints'))})\b"
    found = re.search(rf"\b{re.escape(noun)}(?=$|{goes_on})", single) if noun else None
    if found is None or single == name:
        return phrase("often").format(name=name, count=count)
    return f"{count} {single[: found.start()]}{_plural(noun)}{single[found.end() :]}"


def counted_as(text: str, noun: str) -> str:
    """The noun with the number that a text begins with: `two cats` for `two red cats`."""
    number = next(iter(text.lower().split()), "")
    return f"{number} {_plural(noun)}" if number in words("numbers")[2:] else noun


def _plural(noun: str) -> str:
    from lemminflect import getInflection

    *before, last = noun.split()
    forms: Sequence[str] = getInflection(last, "NNS")
    ending = forms[0] if forms else last if last.endswith("s") else f"{last}s"
    return " ".join((*before, ending))
