"""Running a model: what a device can't do, in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from panelwright_tools.domain import PanelwrightError, ToolError
from panelwright_tools.domain.errors import first_line
from panelwright_tools.painting.diffusion.memory_errors import ran_out_of_memory


@contextmanager
def running(kind: str) -> Iterator[None]:
    """Run a model of a kind: `GroundingDINO`. Raises ToolError when it fails."""
    try:
        yield
    except PanelwrightError:
        raise
    except Exception as error:  # torch raises RuntimeError and its kin for all that goes wrong
        why = "there is not enough memory" if ran_out_of_memory(error) else first_line(error, 200)
        raise ToolError(f"{kind} failed: {why}.") from error
