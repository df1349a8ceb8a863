"""Painting that stands still at a known place: blocks that wait before a picture that they may not
paint yet.

A test says how many pictures may be painted, and sees that the next one is waited for; so whatever
it kills, stops or leaves then is at work for certain, however fast or slow the machine is. For one
painting process; an end of the work is heeded while it waits.
"""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from panelwright.files import append_line, write_whole
from panelwright_tools.domain import Brief
from panelwright_tools.painting.blocks import BlockPainter
from panelwright_tools.painting.listening import tell_step
from panelwright_tools.painting.picture import Picture

FOLDER: Final = "HELD_PAINTER"
"""The variable of the environment that says where it is kept how far a painter may go."""
_ALL: Final = 1_000_000
_LOOK_S: Final = 0.02
_PATIENCE_S: Final = 120


@dataclass(frozen=True)
class Hold:
    """How many pictures painters may paint, in this process or in others."""

    folder: Path

    @property
    def begun(self) -> int:
        """How many pictures were begun, whoever began them."""
        file = self.folder / "begun"
        return len(file.read_text().splitlines()) if file.is_file() else 0

    @property
    def allowed(self) -> int:
        """How many may be painted in all; at first, any number."""
        file = self.folder / "allowed"
        return int(file.read_text()) if file.is_file() else _ALL

    def after(self, more: int) -> None:
        """Wait before the picture that follows so many more."""
        write_whole(self.folder / "allowed", str(self.begun + more))

    def let_go(self) -> None:
        """Let every picture be painted."""
        write_whole(self.folder / "allowed", str(_ALL))

    def until_it_holds(self, is_at_work: Callable[[], bool] = lambda: True) -> None:
        """Wait until a picture is waited for; the others are painted by then."""
        end = time.monotonic() + _PATIENCE_S
        while self.begun <= self.allowed:
            assert is_at_work() and time.monotonic() < end
            time.sleep(_LOOK_S)

    def begin(self, panel: str) -> None:
        """Begin a picture as soon as it may be painted. Raises what an end of the work raises."""
        append_line(self.folder / "begun", panel)
        number = self.begun
        while number > self.allowed:
            tell_step(panel, 0, 1)
            time.sleep(_LOOK_S)


class HeldBlocks(BlockPainter):
    """Blocks that are held."""

    @property
    def id(self) -> str:
        return "held/1"

    def paint(
        self,
        brief: Brief,
        parent: Picture | None = None,
        references: Mapping[str, Picture] | None = None,
    ) -> Picture:
        Hold(Path(os.environ[FOLDER])).begin(brief.panel)
        return super().paint(brief, parent)
