"""Bringing a story.json of an older format up to the present one."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from panelwright_tools.domain.errors import UserError
from panelwright_tools.domain.story import FORMAT

Step = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the data of one format into those of the next."""


def _name_the_format(data: dict[str, Any]) -> dict[str, Any]:
    """Format 0: written by hand, without a format; nothing else differs."""
    return {**data, "format": 1}


STEPS: Final[Mapping[int, Step]] = {0: _name_the_format}
"""From a format to the step that leaves it."""


def migrated(data: dict[str, Any], source: str) -> dict[str, Any]:
    """The same story in the present format.

    Raises UserError when the format is newer than this release or not a number.
    """
    version = data.get("format", 0)
    if not isinstance(version, int) or isinstance(version, bool) or version < 0:
        raise UserError(f"{source}: field format must be a whole number such as {FORMAT}.")
    if version > FORMAT:
        raise UserError(
            f"{source} has format {version}, newer than this release knows ({FORMAT}); "
            "update panelwright to open it."
        )
    while version < FORMAT:
        data = STEPS[version](data)
        version += 1
    return data
