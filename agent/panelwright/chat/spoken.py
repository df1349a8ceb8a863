"""What is said in a conversation, by the user and to the user: one record a thing."""

from collections.abc import Callable
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from panelwright_tools.domain.model import Model


class Said(Model):
    """What the user said."""

    kind: Literal["said"] = "said"
    text: str


class Reply(Model):
    """A text for the user."""

    kind: Literal["reply"] = "reply"
    text: str
    ideas: tuple[str, ...] = ()
    """What could be said next, word for word."""


class Problem(Model):
    """Why something was not done, in one sentence."""

    kind: Literal["problem"] = "problem"
    text: str
    ideas: tuple[str, ...] = ()
    """What could be said instead, word for word."""


class Difference(Model):
    """What a turn would change, before anything is painted."""

    kind: Literal["difference"] = "difference"
    lines: tuple[str, ...]
    panels: tuple[int, ...] = ()
    """Numbers of the panels that are to be painted for it."""
    notes: tuple[str, ...] = ()
    """What of it can't be given, a sentence each."""


class Question(Model):
    """Something that waits for a yes or a no; any other turn changes what is asked about."""

    kind: Literal["question"] = "question"
    text: str


class Version(Model):
    """The plan was changed; one can go back to every number."""

    kind: Literal["version"] = "version"
    number: int
    said: str


class Progress(Model):
    """Something goes on. Shown, never kept."""

    kind: Literal["progress"] = "progress"
    doing: str
    """One word: planning, waiting, painting, repairing, sampling, binding."""
    panel: int | None = None
    """Its number."""
    done: int = 0
    of: int = 0
    """0: nobody knows how much there is."""
    note: str = ""


class Painted(Model):
    """A panel has a new picture."""

    kind: Literal["painted"] = "painted"
    panel: int
    """Its number."""
    id: str
    status: Literal["accepted", "flagged", "failed"]
    picture: str = ""
    """The file, relative to the run folder; empty when there is none."""
    attempts: int = 0
    reason: str = ""


class Bound(Model):
    """The comic is whole again."""

    kind: Literal["bound"] = "bound"
    painted: tuple[int, ...]
    """Numbers of the panels that have new pictures."""
    flagged: tuple[int, ...]
    pages: int
    files: tuple[str, ...]
    """Relative to the run folder."""


class Stopped(Model):
    """The user stopped it; what was done stays."""

    kind: Literal["stopped"] = "stopped"
    text: str


Spoken = Annotated[
    Said | Reply | Problem | Difference | Question | Version | Progress | Painted | Bound | Stopped,
    Field(discriminator="kind"),
]
"""Anything that is said; its `kind` tells what."""

SPOKEN: Final[TypeAdapter[Spoken]] = TypeAdapter(Spoken)
"""Reads and writes what is said as JSON."""

Hear = Callable[[Spoken], None]
"""Is told everything as it is said; may be called from any thread, one call at a time."""
