"""What the two graphs remember: plain values only, never pixels."""

from typing import Annotated, Any, Literal

from typing_extensions import TypedDict  # whose schema servers can tell on every Python

Json = dict[str, Any]
"""A record of the domain as JSON data."""

Status = Literal["accepted", "flagged", "failed"]


class PanelResult(TypedDict, total=False):
    """What became of a panel."""

    status: Status
    attempts: int
    attempt: int
    """The number of the attempt that was kept."""
    picture: str
    """Its key in the store."""
    evidence: str
    """The key of its evidence and its letters."""
    reasons: list[str]
    """Why it is flagged or failed."""
    unseen: bool
    """Whether nobody could look at what the kept picture shows."""
    incomplete: bool
    """Whether a model failed that was to look at it or to answer questions about it."""


def merged(old: dict[str, PanelResult], new: dict[str, PanelResult]) -> dict[str, PanelResult]:
    """Join the results of panels that were drawn side by side."""
    return {**old, **new}


class StoryState(TypedDict, total=False):
    """The outer graph."""

    approve: bool
    """Whether a person wants to see the plan before anything is painted, and the portraits before
    panels are painted by them."""
    consent: bool
    """Whether a person wants to see what planning takes before a model is asked."""
    story: str
    """Digest of the plan that is drawn."""
    order: list[str]
    """Panel ids in reading order."""
    panels: Annotated[dict[str, PanelResult], merged]
    pages: list[str]
    """The pages, relative to the run folder."""
    books: list[str]
    """The files that were bound, relative to the run folder."""


class PanelOrder(TypedDict):
    """What the outer graph sends to one panel."""

    panel: str


class PanelState(TypedDict, total=False):
    """The panel graph."""

    panel: str
    repairs: list[Json]
    """What the present arrangement owes to repairs, in order."""
    tried: list[Json]
    """Every repair that was ever tried."""
    placed: Json
    brief: Json
    brief_key: str
    """What the picture and its letters will be made of."""
    picture: str
    evidence_key: str
    evidence: Json
    attempts: list[Json]
    """One small record an attempt: number, picture, score, accepted, repairs."""
    unpainted: list[Json]
    """Repairs that could not be painted: all repairs up to it, and the reason."""
    repair: Json | None
    """What comes next; None when nothing is left to try."""
    result: PanelResult
