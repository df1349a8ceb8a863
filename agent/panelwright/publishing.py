"""Formats in and out, for a run that is finished."""

from collections.abc import Sequence
from pathlib import Path

from panelwright.run import Run
from panelwright_tools.domain import Story, UserError


def exported(run: Run, formats: Sequence[str], folder: Path | None) -> list[Path]:
    """Write the book of a run in each format. Raises UserError for an unknown format."""
    raise UserError("no format is there yet")


def imported(file: Path) -> Story:
    """The plan that another program's file holds. Raises UserError when none is recognised."""
    raise UserError(f"{file} is of no known format")
