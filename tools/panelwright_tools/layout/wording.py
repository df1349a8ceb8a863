"""A prompt's wording made plain: picture talk, places on the canvas and comparisons taken out."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from panelwright_tools.layout.comparing import Comparison, Share, compared, shared_out
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
class Plain:
    """A prompt without what is no thing in the picture."""

    text: str
    places: tuple[CanvasPlace, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    shares: tuple[Share, ...] = ()
    row: tuple[int, str] | None = None
    """Offset from which things stand in a row, and its first end: left, right, top or bottom."""


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
    text, comparisons = compared(text)
    text, shares = shared_out(text)
    text, row = _rowed(text)
    return replace(_placed(text), comparisons=comparisons, shares=shares, row=row)


def _rowed(text: str) -> tuple[str, tuple[int, str] | None]:
    """Cut out "from left to right"."""
    match = _ROW.search(text)
    if match is None:
        return text, None
    rest = text[match.end() :].strip(" .:,")
    start = match.start() if rest else 0
    return text[: match.start()] + " " + text[match.end() :], (start, match[1].lower())


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


_ROW = re.compile(
    r",?\s*\b(?:lined up |arranged |ordered |in order )?from (left|right|top|bottom) to "
    r"(?:left|right|top|bottom)\b:?",
    re.IGNORECASE,
)
