"""Puts values that changed between two stories into words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar

from panelwright_tools.domain import Character, Panel, Place, Region, Variation
from panelwright_tools.domain.model import Model

_LONGEST: Final = 90
_LEAD: Final = 30
"""Letters that are told before the first one that is another."""

_Record = TypeVar("_Record", Character, Place, Panel, Region, Variation)


def fields_told(name: str, before: Model, after: Model, fields: Sequence[str]) -> Iterator[str]:
    """A line for each of the fields that is another, in their order."""
    old = before.model_dump(mode="json", include=set(fields))
    new = after.model_dump(mode="json", include=set(fields))
    for field in fields:
        if old.get(field) != new.get(field):
            yield f"{name}: {field} {change(old.get(field), new.get(field))}"


def change(was: object, now: object) -> str:
    """`medium → close`; of long texts what is around the first letter that is another."""
    texts = [_whole(value) for value in (was, now)]
    if max(map(len, texts)) > _LONGEST:
        differing = next((n for n, (a, b) in enumerate(zip(*texts, strict=False)) if a != b), None)
        same = min(map(len, texts)) if differing is None else differing
        start = texts[0].rfind(" ", 0, max(same - _LEAD, 0)) + 1
        texts = [f"…{text[start:]}" if start else text for text in texts]
    return " → ".join(map(cut, texts))


def short(value: object) -> str:
    """A value in a few words."""
    return cut(_whole(value))


def _whole(value: object) -> str:
    if value is None or value in ("", [], {}):
        return "none"
    if isinstance(value, list):
        return ", ".join(map(_whole, value))
    if isinstance(value, dict):
        return " ".join(str(part) for part in reversed(value.values()) if part) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}"
    return " ".join(str(value).split())


def cut(text: str, longest: int = _LONGEST) -> str:
    """The text in one line, shortened to its beginning."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def by_id(records: Sequence[_Record]) -> Mapping[str, _Record]:
    """The records by their ids."""
    return {record.id: record for record in records}
