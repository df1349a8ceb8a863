"""Running a model: what a device can't do, in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from panelwright_tools.domain import PanelwrightError, ToolError


@contextmanager
def running(kind: str) -> Iterator[None]:
    """Run a model of a kind: `GroundingDINO`. Raises ToolError when it fails."""
    try:
        yield
    except PanelwrightError:
        raise
    except Exception as error:  # torch raises RuntimeError and its kin for all that goes wrong
        out = type(error).__name__ == "OutOfMemoryError" or isinstance(error, MemoryError)
        said = str(error).strip().splitlines() or [type(error).__name__]
        why = "the device has not enough memory" if out else said[0][:200]
        raise ToolError(f"{kind} failed: {why}.") from error
