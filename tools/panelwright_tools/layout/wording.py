"""A prompt's wording made plain: picture talk, places on the canvas and comparisons taken out."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from panelwright_tools.layout.tables import table


@dataclass(frozen=True)
class CanvasPlace:
    """Where on the canvas the text puts something."""

    position: int
    """Offset in the plain text where the words stood."""
    across: str = ""
    along: str = ""
    depth: float | None = None
    leads: bool = False
    """The words open a clause, so that they speak of what follows."""


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


@dataclass(frozen=True)
class Plain:
    """A prompt without what is no thing in the picture."""

    text: str
    places: tuple[CanvasPlace, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    shares: tuple[Share, ...] = ()


_WORD_NUMBERS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"a": 1, "an": 1}
_NUMBER = r"(?P<number>\d+|" + "|".join(_WORD_NUMBERS) + ")"
_NOUN = r"(?:the |any |of )*(?:(?:number|amount|count) of )?(?:the )?(?P<{}>[a-z][a-z \-]*?)"
_NEGATIONS = (
    (r"\b(?:entirely |completely )?(?:free|devoid|empty|void|bare|clear) of\b", "without"),
    (r"\b(?:lacking|excluding|minus|missing|absent of)(?: in| any)?\b", "without"),
    (r",? but not (?:an?|any|the|one)\b", " and no"),
    (r"\b(?:zero|0|not a single|not one|not any|not even one)(?= [a-z])", "no"),
    (r"\b(there )?(?:isn't|aren't|is not|are not) (?:an?|any|one)(?: single)?\b", r"\1is no"),
    (r"\b(?:don't|do not|must not|should not) (?:include|show|draw|have|contain|add)\b", "without"),
)
"""Ways to say no, as the language tool reads them."""
_NUMBERS_PLAIN = (
    (r"\bhalf (?:a |of a )?dozen\b", "six"),
    (r"\ba half[ -]dozen\b", "six"),
    (r"\b(?:an? )?couple of\b", "two"),
    (r"\b(\w+)-(?=(?:person|people|dogs|cats)\b)", r"\1 "),
)
"""Numbers in words of their own."""
_CANVAS = r"(?:image|picture|photo|photograph|frame|scene|canvas|painting|screen|composition)"
_SIDE = re.compile(
    r"(?:,\s*)?\b(?:located |placed |positioned |situated |standing |sitting )?"
    r"(?!on top\b)(?:on|at|in|to|toward|towards) (?:the )?(?:very |far |extreme )?"
    r"(?P<words>(?:top|bottom|upper|lower|left|right|middle|center|centre|foreground|background|"
    r"far)(?:[ -](?:top|bottom|left|right|middle|center|centre|most))*)"
    r"(?:[ -]?hand)?(?: (?:side|corner|part|half|edge|portion|area|section|quadrant|third))?"
    rf"(?: (?:of|in) (?:the |this )?{_CANVAS})?(?! (?:of|edge of|side of)\b)(?=[\s,.;:]|$)",
    re.IGNORECASE,
)


def plain(prompt: str) -> Plain:
    """Take the picture talk out of a prompt."""
    text = " ".join(prompt.replace("“", '"').replace("”", '"').split())
    text = _without_media(text)
    text = re.sub(rf"\b({_colours()})[ -]colou?red\b", r"\1", text, flags=re.IGNORECASE)
    for pattern, simple in (*_NEGATIONS, *_NUMBERS_PLAIN):
        text = re.sub(pattern, simple, text, flags=re.IGNORECASE)
    text, comparisons = _compared(text)
    text, shares = _shared(text)
    return replace(_placed(text), comparisons=comparisons, shares=shares)


@lru_cache
def _colours() -> str:
    return "|".join(table("prompts")["colours"]["names"])


@lru_cache
def _media_pattern() -> re.Pattern[str]:
    media = "|".join(sorted(table("prompts")["media"], key=len, reverse=True))
    return re.compile(
        rf"^(?:(?:this is|here is|it is|generate|draw|show|create|paint|imagine|make|render)"
        rf"(?: me)? )?(?:(?:an?|the|this|two|some) )?(?:[\w-]+ ){{0,4}}?(?:{media})s?"
        r"(?: (?:of|with|showing|shows|depicting|depicts|featuring|features|containing|contains|"
        r"that shows|that contains|in which|where|capturing|has))(?: there (?:is|are))? (?=\S)",
        re.IGNORECASE,
    )


def _without_media(text: str) -> str:
    """Without "a realistic photo of a scene with" at the start, however nested."""
    for _ in range(3):
        shorter = _media_pattern().sub("", text, count=1)
        if shorter == text:
            break
        text = shorter
    media = "|".join(table("prompts")["media"])
    text = re.sub(rf",? in (?:the|this) (?:{media})\b(?! of)", "", text, flags=re.IGNORECASE)
    return text


def _placed(text: str) -> Plain:
    """Cut the places on the canvas out of the text and keep where they stood."""
    places: list[CanvasPlace] = []
    kept, last = "", 0
    for match in _SIDE.finditer(text):
        kept += text[last : match.start()]
        comma = "," if match[0].startswith(",") else ""
        leads = _leads(kept + comma, text[match.end() :])
        words = match["words"].lower()
        places.append(CanvasPlace(len(kept), _across(words), _along(words), _depth(words), leads))
        last = match.end()
        if leads and text[last : last + 1] == ",":
            last += 1
    return Plain(kept + text[last:], tuple(places))


def _leads(before: str, after: str) -> bool:
    """The words open a clause: "…; on the right there is a dog", "On the left, a cat"."""
    if not before.strip():
        return True
    opened = re.search(r"(?:[,.;:]|\b(?:and|while|but|with))\s*$", before)
    closed = re.match(r"\s*(?:[.;:]|,|$|(?:and|while|but|with)\b)", after)
    return bool(opened) and (before.rstrip()[-1] in ".;:" or not closed)


def _across(words: str) -> str:
    if "left" in words:
        return "left"
    if "right" in words:
        return "right"
    return "centre" if re.search("middle|cent", words) else ""


def _along(words: str) -> str:
    if re.search("top|upper", words):
        return "top"
    if re.search("bottom|lower", words):
        return "bottom"
    return "middle" if words in ("middle", "center", "centre") else ""


def _depth(words: str) -> float | None:
    if "foreground" in words:
        return 0.2
    return 0.8 if "background" in words else None


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


def _compared(text: str) -> tuple[str, tuple[Comparison, ...]]:
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


def _shared(text: str) -> tuple[str, tuple[Share, ...]]:
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
