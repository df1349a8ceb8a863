"""Wishes about a panel's picture: that it stays, that it is right, or neither any more."""

import re
from functools import cache

from panelwright.planning.edits import ApprovePanel, Edit, HoldPanel
from panelwright.planning.embedded.tables import table
from panelwright.planning.requests.asking import Wish
from panelwright_tools.domain import UserError


def decided(wish: Wish) -> list[Edit]:
    """Keep panel 3 as it is; unlock it; panel 2 is fine."""
    found = next((name for name, said in _patterns().items() if said.fullmatch(wish.text)), None)
    match found:
        case "lock":
            return [HoldPanel(panel=panel, picture=_shown(wish, panel)) for panel in wish.panels]
        case "unlock":
            return [HoldPanel(panel=panel) for panel in wish.panels]
        case "approve":
            return _approved(wish)
        case "praise" if wish.told_here:  # "perfect" of what was just painted decides nothing
            return _approved(wish)
        case "disapprove":
            return [ApprovePanel(panel=panel) for panel in wish.panels]
    return []


def no_picture(number: int) -> UserError:
    """The error for a panel whose picture can't be decided about."""
    return UserError(f"panel {number} has no picture yet; paint it first.")


def _approved(wish: Wish) -> list[Edit]:
    return [ApprovePanel(panel=panel, picture=_shown(wish, panel)) for panel in wish.panels]


def _shown(wish: Wish, panel: str) -> str:
    """The picture that is in the book. Raises UserError where there is none."""
    picture = wish.shown(panel)
    if picture is None:
        raise no_picture([one.id for one in wish.story.panels].index(panel) + 1)
    return picture


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rows: dict[str, str] = table("requests")["deciding"]
    return {name: re.compile(pattern, re.I) for name, pattern in rows.items()}
