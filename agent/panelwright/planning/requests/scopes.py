"""Finds for which panels a wish is meant: "in panel 3", "from page 2 on", "everywhere"."""

import re
from dataclasses import dataclass
from typing import Final

from panelwright_tools.domain import UserError

NUMBER: Final = r"(?:p?\d+b?|the\s+last|last)"
_TO_WORD: Final = r"(?:-|–|\b(?:to|through|until|till)\b)"
NUMBERS: Final = (
    rf"{NUMBER}(?:\s*(?:{_TO_WORD}\s*(?:panels?\s+|pages?\s+)?|(?:,|&|\band\b)\s*(?:and\s+)?)"
    rf"{NUMBER})*"
)
"""Numbers in a row: `2, 3 and 5`, `2 to 4`."""
PAIR: Final = (
    rf"{NUMBER}(?:\s*(?:,|&|\b(?:and|with|into)\b)\s*(?:and\s+)?(?:the\s+)?(?:panel\s+)?{NUMBER})+"
)
"""Numbers of panels that something is done with together: `panel 2 with panel 3`."""
_TO: Final = re.compile(r"-|–|\b(?:to|through|until|till)\b")
_UNIT: Final = r"(?P<unit>panels?|pages?)"
_HEADED: Final = re.compile(
    r"(?P<head>(?:the\s+|no\s+)?(?:captions?|balloon\s+\d+|sounds?))\s+"
    r"(?=(?:in|on|for|at|of)\s+(?:the\s+\w+\s+)?(?:panel|page))",
    re.I,
)
_TAKING: Final = re.compile(r"(?:remove|delete|drop|take|erase)\b", re.I)
_SCOPES: Final = (
    rf"(?P<from>from)\s+{_UNIT}\s+(?P<numbers>{NUMBERS})(?:\s+(?:on|onwards?|forward))?",
    rf"(?P<until>(?:up )?(?:to|until|till))\s+{_UNIT}\s+(?P<numbers>{NUMBER})",
    rf"(?:(?:in|on|for|at|of|make)\s+)?{_UNIT}\s+(?P<numbers>{NUMBERS})",
    r"(?:(?:in|on|for|at|of|make)\s+)?(?P<numbers>p\d+b?)(?P<unit>)",
    r"(?P<all>everywhere|throughout|(?:in|on|for)\s+(?:all|every|each)\s+(?:the\s+)?panels?|"
    r"(?:all|every|each)\s+(?:the\s+)?panels?|in the whole (?:story|comic|book))",
)
"""All ways to name panels."""


@dataclass(frozen=True)
class Order:
    """The panels that numbers count."""

    panels: tuple[str, ...]
    pages: tuple[tuple[str, ...], ...] = ()
    """Ids of the panels of each page; empty when nobody laid them out."""

    def named(self, numbers: str, *, pages: bool = False) -> tuple[str, ...]:
        """The panels that `2, 3 and 5` or `2 to 4` name. Raises UserError for an unknown one."""
        chosen: list[str] = []
        before: int | None = None
        for word in re.findall(rf"{NUMBER}|-|–|to|through|until|till", numbers, re.I):
            if _TO.fullmatch(word):
                before = len(chosen) - 1
                continue
            found = self._page(word) if pages else (self._panel(word),)
            if before is not None and before >= 0:
                first = self.panels.index(chosen[before])
                last = self.panels.index(found[-1])
                if last < first:
                    raise UserError(f"panels {numbers}: the second is before the first.")
                found = self.panels[first + 1 : last + 1]
                before = None
            chosen += found
        return tuple(dict.fromkeys(chosen))

    def _panel(self, word: str) -> str:
        name = word.lower()
        if name in self.panels:
            return name
        number = -1 if name.endswith("last") else int(re.sub(r"\D", "", name))
        if name.isdecimal() and 1 <= number <= len(self.panels):
            return self.panels[number - 1]
        if number == -1:
            return self.panels[-1]
        raise UserError(
            f"there is no panel {word}; there are 1 to {len(self.panels)} "
            f"({self.panels[0]} to {self.panels[-1]})."
        )

    def _page(self, word: str) -> tuple[str, ...]:
        if not self.pages:
            raise UserError("the pages of this story are not known here: name its panels.")
        number = len(self.pages) if word.lower().endswith("last") else int(re.sub(r"\D", "", word))
        if not 1 <= number <= len(self.pages):
            raise UserError(f"there is no page {word}; there are 1 to {len(self.pages)}.")
        return self.pages[number - 1]


def scope_of(text: str, order: Order) -> tuple[tuple[str, ...], str]:
    """The panels that a wish begins or ends with, and the rest of it; without them, none and all.

    Raises UserError for panels and pages that are not there.
    """
    headed = _HEADED.match(text)
    if headed is not None:  # the caption of panel 2: "Later"
        named, rest = scope_of(text[headed.end("head") :].strip(), order)
        return named, f"{headed.group('head')} {rest}" if rest else headed.group("head")
    for pattern in _SCOPES:
        at_start = re.match(rf"(?:{pattern})(?=\s|[:,]|$)\s*(?:[:,]|should be|is)?\s*", text, re.I)
        if at_start is not None:
            return _panels(at_start, order), text[at_start.end() :].strip()
        at_end = re.search(rf"(?:^|\s)(?:{pattern})$", text, re.I)
        if at_end is not None:
            rest = text[: at_end.start()].strip(" ,:")
            return _panels(at_end, order, onwards=_TAKING.match(rest) is None), rest
    return (), text


def _panels(found: re.Match[str], order: Order, *, onwards: bool = True) -> tuple[str, ...]:
    """The panels of a match; `from panel 3` is all that follow, unless `onwards` is not meant."""
    said = found.groupdict()
    if said.get("all"):
        return order.panels
    pages = said["unit"].lower().startswith("page")
    named = order.named(said["numbers"], pages=pages)
    onwards = onwards or re.search(r"\b(?:on|onwards?|forward)$", found.group(), re.I) is not None
    if said.get("from") and onwards and not _TO.search(said["numbers"]):
        return order.panels[order.panels.index(named[0]) :]
    if said.get("until"):
        return order.panels[: order.panels.index(named[-1]) + 1]
    return named
