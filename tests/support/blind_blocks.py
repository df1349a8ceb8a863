"""A painter that paints blocks and, like a diffusion model, does not know where they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from panelwright_tools.domain import FREE, Brief, Cost
from panelwright_tools.painting.blocks import BlockPainter
from panelwright_tools.painting.picture import Picture


@dataclass(frozen=True)
class BlindBlocks:
    blocks: BlockPainter = field(default_factory=BlockPainter)
    repairs = frozenset({"resample"})
    takes_references = False
    side_by_side = None

    @property
    def id(self) -> str:
        return f"blind-{self.blocks.id}"

    def price(self, brief: Brief) -> Cost:
        return FREE

    def prepare(self) -> None:
        self.blocks.prepare()

    def paint(
        self,
        brief: Brief,
        parent: Picture | None = None,
        references: Mapping[str, Picture] | None = None,
    ) -> Picture:
        return replace(self.blocks.paint(brief, parent, references), subjects=(), painter=self.id)
