"""Whether the tools of a run can work here, asked before anything is planned, made or paid."""

from collections.abc import Sequence
from typing import Any, Final, Protocol, runtime_checkable

from panelwright import backends
from panelwright.settings import ROLES, Role, Settings

_TOOLS: Final = tuple(role for role in ROLES if role != "planner")


@runtime_checkable
class Examinable(Protocol):
    """A tool that can tell beforehand what it will lack."""

    def examine(self) -> None:
        """Look over what it needs, without loading or asking a model.

        Raises UserError when something isn't there: a file, a device, a key.
        """
        ...


def check_ready(settings: Settings, roles: Sequence[Role] = _TOOLS) -> None:
    """Raises UserError when a tool can't work as it is set, as far as files and machine tell."""
    for role in roles:
        tool: Any = backends.made(backends.back_end(settings, role))
        if isinstance(tool, Examinable):
            tool.examine()
        _ = tool.id  # its model is there
