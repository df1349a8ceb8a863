"""The base of every record that travels as JSON: frozen, strict on unknown fields."""

import hashlib
import json
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""A name that is safe in a file name: lower-case letters, digits, `-` and `_`."""


class Model(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def canonical_json(record: BaseModel) -> str:
    """The one JSON text of a record: sorted keys, no spaces."""
    return json.dumps(
        record.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def digest(record: BaseModel, *salt: str) -> str:
    """The first 24 hex digits of the SHA-256 of a record and what else decides its result."""
    text = "\x1f".join((canonical_json(record), *salt))
    return hashlib.sha256(text.encode()).hexdigest()[:24]
