"""Models of the Hugging Face hub that lie in this machine's cache; the network is never asked."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

_ID: Final = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}(/[\w./-]+)?")


def is_hub_id(name: str) -> bool:
    """Whether a name reads as `owner/model`, or as `owner/model/file`."""
    return _ID.fullmatch(name) is not None and ".." not in name


def cache() -> Path:
    """The cache's folder, as huggingface_hub finds it."""
    if folder := os.environ.get("HF_HUB_CACHE"):
        return Path(folder).expanduser()
    above = os.environ.get("XDG_CACHE_HOME", "~/.cache")
    return Path(os.environ.get("HF_HOME", f"{above}/huggingface")).expanduser() / "hub"


def snapshot(model: str) -> Path | None:
    """The folder of a model, `owner/name`, as it was downloaded last; None: it never was."""
    folder = cache() / f"models--{model.replace('/', '--')}"
    return next((path for path in _snapshots(folder) if path.is_dir()), None)


def cached(name: str) -> Path | None:
    """The folder of `owner/model`, or the file of `owner/model/file`; None: it isn't there."""
    owner, model, *rest = name.split("/")
    folder = snapshot(f"{owner}/{model}")
    path = folder.joinpath(*rest) if folder is not None else None
    return path if path is not None and path.exists() else None


def _snapshots(folder: Path) -> Iterator[Path]:
    """That of the main branch, then the others, the newest first."""
    with suppress(OSError):
        yield folder / "snapshots" / (folder / "refs" / "main").read_text("utf-8").strip()
    others = folder / "snapshots"
    if others.is_dir():
        yield from sorted(others.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
