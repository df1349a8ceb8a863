"""Numbers that a prompt gives by comparing, and shares of a number: taken out of the wording."""

import re
from dataclasses import dataclass

from panelwright_tools.language.numbers import units
from panelwright_tools.layout.tables import table


@dataclass(frozen=True)
class Comparison:
    """`count(more) = factor * count(less) + surplus`."""

    more: str
    less: str
    surplus: int = 0
    factor: int = 1


@dataclass(frozen=True)
class Share:
    """Some of several are of a kind of their own: two of them are blue."""

    position: int
    """Offset in the plain text after the words that name them all."""
    number: int | None
    """None: all the others."""
    adjective: str


_WORD_NUMBERS = {**units(), "a": 1, "an": 1}
_NUMBER = r"(?P<number>\d+|" + "|".join(_WORD_NUMBERS) + ")"
_NOUN = r"(?:the |any |of )*(?:(?:number|amount|count) of )?(?:the )?(?P<{}>[a-z][a-z \-]*?)"
_COMPARED = (
    # the number of dogs is one more than (the number of) cats
    (
        rf"the (?:number|amount|count) of {_NOUN.format('more')} is {_NUMBER} "
        rf"(?P<sign>more|less|fewer|greater) than {_NOUN.format('less')}(?=[,.;]|$| and there)",
        "surplus",
    ),
    # the number of dogs is (more than|equal to|the same as|twice) the number of cats
    (
        rf"the (?:number|amount|count) of {_NOUN.format('more')} is "
        r"(?P<sign>more|less|fewer|greater|larger|smaller|bigger|higher|lower) than "
        rf"(?:that of )?{_NOUN.format('less')}(?=[,.;]|$| and there)",
        "surplus",
    ),
    (
        rf"the (?:number|amount|count) of {_NOUN.format('more')} is "
        r"(?:equal to|the same as|equals?) "
        rf"(?:that of )?{_NOUN.format('less')}(?=[,.;]|$| and there)",
        "equal",
    ),
    (
        rf"the (?:number|amount|count) of {_NOUN.format('more')} is "
        rf"(?P<times>twice|double|half|three times|triple) {_NOUN.format('less')}(?=[,.;]|$| and)",
        "times",
    ),
    # one more cat than dogs; two fewer cats than dogs
    (
        rf"{_NUMBER} (?P<sign>more|fewer|less) {_NOUN.format('more')} than "
        rf"(?:there are )?{_NOUN.format('less')}(?=[,.;]|$| (?:and|in|on|at)\b)",
        "surplus",
    ),
    # more cats than dogs
    (
        rf"\b(?P<sign>more|fewer|less) {_NOUN.format('more')} than "
        rf"(?:there are )?{_NOUN.format('less')}(?=[,.;]|$| (?:and|in|on|at)\b)",
        "surplus",
    ),
    # twice as many cats as dogs; as many cats as dogs; the same number of cats and dogs
    (
        rf"(?P<times>twice|half|three times|double|triple)(?: as many| the number of|) "
        rf"{_NOUN.format('more')} as (?:there are )?{_NOUN.format('less')}"
        r"(?=[,.;]|$| (?:and|in|on)\b)",
        "times",
    ),
    (
        rf"as many {_NOUN.format('more')} as (?:there are )?{_NOUN.format('less')}"
        r"(?=[,.;]|$| (?:and|in|on)\b)",
        "equal",
    ),
    (
        rf"(?:the same|an equal|equal) numbers? of {_NOUN.format('more')} (?:and|as) "
        rf"{_NOUN.format('less')}(?=[,.;]|$| (?:in|on)\b)",
        "equal",
    ),
)
_TIMES = {"twice": 2, "double": 2, "three times": 3, "triple": 3, "half": -2}


def compared(text: str) -> tuple[str, tuple[Comparison, ...]]:
    """Read comparisons of numbers; what is compared stays in the text as plain plurals."""
    comparisons: list[Comparison] = []
    for pattern, kind in _COMPARED:
        match = re.search(pattern, text, re.IGNORECASE)
        while match:
            comparisons.append(_comparison(match, kind))
            both = f"{match['more'].strip()} and {match['less'].strip()}"
            text = text[: match.start()] + both + text[match.end() :]
            match = re.search(pattern, text, re.IGNORECASE)
    return text, tuple(comparisons)


def _comparison(match: re.Match[str], kind: str) -> Comparison:
    found = match.groupdict()
    more, less = found["more"].strip(), found["less"].strip()
    if kind == "times":
        factor = _TIMES[found["times"].lower()]
        if factor < 0:
            return Comparison(less, more, factor=-factor)
        return Comparison(more, less, factor=factor)
    if kind == "equal":
        return Comparison(more, less)
    word = (found.get("number") or "one").lower()
    surplus = int(word) if word.isdigit() else _WORD_NUMBERS[word]
    fewer = found["sign"].lower() in ("fewer", "less", "smaller", "lower")
    return Comparison(more, less, surplus=-surplus if fewer else surplus)


_SHARED = re.compile(
    rf"(?:[,;:.]|\bwith)?\s*(?:and |while |but )?(?:{_NUMBER}|the (?P<rest>other|others|rest))"
    r"(?: ones?)?(?: of (?:them|which|these|those|whom|the [a-z]+))?"
    r"(?: (?:is|are|being))? (?P<adjective>{})(?: ones?)?(?=[\s,.;:]|$)(?! [a-z]+s?\b(?<! and))",
    re.IGNORECASE,
)


def shared_out(text: str) -> tuple[str, tuple[Share, ...]]:
    """Cut out "two of them are blue", "one red and one green" behind a plural."""
    words = "|".join([*table("prompts")["colours"]["names"], *table("prompts")["sizes"]])
    pattern = re.compile(_SHARED.pattern.replace("{}", words), re.IGNORECASE)
    shares: list[Share] = []
    at = 0
    while match := pattern.search(text, at):
        told = re.search(r" of (?:them|which|these|those|whom|the)", match[0])
        follows = shares and match.start() == shares[-1].position
        if not (told or follows or match["rest"] or _paired(pattern, text, match)):
            at = match.end()
            continue
        word = (match["number"] or "").lower()
        number = int(word) if word.isdigit() else _WORD_NUMBERS.get(word)
        shares.append(Share(match.start(), number, match["adjective"].lower()))
        text = text[: match.start()] + text[match.end() :]
        at = match.start()
    return text, tuple(shares)


def _paired(pattern: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    """Another share follows at once: "one red and one blue"."""
    return bool(match.start()) and pattern.match(text, match.end()) is not None
