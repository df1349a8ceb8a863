"""Answers of language models as files, each under the digest of what was asked."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import Field

from panelwright.files import disk_errors, write_whole
from panelwright_tools.asking.endpoint import Call, Likely, Rung
from panelwright_tools.asking.model import Speaker, Usage
from panelwright_tools.domain import Cost
from panelwright_tools.domain.model import Model, unsaid

_MOST_BESIDE: Final = 100
"""Runs in whose answers a question is looked for."""


class Said(Model):
    """One message of a request."""

    speaker: Speaker
    text: str
    images: tuple[str, ...] = ()
    """SHA-256 of each."""


class Request(Model):
    """All that decides an answer."""

    source: str
    """Who was asked, as the endpoint says it."""
    messages: tuple[Said, ...]
    most_tokens: int
    rung: Rung
    wire_schema: Mapping[str, Any] | None
    schema_name: str
    temperature: float
    seed: int
    likeliest: int = Field(default=0, exclude_if=lambda count: count == 0)


class Kept(Model):
    """An answer on disk, with what it took and cost."""

    request: Request
    text: str
    finish: Literal["stop", "length", "refused"]
    usage: Usage
    places: tuple[tuple[Likely, ...], ...] = Field(default=(), exclude_if=unsaid)
    cost: Cost
    borrowed: bool = False
    """It was asked and paid for by another run."""


def request_of(call: Call, source: str) -> Request:
    """A call as it is kept: with digests in place of pictures."""
    return Request(
        source=source,
        messages=tuple(
            Said(speaker=m.speaker, text=m.text, images=tuple(map(_sha256, m.images)))
            for m in call.messages
        ),
        most_tokens=call.most_tokens,
        rung=call.rung,
        wire_schema=call.schema,
        schema_name=call.schema_name,
        temperature=call.temperature,
        seed=call.seed,
        likeliest=call.likeliest,
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Answers:
    """A folder of answers, one file each. A damaged one counts as absent."""

    folder: Path
    others: Sequence[Path] = ()
    """Folders of the answers of other runs, which need not be asked for again."""

    def path(self, key: str) -> Path:
        """The file of an answer."""
        return self.folder / f"{key}.json"

    def get(self, key: str) -> Kept | None:
        """The answer to the request with this digest; None when it is absent or damaged."""
        return _read(self.path(key))

    def borrowed(self, key: str, request: Request) -> Kept | None:
        """The same request's answer in another run, which is kept here too; None: no run has it.

        Raises ToolError when the disk can't take it.
        """
        for folder in self.others:
            found = _read(folder / f"{key}.json")
            if found is not None and found.request == request:
                answer = found.model_copy(update={"borrowed": True})
                self.put(key, answer)
                return answer
        return None

    def put(self, key: str, answer: Kept) -> None:
        """Keep an answer, whole or not at all. Raises ToolError when the disk can't take it."""
        with disk_errors(self.folder):
            self.folder.mkdir(exist_ok=True)
        write_whole(self.path(key), answer.model_dump_json(indent=1) + "\n")

    def all(self) -> Iterator[Kept]:
        """Every answer that was ever kept, in the order of their digests."""
        for path in sorted(self.folder.glob("*.json")):
            answer = self.get(path.stem)
            if answer is not None:
                yield answer


def answers_beside(folder: Path) -> list[Path]:
    """The answers of the runs beside the one whose answers lie in a folder, those of late first."""
    run = folder.absolute().parent
    found: dict[Path, float] = {}
    for path in run.parent.glob(f"*/{folder.name}"):
        with suppress(OSError):  # it may be removed meanwhile, or be nobody's to look into
            if path.is_dir() and path.parent != run:
                found[path] = path.stat().st_mtime
    return sorted(found, key=lambda path: -found[path])[:_MOST_BESIDE]


def _read(path: Path) -> Kept | None:
    try:
        return Kept.model_validate_json(path.read_bytes())
    except (OSError, ValueError):
        return None
