"""What the requests of a canvas have in common: their style and their theme, said once."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from panelwright_tools.prompting.phrases import clean, phrases, rejoined
from panelwright_tools.prompting.quoting import hidden
from panelwright_tools.prompting.styles import style_name, style_words
from panelwright_tools.prompting.tables import table, words

_LEAST: Final = 3
"""So many requests at least say what is taken for the theme of all."""
_SHARE: Final = 0.5
"""And at least this share of them."""
_STYLE_SHARE: Final = 0.2
"""A style is that of the whole when this share of the requests names it, and two at least."""


@dataclass(frozen=True)
class Common:
    """What is said once for the whole canvas."""

    style: str = ""
    """Empty: no request names one."""
    theme: tuple[str, ...] = ()


def common(texts: Sequence[str]) -> Common:
    """The style that most of the requests name, and the phrases that most of them share."""
    named = Counter(style for text in texts for style in sorted(_styles_in(text)))
    style = max(named, key=lambda name: (named[name], name), default="")
    if named[style] < max(2, _STYLE_SHARE * len(texts)):
        style = ""
    parts = [dict.fromkeys(map(str.lower, phrases(_unstyled(text, style))[1:])) for text in texts]
    shared = Counter(part for own in parts for part in own)
    least = max(_LEAST, _SHARE * len(texts))
    return Common(style, tuple(part for part, number in shared.items() if number >= least))


def without_common(text: str, said: Common) -> str:
    """A request without the style and the theme that are said once; never empty."""
    plain = clean(text)
    first, *others = phrases(_unstyled(plain, said.style)) or [plain]
    theme = {part.lower() for part in said.theme}
    return rejoined([first, *(part for part in others if part.lower() not in theme)])


def _styles_in(text: str) -> set[str]:
    """The styles that a request names as such, outside of quotation marks."""
    masked = hidden(text)
    return {style for style in table("styles") if any(p.search(masked) for p in _patterns(style))}


def _unstyled(text: str, style: str) -> str:
    """The text without the words that name the style."""
    for pattern in _patterns(style) if style else ():
        while found := pattern.search(hidden(text)):
            kept = found.groupdict().get("kept") or ""
            less = " ".join(f"{text[: found.start()]} {kept} {text[found.end() :]}".split())
            less = re.sub(r"\s+,", ",", less).strip(" ,")
            if not less:
                return text
            text = less
    return text


@lru_cache
def _patterns(style: str) -> tuple[re.Pattern[str], ...]:
    """How requests name a style; what isn't known by name is known by its own words."""
    known = style_name(style) or style
    names = [called for called, name in style_words().items() if name == known] or [style]
    row = table("styles").get(known, {})
    any_name = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    made = "|".join(words("works"))
    before = "|".join(re.escape(name) for name in row.get("before", ()))
    texts = [
        rf"\b(?:an?\s+)?(?:{any_name})\s+(?:{made})\s+of\s+",
        rf"\b(?:an?\s+)?(?:{any_name})\s+of\s+",
        rf",?\s*\b(?:in|as)\s+(?:the\s+style\s+of\s+)?(?:an?\s+)?(?:{any_name})(?:\s+(?:{made}))*\b",
        rf",?\s*\b(?:{any_name})\s+style\b",
        rf",\s*(?:an?\s+)?(?:{any_name})(?:\s+(?:{made}))*\s*(?=,|$)",
    ]
    if before:
        texts.append(rf"(?P<kept>\b(?:an?|the|some)\s+)?\b(?:{before})\s+(?=\w)")
    return tuple(re.compile(text, re.IGNORECASE) for text in texts)
