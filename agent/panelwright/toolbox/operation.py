"""What an operation is: a name, words for models, records in and out, and a plain function."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from panelwright import backends
from panelwright.settings import Role, Settings
from panelwright.toolbox.desk import Desk
from panelwright_prompts import render
from panelwright_tools.domain.model import Model

Load = Literal["light", "heavy", "waiting"]
"""What a call takes: next to nothing, a core, or time in which it only waits for other work."""


class Shown(Model):
    """A picture that an operation wrote or shows."""

    path: str = Field(description="relative to the root")
    width: int
    height: int
    alt: str = Field(description="what it shows, for those who can't see it")


class Answer(Model):
    """What an operation returns."""

    pictures: tuple[Shown, ...] = Field(default=(), description="most telling first")


@dataclass(frozen=True)
class Operation:
    """One thing that an agent can have done."""

    name: str
    title: str
    asks: type[Model]
    """What it takes."""
    answers: type[Answer]
    """What it returns."""
    run: Callable[[Any, Desk], Answer]
    """Raises PanelwrightError, whose text says what to do, and Stopped when its desk says so."""
    read_only: bool = False
    """It writes no file that anybody asked to be kept."""
    destructive: bool = False
    """What was there before may be lost."""
    idempotent: bool = False
    """Called again with the same, it changes nothing more."""
    roles: tuple[Role, ...] = ()
    """The back ends that may do its work."""
    load: Load = "heavy"

    @property
    def description(self) -> str:
        """What a model is told of it."""
        (turn,) = render(f"toolbox/{self.name}")
        return turn.text

    def open_world(self, settings: Settings) -> bool:
        """Whether it asks anybody outside of this machine, with these settings."""
        return any(_is_far(settings, role) for role in self.roles)


def _is_far(settings: Settings, role: Role) -> bool:
    name = backends.chosen(settings, role)
    asking = backends.asking(name) if role == "planner" else None
    is_known = name in backends.names(role)  # a package's tool may ask anybody
    return (
        not is_known or backends.is_served(name) or (asking is not None and asking.at == "server")
    )
