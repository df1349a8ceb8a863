"""A painter that wants money: the block painter, for a price that it states beforehand."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from panelwright.backend_tables import tables
from panelwright.settings import Settings
from panelwright_tools.domain import Brief, Cost, ToolError
from panelwright_tools.painting.blocks import BlockPainter
from panelwright_tools.painting.picture import Picture

PRICE: Final = Cost(calls=1, tokens=10, dollars=0.04, gpu_seconds=3)
PRICED: Final = Settings(painter="priced", quality="fast", jobs=1)


class PricedBlocks(BlockPainter):
    """Blocks for money, drawn with the portraits at hand."""

    @property
    def id(self) -> str:
        return "priced/1"

    @property
    def takes_references(self) -> bool:
        return True

    def price(self, brief: Brief) -> Cost:
        return PRICE

    def paint(
        self,
        brief: Brief,
        parent: Picture | None = None,
        references: Mapping[str, Picture] | None = None,
    ) -> Picture:
        wanted = {name for r in brief.regions if r.character for name in r.character.references}
        if wanted != set(references or {}):
            raise ToolError(f"the references {wanted} are wanted, but {references} came.")
        return super().paint(brief, parent)


@contextmanager
def on_offer() -> Iterator[None]:
    """Let settings name the painter."""
    table = tables()["painter"]
    table["priced"] = "priced:PricedBlocks"
    try:
        yield
    finally:
        del table["priced"]
