"""Things that are the same, counted: `three red balls`."""

from collections.abc import Sequence

from panelwright_tools.prompting.phrases import bare
from panelwright_tools.prompting.wording import phrase


def several(name: str, noun: str, number: int) -> str:
    """So many of a thing in words: `three red balls` for `a red ball`."""
    words = phrase("numbers").split()
    count = words[number] if number < len(words) else str(number)
    single = bare(name)
    if noun and single.endswith(noun):
        return f"{count} {single[: -len(noun)]}{_plural(noun)}"
    return f"{name}, {count} of them"


def _plural(noun: str) -> str:
    from lemminflect import getInflection

    *before, last = noun.split()
    forms: Sequence[str] = getInflection(last, "NNS")
    ending = forms[0] if forms else last if last.endswith("s") else f"{last}s"
    return " ".join((*before, ending))
