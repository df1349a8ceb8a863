"""A painter that is made with options, and of which one process can have one: blocks again."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from panelwright.backend_tables import tables
from panelwright_tools.domain import Brief, UserError
from panelwright_tools.painting.blocks import BlockPainter
from panelwright_tools.painting.picture import Picture


class OptionedBlocks(BlockPainter):
    """Blocks that say who painted them, and with which options."""

    def __init__(self, model: str | None = None, **options: Any) -> None:
        if model is None:
            raise UserError("the painter 'optioned' needs a model.")
        self.model, self.options = model, options

    @property
    def id(self) -> str:
        if self.model.endswith("missing"):
            raise UserError(f"there is no model {self.model}.")
        return f"optioned/{self.model}"

    @property
    def side_by_side(self) -> int:
        return 1

    def paint(
        self,
        brief: Brief,
        parent: Picture | None = None,
        references: Mapping[str, Picture] | None = None,
    ) -> Picture:
        picture = super().paint(brief, parent)
        notes = (f"{os.getpid()} {self.model} {sorted(self.options.items())}",)
        return Picture(picture.image, self.id, brief.seed, picture.subjects, notes)


@contextmanager
def on_offer() -> Iterator[None]:
    """Let settings name the painter."""
    own = tables()
    own["painter"]["optioned"] = "optioned:OptionedBlocks"
    own["options"]["optioned"] = "painting"
    try:
        yield
    finally:
        for table in ("painter", "options"):
            del own[table]["optioned"]


@contextmanager
def needing(package: str) -> Iterator[None]:
    """Let the painter need a package."""
    needs = tables()["needs"]
    needs["optioned"] = {"extra": "local", "packages": ["json", package]}
    try:
        yield
    finally:
        del needs["optioned"]
