"""Which attempt at a panel is the one whose picture stands in the book."""

from panelwright.run import Run
from panelwright.store import Store
from panelwright_tools.domain import Attempt


def attempt_in_book(run: Run, panel: str) -> Attempt | None:
    """The attempt whose picture is in the book; None where there is none yet, or its record or
    its picture in the store is gone."""
    path, store = run.panel_picture(panel), Store(run.store)
    if not path.is_file():
        return None
    shown = path.read_bytes()
    for attempt in reversed(run.read_attempts(panel)):
        kept = store.image_path(attempt.picture)
        if kept.is_file() and kept.read_bytes() == shown:
            return attempt
    return None


def key_in_book(run: Run, panel: str) -> str | None:
    """The key of the picture that is in the book; None as for the attempt."""
    attempt = attempt_in_book(run, panel)
    return attempt.picture if attempt is not None else None
