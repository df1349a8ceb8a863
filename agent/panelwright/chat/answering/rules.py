"""Finds by rules what a question asks for, and answers it from the evidence."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from panelwright.chat.answering import evidence, panels, whole
from panelwright.chat.answering.facts import Facts
from panelwright.planning.requests.rewording import plainly
from panelwright.planning.requests.scopes import Order

_LONGEST: Final = 300
"""Characters of a question that is tried on patterns, which take their time over long ones."""

Answerer = Callable[[Facts, re.Match[str]], str | None]

_ANSWERERS: Final[Mapping[str, Answerer]] = MappingProxyType(
    {
        "why_painted": evidence.why_painted, "why_repaired": evidence.why_repaired,
        "verdict": evidence.verdict, "flagged": evidence.flagged, "repaired": evidence.repaired,
        "happens": panels.happens, "who_is_in": panels.who_is_in, "setting": panels.setting,
        "decided": panels.decided,
        "voices": panels.voices, "told_where": panels.told_where, "spoken": panels.spoken,
        "who_says": panels.who_says, "appears": panels.appears, "cost": whole.cost,
        "cast": whole.cast, "looks": whole.looks, "size": whole.size, "whole": whole.whole,
        "versions": whole.versions, "guessed": whole.guessed, "tools": whole.tools,
        "files": whole.files,
    }
)  # fmt: skip


def answered(facts: Facts, question: str) -> str | None:
    """The answer; None when no rule understands the question.

    Raises UserError when it names a panel that is not there.
    """
    order = Order(tuple(panel.id for panel in facts.story.panels))
    plain = re.sub(rf"^(?:{_table()['leads']})+", "", question.strip(), flags=re.I)
    plain = plainly(" ".join(plain.strip(" ?!.").split()), order)
    if len(plain) > _LONGEST:
        return None
    for name, pattern in _patterns():
        found = pattern.fullmatch(plain)
        answer = _ANSWERERS[name](facts, found) if found is not None else None
        if answer is not None:
            return answer
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for question in _table()["questions"]:
        for pattern in question["patterns"]:
            for part, meaning in _table()["parts"].items():
                pattern = pattern.replace(f"<{part}>", meaning)
            found.append((question["answer"], re.compile(pattern, re.I)))
    return tuple(found)


@cache
def _table() -> dict[str, Any]:
    source = files("panelwright.chat") / "data" / "questions.toml"
    return tomllib.loads(source.read_text("utf-8"))
