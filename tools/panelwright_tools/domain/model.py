"""The base of every record that travels as JSON: frozen, strict on unknown fields, with ids."""

import hashlib
import json
from collections.abc import Iterable
from typing import Annotated, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""A name that is safe in a file name: lower-case letters, digits, `-` and `_`."""


class Model(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


_Record = TypeVar("_Record", bound=_WithId)


def named(records: Iterable[_Record], record_id: str) -> _Record:
    """The record with this id. Raises KeyError when there is none."""
    for record in records:
        if record.id == record_id:
            return record
    raise KeyError(record_id)


def unique(what: str, ids: Iterable[str]) -> set[str]:
    """The ids. Raises ValueError, saying of `what`, when two are the same."""
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise ValueError(f"two {what}s share the id {name!r}")
        seen.add(name)
    return seen


def unsaid(value: object) -> bool:
    """Whether a field of a later release says nothing, so that digests stay as they were."""
    return value is None or value is False or value == ()


def canonical_json(record: BaseModel) -> str:
    """The one JSON text of a record: sorted keys, no spaces."""
    return json.dumps(
        record.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def digest(record: BaseModel, *salt: str) -> str:
    """The first 24 hex digits of the SHA-256 of a record and what else decides its result."""
    text = "\x1f".join((canonical_json(record), *salt))
    return hashlib.sha256(text.encode()).hexdigest()[:24]
