"""What the conversation's graph remembers of a turn: plain values; files hold the rest."""

from typing import Literal, TypedDict

Road = Literal[
    "yes", "no", "tell", "change", "ask", "back", "version", "redraw", "paint", "export", "help",
    "decide", "confirm", "make", "hear", "end",
]  # fmt: skip
"""Where a turn goes next."""


class ChatState(TypedDict, total=False):
    """One turn, until it is done or waits for a yes."""

    said: str
    """What the user said, or what of it is left to do."""
    road: Road
    question: str
    """What the user is asked before it goes on."""
    waiting: Literal["", "make", "tell", "paint"]
    """What a yes allows."""
    first: list[str]
    """Ids of the panels that the user waits for."""
    allowed: bool
    """Whether the user has allowed what a model costs that plans."""
