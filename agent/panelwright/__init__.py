"""Story in, checked comic out.

    import panelwright

    book = panelwright.plan_and_draw("Mina finds a map. It glows.", "comics/mina")
    print(book.folder, book.flagged)

Importing this package loads none of its tools; each is loaded when it is first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panelwright.api import draw, plan, plan_and_draw
    from panelwright.book import Book
    from panelwright.chat.engine import Chat
    from panelwright.offering.openai_functions import openai_tools
    from panelwright.offering.toolset import toolset
    from panelwright.settings import Settings
    from panelwright_tools.domain import (
        BudgetExceeded,
        ModelOutputError,
        PanelwrightError,
        Story,
        ToolError,
        UserError,
    )

__all__ = [
    "Book",
    "BudgetExceeded",
    "Chat",
    "ModelOutputError",
    "PanelwrightError",
    "Settings",
    "Story",
    "ToolError",
    "UserError",
    "draw",
    "openai_tools",
    "plan",
    "plan_and_draw",
    "toolset",
]

_HOMES = {
    "draw": "panelwright.api",
    "plan": "panelwright.api",
    "plan_and_draw": "panelwright.api",
    "Book": "panelwright.book",
    "Chat": "panelwright.chat.engine",
    "Settings": "panelwright.settings",
    "openai_tools": "panelwright.offering.openai_functions",
    "toolset": "panelwright.offering.toolset",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'panelwright' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES.get(name, "panelwright_tools.domain")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
