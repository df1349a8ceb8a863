"""Reads requests that go back and forth in the history of a plan: undo twice, redo."""

import re
from dataclasses import dataclass
from typing import Literal

from panelwright.planning.embedded.tables import table
from panelwright_tools.language.numbers import number_of


@dataclass(frozen=True)
class Steps:
    """Steps in the history of a plan."""

    way: Literal["undo", "redo"]
    count: int | None
    """None: as many as there are."""


def steps_told(text: str) -> Steps | None:
    """The steps that a request asks for; None when it asks for anything else."""
    said = " ".join(re.findall(r"[\w'-]+", text.lower()))
    history = table("rewordings")["history"]
    ways: tuple[Literal["undo", "redo"], ...] = ("undo", "redo")
    for way in ways:
        for opening in history[way].split(";"):
            if said == opening or said.startswith(f"{opening} "):
                return _counted(way, said.removeprefix(opening).split())
    return None


def _counted(way: Literal["undo", "redo"], words: list[str]) -> Steps | None:
    history = table("rewordings")["history"]
    told = [word for word in words if word not in history["rest"].split()]
    if not told:
        return Steps(way, 1)
    if len(told) > 1:
        return None
    if told[0] in history["all"].split():
        return Steps(way, None)
    count = history.get(told[0]) if told[0].isalpha() else None
    count = count if isinstance(count, int) else number_of(told)
    return Steps(way, count) if count else None
